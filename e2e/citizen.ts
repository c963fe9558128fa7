import { createHash, verify } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { expectSound, shot, visit } from './browser.ts';

/** What a link gives, as a reader saves it. */
async function saved(page: Page, link: string): Promise<Buffer> {
  const at = await page.getByRole('link', { name: link, exact: true }).getAttribute('href');
  return (await page.request.get(at!)).body();
}

/** A citizen finds a notice from the first page of the network, reads its days and its list, and checks the signature. */
export async function readNotice(browser: Browser, programme: string, about: string): Promise<void> {
  const here = await visit(browser);
  const { page } = here;
  await page.goto(`/${programme}`);
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '公示申报' }).click();
  await page.getByRole('link', { name: '正在公示', exact: true }).click();
  await page
    .locator('main li')
    .filter({ hasText: /还剩 \d+ 天|今天截止/ })
    .first()
    .waitFor();
  await page.locator('main h2').getByRole('link').first().click();
  await page.getByRole('heading', { name: '名单', exact: true }).waitFor();
  await page
    .getByText(/还剩 \d+ 天|今天截止/)
    .first()
    .waitFor();
  await page
    .getByRole('cell', { name: about })
    .or(page.getByRole('rowheader', { name: about }))
    .first()
    .waitFor();
  const [list, signature, key] = [await saved(page, '名单原文'), await saved(page, '签名'), await saved(page, '公钥')];
  expect(list.toString()).toContain(about);
  expect(verify(null, list, key.toString(), signature)).toBe(true);
  // One character more, and it is no longer what was signed.
  expect(verify(null, Buffer.concat([list, Buffer.from(' ')]), key.toString(), signature)).toBe(false);
  expect(await page.locator('main').innerText()).toContain(createHash('sha256').update(list).digest('hex'));
  await expectSound(here, 'a notice as a citizen reads it');
  await shot(page, `journey-notice-${programme}`);
  await here.close();
}

/** From an entry of the register to its certificate, which anybody can check and compare with the file in hand. */
export async function checkCertificate(page: Page, file: Buffer): Promise<void> {
  await page.getByRole('region', { name: '证书和文件' }).getByRole('link').filter({ hasText: '证书' }).first().click();
  await page.getByText('本系统出具了这份文件').waitFor();
  await page.locator('input[type=file]').setInputFiles({ name: '证书.pdf', mimeType: 'application/pdf', buffer: file });
  await page.getByText('一致：这就是本系统出具的文件').waitFor();
  await shot(page, 'journey-certificate-verified');
}

/** The PDF of a paper that a page of the workbench lists. */
export async function paperOf(page: Page, kind: string): Promise<Buffer> {
  const paper = page.getByRole('region', { name: '文书' }).getByRole('listitem').filter({ hasText: kind }).first();
  const at = await paper.getByRole('link', { name: 'PDF', exact: true }).getAttribute('href');
  return (await page.request.get(at!)).body();
}
