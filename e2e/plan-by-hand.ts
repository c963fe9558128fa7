import { expect } from 'vitest';
import { documentModel } from '../src/shared/documents/model.ts';
import { buildPlan } from '../src/shared/plans/document.ts';
import { samplePlan } from '../src/shared/plans/sample-plan.ts';
import { planShape } from '../src/shared/plans/shape.ts';
import type { PlanValue } from '../src/shared/plans/values.ts';
import type { Form } from '../src/shared/policy/forms.ts';
import { wordOf } from '../src/server/modules/documents/word.ts';
import { openPage } from './case-desk.ts';
import { expectSound, shot, type Visit } from './browser.ts';

interface View {
  form: Form;
  policy: string;
  round: Record<string, unknown>;
  suggested: Record<string, PlanValue>;
  values: { path: string; value: PlanValue }[];
}

/** The five key tasks of the outline, and an indicator of each: its name, its unit, five years and each of them. */
const TASKS: readonly (readonly [section: string, indicator: string, unit: string])[] = [
  ['6.2.1', '新增保藏菌株', '株'],
  ['6.2.2', '完成鉴定菌株', '株'],
  ['6.2.3', '服务用户', '家'],
  ['6.2.4', '引进培养人员', '人'],
  ['6.2.5', '制定标准规范', '项'],
];
const TARGETS = ['50', '10', '10', '10', '10', '10'];

/**
 * Writes a plan as an office does: headings and the indicators of the five tasks on the screen, the first table cell by
 * cell, the others pasted from a spreadsheet; the rest comes from the Word file that its people filled in.
 */
export async function writePlanByHand(here: Visit, id: string): Promise<void> {
  const { page } = here;
  await openPage(here, id);
  await page.getByRole('link', { name: /打开在线表单/ }).click();
  await page.getByRole('heading', { name: '封面' }).waitFor();
  // What the register knows is offered, and taken by a click.
  const offers = page.getByRole('button', { name: /^填入/ });
  for (let left = await offers.count(); left > 0; left--) await offers.first().click();
  await page.getByLabel('联系人').fill('林一青');
  await page.getByLabel('联系电话').fill('020-88887777');
  for (const [part, text] of [
    ['县（区）', '天河区'],
    ['街（路）', '科苑路'],
    ['门牌号', '1号'],
  ] as const)
    await page.getByLabel(part, { exact: true }).fill(text);
  const open = async (number: string): Promise<void> => {
    const name = new RegExp(`(?<![\\d.])${number.replaceAll('.', '\\.')} `);
    await page.getByRole('button', { name }).click();
    await page.getByRole('heading', { level: 2, name }).waitFor();
  };
  for (const number of ['1', '2', '3']) {
    await open(number);
    await page.locator(`#plan-${number}-text`).fill(`第${number}节由编写人在线填写，含䴙䴘𬶏。`);
  }
  await open('4.4.3');
  await page.getByRole('button', { name: '本节填“无”' }).click();
  for (const [n, [section, name, unit]] of TASKS.entries()) {
    await open(section);
    const table = page.locator(`#plan-${section.replaceAll('.', '-')}-indicators`);
    const cells = table.locator('tbody input:not([role=combobox]), tbody textarea');
    if (n === 0) for (const [at, text] of [name, unit, ...TARGETS].entries()) await cells.nth(at).fill(text);
    else {
      await page.evaluate((grid) => navigator.clipboard.writeText(grid), [name, unit, '', ...TARGETS].join('\t'));
      await cells.first().focus();
      await page.keyboard.press('Control+V');
    }
    expect(await cells.last().inputValue()).toBe('10');
    await table.getByRole('combobox').first().click();
    const article = page.locator('.ant-select-dropdown:visible .ant-select-item-option').nth(Math.min(n, 3));
    await article.click();
  }
  await page.getByText('全部已保存').waitFor();
  await shot(page, 'journey-gz-plan-indicators');
  const view = (await (await page.request.get(`/api/cases/${id}/plan`)).json()) as View;
  const word = await filledWord(view);
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: '从 Word 导入', exact: true }).click(),
  ]);
  const mimeType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  await chooser.setFiles({ name: '实施方案（填好）.docx', mimeType, buffer: word });
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /导入所选/ }).waitFor();
  await shot(page, 'journey-gz-plan-word');
  await dialog.getByRole('button', { name: /导入所选/ }).click();
  await dialog.waitFor({ state: 'detached' });
  // Nothing is left to write, and what was typed stands beside what was brought.
  await page.getByRole('button', { name: '没有空缺' }).waitFor();
  await expectSound(here, 'a plan written by hand');
  const after = (await (await page.request.get(`/api/cases/${id}/plan`)).json()) as View;
  const kept = new Map(after.values.map(({ path, value }) => [path, value]));
  for (const { path, value } of view.values) expect([path, kept.get(path)]).toEqual([path, value]);
}

/** What the people of a library filled in at their own desks: everything that is not on the screen yet. */
async function filledWord({ policy, form, round, suggested, values }: View): Promise<Buffer> {
  const shape = planShape(policy, form, round);
  const cover = Object.fromEntries(Object.entries(suggested).map(([path, value]) => [path.split('/')[1]!, value]));
  const typed = new Set(values.map(({ path }) => path));
  const rest = Object.entries(samplePlan(shape, cover)).filter(
    ([path]) => !typed.has(path) && !typed.has(`${path.split('/')[0]}/none`),
  );
  const paper = { issuer: '示范单位', date: '2026-11-27', blank: false, attached: {} } as const;
  return wordOf(documentModel.parse(buildPlan(shape, Object.fromEntries(rest), paper).model));
}
