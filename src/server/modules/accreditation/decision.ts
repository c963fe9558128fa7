import type { RegisterDecision } from '../../../shared/accreditation/register.ts';
import type { Bilingual } from '../../../shared/i18n.ts';
import { ROLES } from '../../../shared/identity/roles.ts';
import { readWho } from '../../../shared/policy/procedure-who.ts';
import type { Ctx } from '../../kernel/context.ts';
import { type CaseRow, citeOf, rulesOf, type TakenStep } from '../procedures/index.ts';
import { textOf } from './notice-facts.ts';

/** Fields of cases that hold the number of a decision, the first that is filled in counts. */
const NUMBERS = ['decision_no', 'approval_no', 'filing_no', 'list_no'] as const;

/** The decision that a step of a procedure is: type, number, day, who signed, by which article. */
export function decisionOf(ctx: Ctx, row: CaseRow, { transition, party }: TakenStep): RegisterDecision {
  const number = NUMBERS.map((field) => textOf(row.data[field])).find((text) => text !== '');
  return {
    type: transition.label,
    number: number ?? null,
    on: ctx.today,
    signatories: (transition.signatures ? transition.by : [party]).flatMap((who) => signatory(who) ?? []),
    cite: citeOf(rulesOf(ctx, row).ruleSet, transition),
  };
}

/** The office that signs as a who of the table; undefined for the program. */
function signatory(text: string): Bilingual | undefined {
  const who = readWho(text);
  if (!who || !('role' in who)) return undefined;
  const { zh, en } = ROLES[who.role];
  return { zh, en };
}
