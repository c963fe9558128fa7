import type { Bilingual } from '../i18n.ts';
import { ORGANISATION_KINDS } from '../identity/codes.ts';
import { CHANNELS } from '../stock/service-codes.ts';

/** Kinds of units a service goes to: those of organisations, and people for themselves. */
export const UNIT_KINDS = {
  ...ORGANISATION_KINDS,
  individual: { zh: '个人', en: 'Individual' },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type UnitKind = keyof typeof UNIT_KINDS;

/** How a record came to be. */
export const SOURCES = {
  request: { zh: '系统：申请交付', en: 'System: a request delivered' },
  download: { zh: '系统：数据下载', en: 'System: data downloaded' },
  form: { zh: '补录', en: 'Entered by hand' },
  import: { zh: '导入', en: 'Imported' },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type Source = keyof typeof SOURCES;

/** A service on offer may come both ways; one that was delivered came in one. */
export const RECORD_CHANNELS = {
  online: CHANNELS.online,
  offline: CHANNELS.offline,
} as const satisfies Readonly<Record<string, Bilingual>>;
export type RecordChannel = keyof typeof RECORD_CHANNELS;

/** Saved all the same, but to be looked at. */
export const RECORD_FLAGS = {
  no_catalogue_item: { zh: '未注明资源目录条目', en: 'No catalogue item' },
  no_contract: { zh: '有收入，未注明合同', en: 'Income without a contract' },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type RecordFlag = keyof typeof RECORD_FLAGS;

export const RECORD_STATES = {
  valid: { zh: '有效', en: 'In force' },
  reversed: { zh: '已冲销', en: 'Reversed' },
  reversal: { zh: '冲销', en: 'Reversal' },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type RecordState = keyof typeof RECORD_STATES;
