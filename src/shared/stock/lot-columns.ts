import type { Bilingual } from '../i18n.ts';

/** Columns of the table of lots, as it goes out and as it is taken in; headings may be the id, a label or an alias. */
export interface LotColumn {
  id: string;
  label: Bilingual;
  aliases?: readonly string[];
}

export const LOT_COLUMNS = [
  { id: 'resource', label: { zh: '资源编号', en: 'Local number' }, aliases: ['库编号', '编号', 'accession'] },
  { id: 'number', label: { zh: '批次号', en: 'Lot number' }, aliases: ['批号', 'lot'] },
  { id: 'form', label: { zh: '保存形式', en: 'Form' }, aliases: ['保存方式'] },
  { id: 'quantity', label: { zh: '数量', en: 'Quantity' }, aliases: ['库存', '在库数量', 'on hand'] },
  { id: 'unit', label: { zh: '单位', en: 'Unit' }, aliases: ['计量单位'] },
  { id: 'minimum', label: { zh: '最低保存量', en: 'Minimum kept' } },
  { id: 'store', label: { zh: '库位', en: 'Store' }, aliases: ['库房', '冰箱'] },
  { id: 'shelf', label: { zh: '架', en: 'Shelf' }, aliases: ['架号', '层'] },
  { id: 'box', label: { zh: '盒', en: 'Box' }, aliases: ['盒号'] },
  { id: 'position', label: { zh: '位置', en: 'Position' }, aliases: ['孔位'] },
  { id: 'made_on', label: { zh: '制备日期', en: 'Made on' }, aliases: ['收获日期', '冻存日期'] },
  { id: 'on', label: { zh: '入库日期', en: 'Taken in on' } },
  { id: 'expires_on', label: { zh: '有效期至', en: 'Expires on' }, aliases: ['失效日期'] },
  { id: 'viability', label: { zh: '活力（%）', en: 'Viability (%)' }, aliases: ['活力', '发芽率'] },
  { id: 'viability_on', label: { zh: '活力检测日期', en: 'Viability tested on' } },
  { id: 'viability_limit', label: { zh: '活力下限（%）', en: 'Viability limit (%)' } },
  { id: 'viability_due', label: { zh: '下次检测日期', en: 'Next test due' } },
  { id: 'note', label: { zh: '备注', en: 'Note' } },
] as const satisfies readonly LotColumn[];

export type LotColumnId = (typeof LOT_COLUMNS)[number]['id'];
/** Without these a table is none of lots. */
export const NEEDED_COLUMNS: readonly LotColumnId[] = ['resource', 'quantity', 'unit', 'form'];
