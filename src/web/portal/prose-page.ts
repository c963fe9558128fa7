import type { Bilingual } from '../../shared/i18n.ts';
import type { Site } from './site.ts';

export interface ProseSection {
  /** Place to link to. */
  id?: string;
  title: Bilingual;
  text?: readonly Bilingual[];
  list?: readonly Bilingual[];
  terms?: readonly { term: Bilingual; text: Bilingual; href?: string }[];
}

export interface ProsePage {
  title: Bilingual;
  lead: Bilingual;
  /** May depend on who runs the site. */
  sections: (site: Site) => readonly ProseSection[];
}

const same = (text: string): Bilingual => ({ zh: text, en: text });

/** How the operator can be reached, as far as it was given. */
export function contactTerms({ operator }: Site): { term: Bilingual; text: Bilingual }[] {
  return [
    ...(operator.name ? [{ term: { zh: '运营单位', en: 'Operator' }, text: operator.name }] : []),
    ...(operator.phone === undefined ? [] : [{ term: { zh: '电话', en: 'Telephone' }, text: same(operator.phone) }]),
    ...(operator.email === undefined ? [] : [{ term: { zh: '电子邮箱', en: 'E-mail' }, text: same(operator.email) }]),
    ...(operator.address ? [{ term: { zh: '地址', en: 'Address' }, text: operator.address }] : []),
  ];
}

/** A section on whom to turn to; says so plainly where the operator gave no contact. */
export function contactSection(site: Site, title: Bilingual): ProseSection {
  const terms = contactTerms(site);
  return terms.length > 0
    ? { title, terms }
    : { title, text: [{ zh: '运营单位尚未登记联系方式。', en: 'The operator has not given a contact yet.' }] };
}
