import type { Bilingual } from '../i18n.ts';

/** Columns of a table of items, in their order; headings in either language are known. */
export const ITEM_COLUMNS = {
  title: { zh: '名称', en: 'Title', max: 200, needed: true },
  kind: { zh: '类型', en: 'Kind', max: 60, needed: true },
  format: { zh: '格式', en: 'Format', max: 60, needed: false },
  quantity: { zh: '数量', en: 'Quantity', max: 60, needed: false },
  note: { zh: '说明', en: 'Note', max: 1000, needed: false },
} as const satisfies Record<string, Bilingual & { max: number; needed: boolean }>;

export type ItemColumn = keyof typeof ITEM_COLUMNS;
export type ItemRow = Record<ItemColumn, string>;
export const MOST_ITEMS = 1000;

export interface RowFault extends Bilingual {
  /** Line of the table, 1 for its headings. */
  row: number;
  column: ItemColumn | null;
}

const columns = Object.entries(ITEM_COLUMNS) as [ItemColumn, (typeof ITEM_COLUMNS)[ItemColumn]][];

/** Reads a table of items: its first line names the columns. Every fault is told, with line and column. */
export function readItemRows(table: readonly (readonly string[])[]): { rows: ItemRow[]; faults: RowFault[] } {
  const [head = [], ...lines] = table;
  const at = new Map(
    columns.map(([id, { zh, en }]) => [
      id,
      head.findIndex((text) => [zh, en.toLowerCase(), id].includes(text.trim().toLowerCase())),
    ]),
  );
  const faults: RowFault[] = columns
    .filter(([id, { needed }]) => needed && at.get(id) === -1)
    .map(([id, { zh, en }]) => ({ row: 1, column: id, zh: `没有“${zh}”一列`, en: `there is no column “${en}”` }));
  if (lines.length === 0) faults.push({ row: 1, column: null, zh: '表格没有内容', en: 'the table has no rows' });
  if (lines.length > MOST_ITEMS)
    faults.push({ row: MOST_ITEMS + 2, column: null, zh: `最多 ${MOST_ITEMS} 行`, en: `at most ${MOST_ITEMS} rows` });
  if (faults.length > 0) return { rows: [], faults };
  const rows = lines.map((line, n): ItemRow => {
    const row = Object.fromEntries(columns.map(([id]) => [id, (line[at.get(id)!] ?? '').trim()])) as ItemRow;
    for (const [id, { zh, en, max, needed }] of columns) {
      if (needed && row[id] === '') faults.push({ row: n + 2, column: id, zh: `缺少${zh}`, en: `${en} is missing` });
      if ([...row[id]].length > max)
        faults.push({ row: n + 2, column: id, zh: `${zh}超过 ${max} 字`, en: `${en} has more than ${max} characters` });
    }
    return row;
  });
  return { rows, faults };
}
