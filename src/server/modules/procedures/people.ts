import { proceduresProblem } from '../../../shared/procedures/problems.ts';
import { partyOf } from '../../../shared/procedures/decide.ts';
import { WHOLE_INSTANCE } from '../../../shared/identity/roles.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { accountsIn, type Reached } from '../identity/index.ts';
import { personOf, sees, visibleCase } from './access.ts';
import { writersOf } from './case-files.ts';
import { placeOf } from './place.ts';
import { rulesOf } from './rules.ts';
import type { CaseRow } from './store.ts';
import { accountsAt } from './tell.ts';

/** Listed at a time; the rest is found by name. */
const MOST = 50;

export interface PeopleQuery {
  field?: string | undefined;
  q: string;
}

/**
 * People who may be chosen for a field of accounts, for those who may fill it in; without a field, colleagues to whom the case may
 * be handed over, for those on whose desk it lies.
 * @throws kernel.not_allowed | procedures.field_closed
 */
export async function listCasePeople(ctx: Ctx, id: Id, { field, q }: PeopleQuery) {
  const row = await visibleCase(ctx, id);
  const found = field === undefined ? await colleagues(ctx, row) : await candidates(ctx, row, field);
  const wanted = q.trim().toLowerCase();
  const people = new Map(found.map((one) => [one.id, one.name]));
  const items = [...people].filter(([, name]) => name.toLowerCase().includes(wanted));
  return { items: items.slice(0, MOST).map(([account, name]) => ({ id: account, name })), more: items.length > MOST };
}

async function colleagues(ctx: Ctx, row: CaseRow): Promise<Reached[]> {
  const { desks, account } = await personOf(ctx);
  if (!sees(desks, row.desks)) throw kernelProblem('kernel.not_allowed');
  // Those of the same desk only: that another side exists is not told by this list.
  const shared = row.desks.filter((desk) => desks.has(desk));
  const all: Reached[] = [];
  for (const desk of shared) all.push(...(await accountsAt(ctx, desk)));
  return all.filter((one) => one.id !== account);
}

async function candidates(ctx: Ctx, row: CaseRow, field: string): Promise<Reached[]> {
  const { procedure } = rulesOf(ctx, row);
  const actor = await personOf(ctx);
  const place = await placeOf(ctx.db, row);
  const may = writersOf(procedure, row, field).some((by) => partyOf(by, { place }, actor) !== undefined);
  if (procedure.fields[field]?.type !== 'accounts' || row.closed_at !== null || !may)
    throw proceduresProblem('procedures.field_closed', { field });
  const roles = new Set(
    procedure.transitions.flatMap(({ opens }) => opens.flatMap(({ each }) => (each?.field === field ? each.role : []))),
  );
  const all: Reached[] = [];
  for (const role of roles) {
    all.push(...(await accountsIn(ctx.db, role, 'programme', row.programme_id, ctx.today)));
    all.push(...(await accountsIn(ctx.db, role, 'instance', WHOLE_INSTANCE, ctx.today)));
  }
  return all;
}
