import type { Bilingual } from '../i18n.ts';

/** Columns of the table of service records, as it is taken in. Several values of a cell are separated by semicolons. */
export const RECORD_COLUMNS = [
  { id: 'on', label: { zh: '服务日期', en: 'Date' }, aliases: ['日期'] },
  { id: 'kind', label: { zh: '服务类型', en: 'Kind' }, aliases: ['类型'] },
  { id: 'title', label: { zh: '服务内容', en: 'What' }, aliases: ['内容', '服务名称'] },
  { id: 'channel', label: { zh: '服务方式', en: 'Channel' }, aliases: ['方式'] },
  { id: 'modes', label: { zh: '知识服务形式', en: 'Modes' } },
  { id: 'unit', label: { zh: '服务对象单位', en: 'Unit' }, aliases: ['单位名称', '用户单位'] },
  { id: 'unit_kind', label: { zh: '单位性质', en: 'Kind of unit' }, aliases: ['单位类型'] },
  { id: 'group', label: { zh: '服务对象类别', en: 'User group' } },
  { id: 'person', label: { zh: '联系人', en: 'Person' }, aliases: ['用户'] },
  { id: 'region', label: { zh: '所在地区', en: 'Region' }, aliases: ['地区', '行政区划'] },
  { id: 'abroad', label: { zh: '境外', en: 'Abroad' } },
  { id: 'address', label: { zh: '收件地址', en: 'Address' } },
  { id: 'purpose', label: { zh: '用途', en: 'Purpose' } },
  { id: 'purpose_text', label: { zh: '用途说明', en: 'Purpose in words' } },
  { id: 'project', label: { zh: '项目', en: 'Project' }, aliases: ['支撑项目'] },
  { id: 'resources', label: { zh: '资源编号', en: 'Local numbers' }, aliases: ['库内编号'] },
  { id: 'quantity', label: { zh: '数量', en: 'Quantity' } },
  { id: 'quantity_unit', label: { zh: '计量单位', en: 'Unit of quantity' } },
  { id: 'participants', label: { zh: '参加人数', en: 'Participants' }, aliases: ['人数'] },
  { id: 'hours', label: { zh: '服务时长（小时）', en: 'Hours' }, aliases: ['时长', '机时'] },
  { id: 'income', label: { zh: '收入（元）', en: 'Income (yuan)' }, aliases: ['收入', '金额'] },
  { id: 'cost', label: { zh: '成本（元）', en: 'Cost (yuan)' }, aliases: ['成本'] },
  { id: 'contract', label: { zh: '合同编号', en: 'Contract' } },
  { id: 'specification', label: { zh: '约定要求', en: 'Specification' } },
  { id: 'specified_on', label: { zh: '约定日期', en: 'Specified on' } },
  { id: 'due_back', label: { zh: '应还日期', en: 'Due back' } },
  { id: 'outcome', label: { zh: '服务成效', en: 'Outcome' }, aliases: ['成效'] },
] as const satisfies readonly { id: string; label: Bilingual; aliases?: readonly string[] }[];

export type RecordColumnId = (typeof RECORD_COLUMNS)[number]['id'];
/** Without these a table is none of service records. */
export const NEEDED_RECORD_COLUMNS: readonly RecordColumnId[] = ['on', 'kind', 'title', 'unit_kind'];

/** Columns in front of those when it goes out. */
export const EXPORTED_FIRST = [
  { id: 'number', label: { zh: '记录编号', en: 'Number' } },
  { id: 'platform', label: { zh: '平台', en: 'Platform' } },
  { id: 'state', label: { zh: '状态', en: 'State' } },
  { id: 'source', label: { zh: '来源', en: 'Source' } },
  { id: 'outside', label: { zh: '依托单位以外', en: 'Outside the host' } },
] as const satisfies readonly { id: string; label: Bilingual }[];

/** The group of users a kind of unit stands for, where a table does not say. */
export const GROUP_OF = {
  university: 'university',
  research_institute: 'research_institute',
  enterprise: 'enterprise',
  hospital: 'hospital',
  public_institution: 'public',
  authority: 'government',
  finance_authority: 'government',
  agency: 'public',
  association: 'public',
  other: 'public',
  individual: 'researcher',
} as const;
