import type { APIRequestContext } from 'playwright-core';
import { taken, type Visit } from './browser.ts';

export async function settled({ page }: Visit): Promise<void> {
  await page.locator('main h1').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.locator('.ant-spin-spinning, .ant-skeleton-active').first().waitFor({ state: 'detached' });
}

/** Buttons of two characters are drawn with a space between them. */
const button = (label: string): RegExp => new RegExp(`^${[...label].join('\\s?')}$`);
export const press = ({ page }: Visit, label: string) =>
  page
    .getByRole('button', { name: button(label) })
    .first()
    .click();
/** The button that saves is found by its kind: while it has worked its name has the sign of it. */
export const save = ({ page }: Visit) => page.locator('main form button[type="submit"]').first().click();
export const inDialog = ({ page }: Visit, label: string) =>
  page
    .getByRole('dialog')
    .getByRole('button', { name: button(label) })
    .click();

async function answer<T>(request: APIRequestContext, method: 'get' | 'post', path: string, data?: unknown): Promise<T> {
  const reply = await request[method](path, data === undefined ? {} : { data });
  if (!reply.ok()) throw new Error(`${method} ${path}: ${reply.status()} ${await reply.text()}`);
  return (await reply.json()) as T;
}

/** In an open dialog: chooses of a list by the words of the choice. */
export async function choose({ page }: Visit, label: string, words: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).last().click();
  await page.getByTitle(words, { exact: true }).last().click();
}
/** Takes a request on, and waits until that is so: what follows goes by its revision. */
export async function claim(visit: Visit): Promise<void> {
  await press(visit, '受理');
  await visit.page.getByText(/受理人: /).waitFor();
}
export const closed = ({ page }: Visit) => page.getByRole('dialog').waitFor({ state: 'detached' });
/** What was refused in a dialog, which then is left. */
export async function refused(visit: Visit, words: RegExp): Promise<void> {
  const { page } = visit;
  await page.getByRole('dialog').getByText(words).first().waitFor();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^取\s?消$/ })
    .click();
  await closed(visit);
}
export const openAt = async (visit: Visit, path: string): Promise<void> => {
  await visit.page.goto(`/workbench${path}`);
  await settled(visit);
};

/** A record in the catalogue with a lot of 100: one person writes it, another publishes it. @returns its id */
export async function offer(author: Visit, other: Visit, type: string, fields: object, unit: string): Promise<string> {
  const { request } = author.page;
  const { id } = await answer<{ id: string }>(request, 'post', '/api/resources', {
    platform: 'DEMO-VEG',
    type,
    fields: { share_scope: 'full', ...fields },
  });
  for (const action of ['check', 'publish']) {
    const at = `/api/work/resources/${id}`;
    const work = await answer<{ revision: number; actions: { name: string }[] }>(other.page.request, 'get', at);
    if (work.actions.some(({ name }) => name === action))
      await answer(other.page.request, 'post', `/api/resources/${id}/actions`, { action, ...work, reason: '' });
  }
  const lot = {
    platform: 'DEMO-VEG',
    resource: id,
    quantity: '100',
    unit,
    form: unit === 'seed' ? 'seed' : 'deep_frozen',
  };
  await answer(request, 'post', '/api/work/stock/lots', lot);
  return id;
}

interface Wish {
  quantity: string;
  purpose: string;
  /** Labels of what is ticked. */
  ticked?: string[];
  users?: string;
}

/** Asks on the portal for a resource, by the list. @returns the part of the request */
export async function ask({ page }: Visit, resource: string, { quantity, purpose, ticked = [], users = '' }: Wish) {
  await page.goto(`/resources/${resource}`);
  await taken(page);
  await page.getByRole('link', { name: '加入清单' }).click();
  await page.getByRole('link', { name: /已在清单中/ }).click();
  await page.getByRole('heading', { name: '申请清单' }).waitFor();
  await page.getByLabel('数量').fill(quantity);
  await page.getByLabel('用途', { exact: false }).first().selectOption({ label: purpose });
  await page.getByLabel('具体用途').fill('疾病早期标志物研究');
  await page.getByLabel('其他使用人').fill(users);
  await page.getByLabel('收件人').fill('林研');
  await page.getByLabel('收件地址').fill('广州市示范路 1 号');
  await page.getByLabel('电话').fill('020-00000000');
  if (await page.getByLabel('所在地区').count()) await page.getByLabel('所在地区').selectOption('440000');
  for (const label of ticked) await page.getByLabel(label).check();
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.getByText('申请已提交').waitFor();
  const { items } = await answer<{ items: { id: string }[] }>(page.request, 'get', '/api/requests');
  return items[0]!.id;
}

export async function handIn(visit: Visit, permit: { kind: string; number: string; from: string; until?: string }) {
  const { page } = visit;
  await choose(visit, '种类', permit.kind);
  await page.getByLabel('编号').fill(permit.number);
  await page.getByLabel('发证机关').fill('示范主管部门');
  await page.getByLabel('有效期自').fill(permit.from);
  if (permit.until !== undefined) await page.getByLabel('有效期至').fill(permit.until);
  await inDialog(visit, '提交');
  await closed(visit);
}

export async function attach({ page }: Visit, name: string, buffer: Buffer): Promise<void> {
  await page
    .getByRole('dialog')
    .locator('input[type="file"]')
    .setInputFiles({ name, mimeType: 'application/pdf', buffer });
  await page.getByText(`已上传：${name}`).waitFor();
}

export async function declare(visit: Visit, text: string, behind?: string): Promise<void> {
  const { page } = visit;
  await press(visit, '提交境外背景声明');
  if (behind !== undefined) {
    await page.getByLabel('申请人、其实际控制人或实际使用人是境外组织、个人').check();
    await page.getByLabel('实际使用人', { exact: true }).fill(behind);
  }
  await page.getByRole('dialog').getByLabel('内容').fill(text);
  await attach(visit, '股权与委托说明.pdf', Buffer.from('%PDF-1.7 %%EOF'));
  await inDialog(visit, '提交');
  await closed(visit);
}
