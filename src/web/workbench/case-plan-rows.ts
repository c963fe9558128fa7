import { type Lang, pick } from '../../shared/i18n.ts';
import type { WorkbenchApi } from './api.ts';
import { type ComparedRow, unionRows } from './case-comparison.ts';

export type Plan = Awaited<ReturnType<WorkbenchApi['readPlan']>>;

/** The filled sections of plans side by side, in the order of the outline. */
export function planRows(group: string, plans: readonly (Plan | undefined)[], lang: Lang): ComparedRow[] {
  return unionRows(
    group,
    plans.map((plan) =>
      (plan?.form.sections ?? [])
        .filter(({ value }) => value.filled !== false)
        .map(({ value }) => ({
          number: value.number,
          name: pick(value.name, lang),
          text: sectionText(plan!, value.number),
        })),
    ),
    { id: ({ number }) => number, label: ({ number, name }) => `${number} ${name}`, text: ({ text }) => text },
  );
}

/** What was written in a section: texts, then rows of tables, a line each; 无 where that was marked. */
function sectionText({ form, values }: Plan, number: string): string {
  const written = values.filter(({ path }) => path.startsWith(`${number}/`));
  if (written.some(({ path, value }) => path === `${number}/none` && value === 'true')) return form.blank.value.marker;
  return written
    .map(({ value }) => valueText(value))
    .filter((text) => text !== '')
    .join('\n');
}

const rowText = (row: Readonly<Record<string, string>>): string =>
  Object.values(row)
    .filter((cell) => cell !== '')
    .join('；');

function valueText(value: Plan['values'][number]['value']): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.map(rowText).join('\n') : rowText(value);
}
