import { expect } from 'vitest';
import type { CheckRow } from '../src/shared/procedures/check-rows.ts';
import type { Visit } from './browser.ts';

/** Marks of a sheet, in the order in which it lists its items. */
export async function typeMarks({ page }: Visit, control: string, marks: Readonly<Record<string, number>>) {
  const cells = page.locator(`${control} tbody input`);
  await cells.first().waitFor();
  expect(await cells.count()).toBe(Object.keys(marks).length);
  for (const [n, mark] of Object.values(marks).entries()) await cells.nth(n).fill(String(mark));
  await page.keyboard.press('Tab');
  const sum = Object.values(marks).reduce((total, mark) => total + mark, 0);
  expect(await page.locator(`${control} tfoot`).innerText()).toContain(String(sum));
}

/** Facts of a visit, one after the other. */
export async function typeChecks({ page }: Visit, control: string, rows: readonly CheckRow[]): Promise<void> {
  for (const [n, row] of rows.entries()) {
    await page.locator(control).getByRole('button', { name: '增加一条事实' }).click();
    const fact = page.locator(control).getByRole('group', { name: `第 ${n + 1} 条` });
    await fact.getByLabel('单位').fill(row.unit);
    await fact.getByLabel('核查事项').fill(row.item);
    await fact.getByRole('checkbox').setChecked(row.confirmed);
  }
  await page.keyboard.press('Tab');
}
