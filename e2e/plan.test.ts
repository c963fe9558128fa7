import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync, zipSync } from 'fflate';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { headingText } from '../src/shared/plans/printed.ts';
import { planShape } from '../src/shared/plans/shape.ts';
import { formsTheme } from '../src/shared/policy/forms.ts';
import { fillForm } from '../src/server/replay/fill-form.ts';
import { samplePdf } from '../src/server/replay/sample-pdf.ts';
import { expectSound, openBrowser, PHONE, shot, signIn, visit, type Visit } from './browser.ts';

const LIMIT = 20_971_520;
const folder = mkdtempSync(join(tmpdir(), 'keyuan-plan-'));
const { forms } = formsTheme.parse(parse(readFileSync('policies/guangzhou/forms.yaml', 'utf8')));
const headings = planShape('guangzhou', forms[0]!).sections.map(headingText);

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

async function enter(account: string, path: string): Promise<Visit> {
  const here = await visit(browser);
  await signIn(here, `${account}.guangzhou`);
  await here.page.goto(`/workbench${path}`);
  return here;
}

const dayFromNow = (days: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(Date.now() + days * 86_400_000);

async function send(
  { page }: Visit,
  method: string,
  url: string,
  data?: unknown,
): Promise<{ status: number; body: never }> {
  const answer = await page.request.fetch(url, { method, ...(data !== undefined && { data: data as object }) });
  const text = await answer.text();
  return { status: answer.status(), body: (text === '' ? undefined : JSON.parse(text)) as never };
}
const asPlayer = (here: Visit): Parameters<typeof fillForm>[0] => ({
  call: (method, url, data) => send(here, method, url, data),
});

/** Of the demonstration, a host that has not applied yet. */
const HOST = 'host_admin10';

/** A call that is open, and an application under it that its host writes. */
async function application(): Promise<{ host: Visit; id: string }> {
  const city = await enter('city_department', '/');
  const data = {
    title: '方案填报',
    guide: '见提纲',
    window_from: dayFromNow(0),
    window_to: dayFromNow(30),
    reference_from: '2023-07-01',
    reference_to: '2026-06-30',
    plan_from: '2026-07-01',
  };
  const call = (await send(city, 'POST', '/api/cases', { programme: 'guangzhou', procedure: 'call', data })).body as {
    id: string;
    version: number;
  };
  await send(city, 'POST', `/api/cases/${call.id}/actions/publish`, { version: call.version, data: {} });
  await city.close();
  const host = await enter(HOST, '/');
  const { items } = (await send(host, 'GET', '/api/platforms?limit=100')).body as {
    items: { id: string; name_zh: string }[];
  };
  const refusals: unknown[] = [];
  for (const platform of items) {
    const opened = await send(host, 'POST', '/api/cases', {
      programme: 'guangzhou',
      procedure: 'application',
      subject: { kind: 'platform', id: platform.id },
      parent: call.id,
      data: { class: 'crop', name_zh: '广州方案科技资源库' },
    });
    if (opened.status === 201) return { host, id: (opened.body as { id: string }).id };
    refusals.push(opened.body);
  }
  throw new Error(`no platform of this host: ${JSON.stringify(refusals.slice(0, 3))}`);
}

async function download({ page }: Visit, button: string): Promise<Buffer> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  return readFileSync((await file.path())!);
}

async function choose(
  { page }: Visit,
  button: string,
  file: { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  await chooser.setFiles(file);
}

/** Whether texts come one after the other. */
function inOrder(text: string, wanted: readonly string[]): string[] {
  let at = 0;
  return wanted.filter((one) => {
    const found = text.indexOf(one, at);
    if (found >= 0) at = found + one.length;
    return found < 0;
  });
}
const plain = (text: string): string => text.replaceAll(/\s/g, '');

test('GZF-note.5 the plan is written, goes out as PDF and Word, comes back from Word, and is signed', async () => {
  const { host, id } = await application();
  const { page } = host;
  await page.goto(`/workbench/cases/${id}`);
  await page.getByRole('link', { name: /打开在线表单/ }).click();
  await page.getByRole('heading', { name: '封面' }).waitFor();
  await page.getByLabel('联系电话').fill('12345');
  await page.getByText('不是电话号码').waitFor();
  await page.getByLabel('联系电话').fill('020-8888 7777');
  await page.getByText('不是电话号码').waitFor({ state: 'detached' });
  await page.getByText('全部已保存').waitFor();
  await page.waitForTimeout(300);
  await expectSound(host, 'the cover of a plan');
  await shot(page, 'plan-cover-zh-1440');

  // From the outline to a section with a table; a grid from a spreadsheet in one paste.
  await page.getByRole('button', { name: /4\.1\.1/ }).click();
  await page.getByRole('heading', { name: /4\.1\.1/ }).waitFor();
  await page.getByRole('textbox', { name: '收集保存范围' }).fill('岭南蔬菜种质，含䴙䴘𬶏等名称用字。');
  await page.evaluate(() => navigator.clipboard.writeText('叶菜\t5200\t份\t5000\n瓜类\t300\t份\t900'));
  await page.getByRole('textbox', { name: '资源种类 第 1 行' }).focus();
  await page.keyboard.press('Control+V');
  await page.getByText('占比 104 %，超过 100 %').waitFor();
  expect(await page.getByRole('textbox', { name: '本库数量 第 2 行' }).inputValue()).toBe('300');
  await page.getByRole('textbox', { name: '本库数量 第 1 行' }).fill('2500');
  await page.getByText('全部已保存').waitFor();
  await page.waitForTimeout(500);
  await expectSound(host, 'a section with a table');
  await shot(page, 'plan-table-zh-1440');

  // 无 with one click, by keyboard to the next section and the next gap.
  await page.getByRole('button', { name: /4\.4\.3/ }).click();
  await page.getByRole('button', { name: '本节填“无”' }).click();
  expect(await page.getByRole('textbox', { name: '共享服务成效' }).inputValue()).toBe('无');
  await page.keyboard.press('Alt+PageDown');
  await page.getByRole('heading', { name: /4\.5\.1/ }).waitFor();
  await page.keyboard.press('Alt+n');
  await page.getByRole('heading', { name: /4\.5\.2/ }).waitFor();

  // A second tab is told, and the one who was late chooses.
  const second = await page.context().newPage();
  await second.goto(`/workbench/cases/${id}/plan?section=3`);
  await page.getByText('还在另一个标签页').waitFor();
  await page.getByRole('button', { name: /^.*3 国内外现状/ }).click();
  await second.getByRole('textbox', { name: /国内外现状/ }).fill('另一处的内容');
  await second.getByText('全部已保存').waitFor();
  await second.close();
  await page.getByRole('textbox', { name: /国内外现状/ }).fill('这里的内容');
  await page.getByText('请选择保留哪一个').waitFor();
  await page.getByText('另一处的内容').waitFor();
  await page.getByRole('button', { name: '用我的' }).click();
  await page.getByText('全部已保存').waitFor();

  // The session ends in the middle: what was typed stays and is saved after signing in.
  await page.context().clearCookies();
  await page.getByRole('textbox', { name: /国内外现状/ }).fill('会话结束后仍在');
  await page.getByRole('dialog').waitFor();
  expect(await page.getByRole('textbox', { name: /国内外现状/, includeHidden: true }).inputValue()).toBe(
    '会话结束后仍在',
  );
  await signIn(host, `${HOST}.guangzhou`);
  await page.reload();
  const again = await send(host, 'GET', `/api/cases/${id}/plan`);
  expect(again.status).toBe(200);

  const filled = await fillForm(asPlayer(host), id);
  expect(filled?.status).toBe(200);
  await page.goto(`/workbench/cases/${id}/plan?section=6.2.1`);
  await page.getByRole('heading', { name: /6\.2\.1/ }).waitFor();
  await page.waitForTimeout(500);
  await expectSound(host, 'the grid of indicators');
  await shot(page, 'plan-indicators-zh-1440');

  const pdf = await download(host, '下载 PDF');
  writeFileSync(join(folder, 'plan.pdf'), pdf);
  const text = plain(execFileSync('pdftotext', ['-raw', join(folder, 'plan.pdf'), '-']).toString());
  expect(inOrder(text, headings.map(plain))).toEqual([]);
  expect(text).toContain('䴙䴘𬶏');
  const fonts = execFileSync('pdffonts', [join(folder, 'plan.pdf')])
    .toString()
    .split('\n')
    .slice(2)
    .filter(Boolean);
  expect(fonts.every((line) => /\byes\s+(yes|no)\s+yes\b/.test(line))).toBe(true);

  const word = await download(host, '下载 Word');
  const xml = strFromU8(unzipSync(word)['word/document.xml']!);
  const paragraphs = [...xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)].map(([one]) => one.replaceAll(/<[^>]+>/g, ''));
  expect(inOrder(paragraphs.join('\n'), headings)).toEqual([]);
  expect(xml).toContain('䴙䴘𬶏');

  // One field differs in the file, and one thing in it has no place.
  const parts = unzipSync(word);
  const changed = xml
    .replace('岭南蔬菜种质', '岭南特色蔬菜种质')
    .replace('</w:body>', '<w:p><w:r><w:t>文末另注</w:t></w:r></w:p></w:body>');
  const other = Buffer.from(zipSync({ ...parts, 'word/document.xml': new TextEncoder().encode(changed) }));
  await choose(host, '从 Word 导入', { name: '方案.docx', mimeType: 'application/octet-stream', buffer: other });
  const dialog = page.getByRole('dialog');
  await dialog.getByText('岭南特色蔬菜种质').waitFor();
  await page.waitForTimeout(500);
  await shot(page, 'plan-word-zh-1440');
  await dialog.getByRole('button', { name: /导入所选/ }).click();
  await dialog.waitFor({ state: 'detached' });
  const now = (await send(host, 'GET', `/api/cases/${id}/plan`)).body as { values: { path: string; value: string }[] };
  expect(now.values.find(({ path }) => path === '4.1.1/scope')!.value).toContain('岭南特色蔬菜种质');

  const pdfFile = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/pdf', buffer });
  await choose(host, '上传签章件', pdfFile('大.pdf', samplePdf('大', LIMIT + 1)));
  await page.getByText('20971521 字节，超过 20971520 字节').waitFor();
  await choose(host, '上传签章件', pdfFile('方案.pdf', word));
  await page.getByText('文件内容不是 PDF').waitFor();
  await shot(page, 'plan-signed-refused-zh-1440');
  await choose(host, '上传签章件', pdfFile('签章.pdf', samplePdf('签章', LIMIT)));
  await page.getByRole('button', { name: '签章.pdf' }).waitFor();

  await page.setViewportSize(PHONE);
  await page.goto(`/workbench/cases/${id}/plan?section=4.1.1`);
  await page.getByRole('heading', { name: /4\.1\.1/ }).waitFor();
  await page.waitForTimeout(500);
  await expectSound(host, 'a section on a telephone');
  await shot(page, 'plan-table-zh-390');
  await page.goto(`/en/workbench/cases/${id}/plan?section=1`);
  await page.getByRole('heading', { name: /1 Introduction/ }).waitFor();
  await shot(page, 'plan-section-en-390');
  await host.close();
}, 240_000);
