import { RECORD_FAULTS } from '../catalogue/record-faults.ts';
import { RULE_FAULTS } from '../catalogue/rule-checks.ts';
import { WRITE_FAULTS } from '../catalogue/write-faults.ts';
import { type Bilingual, fill, type Lang, type Params, pick } from '../i18n.ts';
import { IMPORT_FAULTS } from './faults.ts';

/** Every fault a row can have: of reading it, of its content, of the rules, of what is there already. */
const FAULTS: Readonly<Record<string, Bilingual>> = {
  ...IMPORT_FAULTS,
  ...RECORD_FAULTS,
  ...RULE_FAULTS,
  ...WRITE_FAULTS,
};

/** What is wrong, in words. */
export function faultText(code: string, params: Params, lang: Lang): string {
  const text = FAULTS[code];
  return text ? fill(pick(text, lang), params) : code;
}

/** The same for many rows at once: what differs between them is left open. */
export function faultSummary(code: string, lang: Lang): string {
  const text = FAULTS[code];
  return text ? pick(text, lang).replace(/\{\w+\}/g, '…') : code;
}
