import { VALUE_NAMES } from '../../../shared/documents/value-names.ts';
import type { Bilingual } from '../../../shared/i18n.ts';
import type { Procedure } from '../../../shared/policy/procedures.ts';
import type { RuleSet } from '../../../shared/policy/rule-set.ts';

type Rules = Pick<RuleSet, 'procedures' | 'clocks' | 'documents'>;
interface Paper {
  kind: string;
  /** Step it came with. */
  action: string;
}

const CLOCK_ENDS: Readonly<Record<string, Bilingual>> = {
  first: { zh: '首日', en: 'first day' },
  last: { zh: '末日', en: 'last day' },
  length: { zh: '期限长度', en: 'length' },
};
const PAPER_FACTS: Readonly<Record<string, Bilingual>> = {
  number: { zh: '文号', en: 'number' },
  date: { zh: '日期', en: 'date' },
};

/** What the values of a paper are called, by the rule set under which it was issued; a name that nobody gives is left out. */
export function valueLabels(rules: Rules, paper: Paper, names: readonly string[]): Record<string, Bilingual> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const label = VALUE_NAMES[name] ?? labelOf(rules, paper, name);
      return label ? [[name, label] as const] : [];
    }),
  );
}

function labelOf(rules: Rules, paper: Paper, name: string): Bilingual | undefined {
  const [of = '', id = '', part = ''] = name.split('.');
  const procedures = rules.procedures?.procedures ?? {};
  switch (of) {
    case 'field':
      return fieldOf(producers(rules, paper), id);
    case 'parent': {
      const above = producers(rules, paper).flatMap((one) => aboveOf(procedures, one));
      return fieldOf([...above, ...above.flatMap((one) => aboveOf(procedures, one))], id);
    }
    case 'sub': {
      const sub = procedures[id];
      const field = part === 'count' ? { zh: '件数', en: 'how many' } : sub?.fields[part]?.label;
      return sub && join(sub.label, field);
    }
    case 'clock':
      return join(rules.clocks?.clocks[id]?.label, CLOCK_ENDS[part]);
    case 'document':
      return join(rules.documents?.documents.find(({ value }) => value.id === id)?.value.name, PAPER_FACTS[part]);
    default:
      return undefined;
  }
}

/** Procedures in which a step issues the kind; that of the paper's own step first. */
function producers({ procedures }: Rules, { kind, action }: Paper): Procedure[] {
  const all = Object.values(procedures?.procedures ?? {});
  const those = all.filter(({ transitions }) => transitions.some(({ produces }) => produces.includes(kind)));
  const exact = those.filter(({ transitions }) =>
    transitions.some((one) => one.action === action && one.produces.includes(kind)),
  );
  return [...exact, ...those];
}

/** Procedures under whose cases one is opened. */
const aboveOf = (all: Readonly<Record<string, Procedure>>, { open }: Procedure): Procedure[] =>
  (open?.under ?? []).flatMap(({ procedure }) => all[procedure] ?? []);

const fieldOf = (among: readonly Procedure[], id: string): Bilingual | undefined =>
  among.find(({ fields }) => fields[id] !== undefined)?.fields[id]?.label;

const join = (one: Bilingual | undefined, other: Bilingual | undefined): Bilingual | undefined =>
  one && other && { zh: `${one.zh} ${other.zh}`, en: `${one.en}: ${other.en}` };
