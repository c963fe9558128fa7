import type { Bilingual } from '../i18n.ts';
import { parseIdentifier } from './identifiers.ts';

export interface CstrTypeCode extends Bilingual {
  code: string;
  /** Seen in registered identifiers or confirmed by the registry; the others follow from the national platform's order of classes. */
  verified: boolean;
}

/** Type codes of GB/T 32843-2016. The text of the standard was not at hand: unverified codes only ever warn. */
export const CSTR_TYPE_CODES: readonly CstrTypeCode[] = [
  { code: '01', zh: '研究实验基地和设施', en: 'Research bases and facilities', verified: false },
  { code: '02', zh: '大型科学仪器设备', en: 'Large research instruments', verified: true },
  { code: '03', zh: '植物种质资源', en: 'Plant germplasm', verified: false },
  { code: '04', zh: '动物种质资源', en: 'Animal germplasm', verified: false },
  { code: '05', zh: '微生物菌种资源', en: 'Microbial strains', verified: false },
  { code: '06', zh: '人类遗传资源', en: 'Human genetic resources', verified: false },
  { code: '07', zh: '生物标本资源', en: 'Biological specimens', verified: false },
  { code: '08', zh: '岩矿化石标本资源', en: 'Rocks, minerals and fossils', verified: false },
  { code: '09', zh: '实验材料', en: 'Experimental materials', verified: true },
  { code: '10', zh: '标准物质', en: 'Reference materials', verified: false },
  { code: '11', zh: '科学数据', en: 'Scientific data', verified: true },
  { code: '14', zh: '学术论文', en: 'Journal articles', verified: true },
  { code: '36', zh: '预印本', en: 'Preprints', verified: true },
  { code: '37', zh: '学位论文', en: 'Theses', verified: true },
];

export interface CstrParts {
  agency: string;
  type: string;
  internal: string;
}

/** The parts of a valid CSTR, with or without its prefix; undefined for anything else. */
export function cstrParts(text: string): CstrParts | undefined {
  const parsed = parseIdentifier(text);
  if (parsed.scheme !== 'cstr' || !parsed.valid) return undefined;
  const [agency = '', type = '', ...internal] = parsed.normalized.split('.');
  return { agency: agency.toUpperCase(), type, internal: internal.join('.') };
}

/** 注册机构代码: who registered a CSTR. */
export const agencyOf = (text: string): string | undefined => cstrParts(text)?.agency;

/** Registration of a CSTR at the national registry, which is done outside and answered later. */
export const CSTR_STATES = {
  not_applied: { zh: '未申请', en: 'Not applied for' },
  pending: { zh: '待注册', en: 'To be registered' },
  submitted: { zh: '已提交', en: 'Submitted' },
  registered: { zh: '已注册', en: 'Registered' },
  updating: { zh: '更新中', en: 'Being updated' },
  failed: { zh: '注册失败', en: 'Failed' },
  retired: { zh: '已停用', en: 'Retired' },
} as const satisfies Record<string, Bilingual>;
export type CstrState = keyof typeof CSTR_STATES;

/** Steps between the states. An identifier is never given back: `retired` is the end, its page a tombstone. */
export const CSTR_STEPS: Readonly<Record<CstrState, readonly CstrState[]>> = {
  not_applied: ['pending', 'registered'],
  pending: ['not_applied', 'submitted'],
  submitted: ['registered', 'failed'],
  registered: ['updating', 'retired'],
  updating: ['registered', 'failed', 'retired'],
  failed: ['pending', 'registered', 'retired'],
  retired: [],
};

export const mayStep = (from: CstrState, to: CstrState): boolean => CSTR_STEPS[from].includes(to);
