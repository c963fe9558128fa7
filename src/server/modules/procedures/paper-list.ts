import { sql } from 'kysely';
import { z } from 'zod';
import type { InputOf } from '../../../shared/contract.ts';
import { documentsProblem } from '../../../shared/documents/problems.ts';
import { pick } from '../../../shared/i18n.ts';
import { fromStates } from '../../../shared/policy/procedure-table.ts';
import { partyOf } from '../../../shared/procedures/decide.ts';
import type { CaseActor } from '../../../shared/procedures/case-facts.ts';
import type { proceduresRoutes } from '../../../shared/procedures/routes.ts';
import type { Transition } from '../../../shared/policy/procedures.ts';
import type { Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import type { Download } from '../../kernel/http/mount.ts';
import type { Id } from '../../kernel/ids.ts';
import { fileOfCode, type FileWanted, listPapers, paperKind } from '../documents/index.ts';
import { desksOfActor, personOf, seenBy, visibleCase } from './access.ts';
import { seesWhole } from './bundle.ts';
import { placeOf } from './place.ts';
import { type CaseRules, rulesOf } from './rules.ts';
import type { CaseRow } from './store.ts';
import { openEdits } from './typed-fields.ts';

type Listing = InputOf<typeof proceduresRoutes.listCaseDocuments>['query'];

/** The papers of a case and of the sub-cases its reader sees, and those that the next steps make. @throws procedures.case_unknown */
export async function listCaseDocuments(ctx: Ctx, id: Id, { limit, cursor }: Listing) {
  const row = await visibleCase(ctx, id);
  const after = readCursor({ id }, cursor, z.tuple([z.string()]));
  const cases = new Map([row, ...(await seenSubCases(ctx, id))].map((one) => [one.id, one]));
  const desks = ctx.actor.kind === 'system' ? 'all' : await desksOfActor(ctx);
  const found = await listPapers(ctx.db, {
    kind: 'case',
    ids: [...cases.keys()],
    desks,
    before: after?.[0],
    limit: limit + 1,
  });
  const { items, next } = page({ id }, found, limit, (paper) => [paper.id]);
  return {
    items: items.map((paper) => {
      const of = cases.get(paper.subject)!;
      const { procedure } = rulesOf(ctx, of);
      const step = procedure.transitions.find(({ action }) => action === paper.action);
      return {
        ...paper,
        case: of.id,
        procedure: pick(procedure.label, ctx.lang),
        step: step ? pick(step.label, ctx.lang) : paper.action,
      };
    }),
    next,
    whole: cursor === undefined && (await seesWhole(ctx, row)),
    drafts: cursor === undefined && ctx.actor.kind === 'account' ? await draftsOf(ctx, row) : [],
  };
}

async function seenSubCases(ctx: Ctx, id: Id): Promise<CaseRow[]> {
  const condition = ctx.actor.kind === 'system' ? sql`true` : seenBy(await desksOfActor(ctx));
  const { rows } = await sql<CaseRow>`select c.* from proc_case c
    where c.parent_id = ${id} and c.subject_kind = 'platform' and ${condition} order by c.id desc limit 200`.execute(
    ctx.db,
  );
  return rows;
}

/** Papers of steps that may be taken now, to look at or to sign before. */
async function draftsOf(ctx: Ctx, row: CaseRow) {
  if (row.closed_at !== null) return [];
  const rules = rulesOf(ctx, row);
  const actor = await personOf(ctx);
  const place = await placeOf(ctx.db, row);
  return rules.procedure.transitions.flatMap((transition) => {
    if (transition.produces.length === 0 || !fromStates(rules.procedure, transition).includes(row.state)) return [];
    if (draftParty(rules, row, transition, { place, actor }) === undefined) return [];
    return transition.produces.map((id) => {
      const { name, direction } = paperKind(rules.ruleSet, id);
      return {
        action: transition.action,
        step: pick(transition.label, ctx.lang),
        kind: id,
        kind_label: name,
        direction: direction === 'in' ? ('in' as const) : ('out' as const),
        asks: transition.asks.length > 0,
      };
    });
  });
}

interface Drafting {
  place: Parameters<typeof partyOf>[1]['place'];
  actor: Extract<CaseActor, { kind: 'person' }>;
}

/** Who somebody is for a draft: whoever takes the step, or those who write what is filed with it for whoever signs. */
export const draftParty = (
  { procedure }: CaseRules,
  row: Pick<CaseRow, 'state' | 'data'>,
  transition: Transition,
  { place, actor }: Drafting,
): string | undefined =>
  partyOf(transition.by, { place }, actor) ??
  openEdits(procedure, row)
    .map(({ by }) => partyOf(by, { place }, actor))
    .find((party) => party !== undefined);

/** A paper of a case or of its sub-cases, for those who see it. @throws procedures.case_unknown | documents.code_unknown */
export async function downloadCasePaper(ctx: Ctx, id: Id, code: string, wanted: FileWanted): Promise<Download> {
  const row = await visibleCase(ctx, id);
  const desks = ctx.actor.kind === 'system' ? 'all' : await desksOfActor(ctx);
  const [found] = await listPapers(ctx.db, { kind: 'case', ids: [row.id], desks, code, limit: 1 });
  if (!found) throw documentsProblem('documents.code_unknown', { code });
  return fileOfCode(ctx, found.code, wanted);
}
