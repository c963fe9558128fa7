import type { PaperKind } from '../../../shared/documents/paper.ts';
import { valuesUsed } from '../../../shared/documents/paper.ts';
import { documentsProblem } from '../../../shared/documents/problems.ts';
import { fromStates } from '../../../shared/policy/procedure-table.ts';
import { type CasePlace, type Desk, desksOfAll } from '../../../shared/procedures/desks.ts';
import type { Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Download } from '../../kernel/http/mount.ts';
import type { Id } from '../../kernel/ids.ts';
import { calendarOf } from '../calendar/index.ts';
import { draftPaper, issuePaper, noteStanding, paperKind } from '../documents/index.ts';
import { personOf, sees, visibleCase } from './access.ts';
import type { Step } from './advance.ts';
import { spanOf } from './clocks.ts';
import { draftsOf } from './draft-store.ts';
import { fieldReaders } from './field-readers.ts';
import { draftParty } from './paper-list.ts';
import { paperFacts } from './paper-facts.ts';
import { placeOf, readersOf } from './place.ts';
import { type CaseRules, rulesOf } from './rules.ts';
import { type CaseRow, findCase } from './store.ts';
import { countedFields } from './typed-fields.ts';
import { factsOf } from './facts.ts';

/**
 * Issues the papers of a step inside its act: number, code and content are fixed with it. What a side files is kept as it was
 * filed. Certificates of the case hear what became of it.
 */
export async function issuePapers(ctx: Ctx, tx: Tx, before: CaseRow, step: Step): Promise<void> {
  // What hooks of the step wrote counts too: a total, a registered name.
  const row = (await findCase(tx.db, before.id))!;
  const rules = rulesOf(ctx, row);
  const { transition, party } = step;
  const end = rules.procedure.states[row.state]!;
  if (transition.produces.length > 0) {
    const facts = await paperFacts(ctx, tx.db, row, {
      transition,
      party,
      values: { ...row.data, ...step.answers },
    });
    const place = await placeOf(tx.db, row);
    for (const id of transition.produces) {
      const kind = paperKind(rules.ruleSet, id);
      const readers = await readersOfPaper(ctx, tx.db, { row, rules, place, kind, step });
      await issuePaper(ctx, tx, {
        kind,
        ruleSet: rules.ruleSet,
        facts,
        programme: row.programme_id,
        subject: { kind: 'case', id: row.id },
        owner: kind.direction === 'in' ? accountOf(ctx.actor) : null,
        readers,
        public: kind.spec.public && end.public && readers === null,
      });
    }
  }
  if (row.state !== before.state && end.public)
    await noteStanding(tx, { kind: 'case', id: row.id }, { ...end.label, since: ctx.today });
}

interface Read {
  row: CaseRow;
  rules: CaseRules;
  place: CasePlace;
  kind: PaperKind;
  step: Pick<Step, 'transition'>;
}

/** Desks of those who read all that a paper says, among those who see the case; null: all of them. */
async function readersOfPaper(ctx: Ctx, db: ReadDb, { row, rules, place, kind, step }: Read): Promise<Desk[] | null> {
  const limits: Desk[][] = [];
  const limit = (whos: readonly string[] | undefined, at: CasePlace): void =>
    void (whos && limits.push(desksOfAll(whos, at)));
  limit(step.transition.seen_by, place);
  const { names, lists } = valuesUsed(kind);
  const parent = row.parent_id === null ? undefined : (await findCase(db, row.parent_id))!;
  for (const name of names) {
    const [of, id] = name.split('.') as [string, string?];
    if (id === undefined) continue;
    if (of === 'field') limit(fieldReaders(rules.procedure, id), place);
    if (of === 'parent' && parent) limit(fieldReaders(rulesOf(ctx, parent).procedure, id), await placeOf(db, parent));
    if (of === 'sub' && rules.procedures[id]) limit(readersOf(rules.procedures[id]), place);
  }
  for (const id of lists) if (rules.procedures[id]) limit(readersOf(rules.procedures[id]), place);
  if (limits.length === 0) return null;
  return limits.reduce((all, one) => all.filter((desk) => one.includes(desk)));
}

export interface DraftWanted {
  action: string;
  kind: string;
  /** Answers of the action as far as they are typed. */
  data: Readonly<Record<string, unknown>>;
  format: 'pdf' | 'docx';
}

/**
 * A paper of a step that has not been taken: one to be issued as a draft, one to be filed as a form to sign, with what is known
 * filled in. @throws procedures.case_unknown | documents.kind_unknown
 */
export async function draftCasePaper(ctx: Ctx, id: Id, wanted: DraftWanted): Promise<Download> {
  const actor = await personOf(ctx);
  const row = await visibleCase(ctx, id);
  const rules = rulesOf(ctx, row);
  const { procedure } = rules;
  const facts = await factsOf(ctx.db, row, rules.procedures);
  const found = procedure.transitions
    .filter((one) => one.action === wanted.action && one.produces.includes(wanted.kind))
    .filter((one) => row.closed_at === null && fromStates(procedure, one).includes(row.state))
    .flatMap((transition) => {
      const party = draftParty(rules, row, transition, { place: facts.place, actor });
      return party === undefined ? [] : [{ transition, party }];
    })
    .at(0);
  const kind = paperKind(rules.ruleSet, wanted.kind);
  const readers = found && (await readersOfPaper(ctx, ctx.db, { row, rules, place: facts.place, kind, step: found }));
  if (!found || (readers && !sees(actor.desks, readers)))
    throw documentsProblem('documents.kind_unknown', { kind: wanted.kind });
  const counted = countedFields(procedure, facts, actor);
  const typed = (await draftsOf(ctx.db, id)).filter(({ field }) => counted.has(field));
  const answers = Object.entries(wanted.data).filter(([field]) =>
    found.transition.asks.some((ask) => ask.replace('?', '') === field),
  );
  const values = {
    ...row.data,
    ...Object.fromEntries(typed.map(({ field, value }) => [field, value])),
    ...Object.fromEntries(answers),
  };
  const moment = { on: ctx.today, calendar: await calendarOf(ctx), ruleSet: rules.ruleSet, values };
  const clocks = found.transition.clocks.flatMap((change) => {
    if (!('start' in change)) return [];
    try {
      return [{ clock: change.start, ...spanOf(change, moment) }];
    } catch {
      // Its days are not entered yet, or lie beyond the known calendar: the step itself will say so.
      return [];
    }
  });
  return draftPaper(ctx, kind, await paperFacts(ctx, ctx.db, row, { ...found, values, clocks }), wanted.format);
}
