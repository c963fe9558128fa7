import type { Bilingual } from '../i18n.ts';

/**
 * What tables of procedures may ask of the modules above the engine: `requires: [{ gate: … }]`. The text is what it asks for. Each is
 * offered by exactly one module (`offers.gates`); a test holds both lists together.
 */
export const GATES = {
  name_fits: { zh: '名称须符合命名规则，且未被登记', en: 'the name keeps to the naming rules and is not taken' },
} as const satisfies Readonly<Record<string, Bilingual>>;

/** What modules above the engine do with a step, in its transaction: `does: […]`. Each is offered by one module (`offers.caseEffects`). */
export const EFFECTS = {
  name_platform: {
    zh: '平台按本件确定的名称登记',
    en: 'the platform is registered under the name of the case',
  },
} as const satisfies Readonly<Record<string, Bilingual>>;

export type GateId = keyof typeof GATES;
export type EffectId = keyof typeof EFFECTS;
