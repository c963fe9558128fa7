import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dwcaEntries, DWC, zipOf } from '../src/server/testing/archives.ts';
import { expectSound, openBrowser, PHONE, shot, signIn, visit } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const ARCHIVE = zipOf(
  dwcaEntries(
    [
      {
        rowType: `${DWC}Occurrence`,
        file: 'occurrence.txt',
        terms: [`${DWC}catalogNumber`, `${DWC}scientificName`, `${DWC}basisOfRecord`],
        rows: [['1', 'E2E 1', 'Camellia sinensis', 'PreservedSpecimen']],
      },
      {
        rowType: 'http://rs.gbif.org/terms/1.0/VernacularName',
        file: 'vernacular.txt',
        terms: [`${DWC}vernacularName`],
        rows: [['1', '茶']],
      },
    ],
    [{ name: 'eml.xml', content: '<eml><dataset><title>示范标本</title></dataset></eml>' }],
  ),
);

test('an archive comes in, is undone with a reason, and the list goes out', async () => {
  const here = await visit(browser);
  const { page } = here;
  await signIn(here, 'platform_staff.guangzhou');
  await page.goto('/workbench/imports/new?type=specimen');
  // The form comes anew with the only platform of its user.
  await page.getByText('广州示范岭南蔬菜科技资源库').first().waitFor();
  await page.locator('#file').setInputFiles({ name: '档案.zip', mimeType: 'application/zip', buffer: ARCHIVE });
  await page.getByRole('button', { name: '上传并预览' }).click();
  await page.getByText('按标识并入记录').waitFor();
  expect(await page.getByText('示范标本').count()).toBeGreaterThan(0);
  await expectSound(here, 'preview of an archive');
  await shot(page, 'wb-import-archive-1440');
  await page.getByRole('button', { name: '开始导入' }).click();
  await page.getByText('导入完成').waitFor();
  await page.getByRole('button', { name: '撤销这次导入' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('导错了文件');
  await shot(page, 'wb-import-undo-dialog-1440');
  await page.getByRole('dialog').getByRole('button', { name: '撤销这次导入' }).click();
  await page.getByText('已撤销：删除 1，撤回 0，恢复 0，保留 0').waitFor();
  await expectSound(here, 'an import undone');
  await shot(page, 'wb-import-undone-1440');
  await page.goto('/workbench/resources');
  await page.getByRole('button', { name: '导出' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'JSON Lines' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.jsonl$/);
  await here.close();
});

test('a reader takes the hits of a search and a platform’s archive along', async () => {
  const here = await visit(browser, { viewport: PHONE });
  const { page } = here;
  await page.goto('/search?type=specimen');
  const exports = page.getByRole('navigation', { name: '导出全部结果' });
  await exports.scrollIntoViewIfNeeded();
  await shot(page, 'search-export-390');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    exports.getByRole('link', { name: 'CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^检索结果-.*\.csv$/);
  const code = await page.evaluate(async () => {
    const reply = await fetch('/api/resources?type=specimen');
    return ((await reply.json()) as { items: { platform: { code: string } }[] }).items[0]!.platform.code;
  });
  await page.goto(`/platforms/${code}`);
  await expectSound(here, 'a platform with an archive');
  const [archive] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '下载达尔文核心档案' }).click(),
  ]);
  expect(archive.suggestedFilename()).toMatch(/达尔文核心档案.*\.zip$/);
  await here.close();
});
