import { expect } from 'vitest';
import { openPage, readCase } from './case-desk.ts';
import type { Visit } from './browser.ts';

/** A figure as its form asks for it. */
interface FigureView {
  id: string;
  kind: string;
  options: { id: string; label: string }[];
  columns: { id: string; kind: string; label: string; options: { id: string; label: string }[] }[];
}

const YES_NO: Readonly<Record<string, string>> = { true: '是', false: '否' };

/** Opens a list without a search and takes one of it. */
async function take({ page }: Visit, control: string, label: string): Promise<void> {
  await page.locator(control).click();
  const choices = page.locator('.ant-select-dropdown:visible .ant-select-item-option');
  await choices.filter({ hasText: new RegExp(`^${label.replaceAll(/[()（）.+]/g, '\\$&')}$`) }).click();
}

async function typeFigure(here: Visit, control: string, figure: FigureView, value: unknown): Promise<void> {
  const { page } = here;
  const named = (id: unknown): string => figure.options.find((one) => one.id === id)?.label ?? YES_NO[String(id)]!;
  switch (figure.kind) {
    case 'boolean':
    case 'evidence':
    case 'statement':
    case 'choice':
      return take(here, control, named(value));
    case 'set':
      for (const one of value as string[]) await take(here, control, named(one));
      return page.keyboard.press('Escape');
    case 'table':
      for (const [n, row] of (value as Record<string, unknown>[]).entries())
        for (const { id, label, options } of figure.columns) {
          const cell = `${control} [aria-label="${label} 第 ${n + 1} 行"]`;
          if (options.length > 0) await take(here, cell, options.find((one) => one.id === row[id])!.label);
          else await page.locator(cell).fill(String(row[id]));
        }
      return;
    default:
      await page.locator(control).fill(String(value));
  }
}

/** Enters the figures of a case on its page, each with the control that its kind has. */
export async function typeFigures(
  here: Visit,
  { id, programme, chosen, field }: { id: string; programme: string; chosen: string; field: string },
  figures: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { page } = here;
  const asked = new URLSearchParams({ programme, class: chosen });
  const { items } = (await (await page.request.get(`/api/eligibility/classes?${asked}`)).json()) as {
    items: { figures: FigureView[] }[];
  };
  await openPage(here, id);
  await page.locator(`#case-${field}`).click();
  for (const [name, value] of Object.entries(figures)) {
    const figure = items[0]!.figures.find((one) => one.id === name);
    if (!figure) throw new Error(`no figure ${name}`);
    await typeFigure(here, `#case-${field}-${name}`, figure, value);
  }
  await page.keyboard.press('Tab');
  await page.locator(`#case-${field}-state`).getByText('已保存', { exact: true }).waitFor();
  const kept = (await readCase(here, id)).fields.find((one) => one.id === field) as unknown as { typed: object };
  expect(Object.keys(kept.typed).sort()).toEqual(Object.keys(figures).sort());
}
