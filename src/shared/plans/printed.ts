import type { CoverField, PlanColumn, PlanField, PlanSection, PlanShape, PlanTable } from './shape.ts';

/** How parts of a form are written on paper: what is printed here is what is read back from a Word file. */
export const headingText = ({ number, name, max_characters: most }: PlanSection): string =>
  `${number}.${name.zh}${most === undefined ? '' : `（${most}字以内）`}`;

/** The line above a text of a section with several. */
export const labelText = (name: string): string => `【${name}】`;
export const REASON_LABEL = '不适用的理由';
export const ATTACHED = '〔附件〕';
export const OUTSIDE_CAPTION = '不在参考期内，另列，不计入';
export const SUMS_TITLE = '按类统计（计入的）';

export const numberLabel = (field: Extract<PlanField, { kind: 'number' | 'share' }>): string =>
  `${field.name.zh}（${field.kind === 'number' ? field.unit.zh : '%'}）`;

export const columnTitle = ({ name, unit }: PlanColumn): string =>
  unit === undefined ? name.zh : `${name.zh}（${unit.zh}）`;

/** Titles of a table: that of given rows first. */
export const titlesOf = (table: PlanTable): string[] => [
  ...(table.rows ? [table.row_title?.zh ?? '项目'] : []),
  ...table.columns.map(columnTitle),
];

export const coverLabel = ({ name }: CoverField): string => name.zh;

export const referenceLine = ({ periods: { reference } }: PlanShape): string | undefined =>
  reference === undefined ? undefined : `${reference.label.zh}：${dayText(reference.from)}至${dayText(reference.to)}`;

export const planLine = ({ periods: { plan } }: PlanShape): string | undefined =>
  plan === undefined
    ? undefined
    : `规划期：${plan.years[0]!.label.zh.split('至')[0]}至${plan.years.at(-1)!.label.zh.split('至')[1]}`;

export const dayText = (date: string): string => {
  const [year, month, day] = date.split('-');
  return `${year}年${Number(month)}月${Number(day)}日`;
};

/** A text to compare with: half-width, without spaces and the marks between number and title. */
export const plainKey = (text: string): string => text.normalize('NFKC').replaceAll(/[\s.、:·“”"_]/g, '');
