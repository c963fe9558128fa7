import { sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import type { InputOf } from '../../../shared/contract.ts';
import { expertsProblem } from '../../../shared/experts/problems.ts';
import type { expertRoutes } from '../../../shared/experts/routes.ts';
import type { expertInput, expertOwn, expertRow, expertView } from '../../../shared/experts/schemas.ts';
import { pick } from '../../../shared/i18n.ts';
import { act, checkRevision, lockName, type Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import type { Id } from '../../kernel/ids.ts';
import { accountLogins, accountsNamed, contains, organisationNames } from '../identity/index.ts';
import { casesAssigned, countRunning, rulesOf } from '../procedures/index.ts';
import { demandPool, poolsOf } from './access.ts';
import { employerOf, type ExpertContent, type ExpertEntry, findExpert, insertExpert, updateExpert } from './store.ts';

type Input = z.output<typeof expertInput>;
type Row = z.input<typeof expertRow>;
export type ExpertView = z.input<typeof expertView>;

/** Experts a programme may draw from, by name. @throws experts.pool_closed */
export async function listExperts(ctx: Ctx, query: InputOf<typeof expertRoutes.listExperts>['query']) {
  await demandPool(ctx, query.programme);
  const { limit, cursor, ...asked } = query;
  const after = readCursor(asked, cursor, z.tuple([z.string(), z.string()]));
  let found = ctx.db
    .selectFrom('expert')
    .selectAll()
    .where((eb) => eb.or([eb('programme_id', '=', asked.programme), eb('programme_id', 'is', null)]));
  if (asked.state) found = found.where('state', '=', asked.state);
  if (asked.q !== '')
    found = found.where(sql<SqlBool>`(${contains('name', asked.q)} or ${contains('title', asked.q)} or exists (
      select 1 from jsonb_array_elements(employers) e where strpos(e ->> 'name', ${asked.q}) > 0))`);
  if (asked.discipline !== undefined)
    found = found.where(
      sql<SqlBool>`exists (select 1 from unnest(disciplines) d where d like ${`${asked.discipline}%`} or ${asked.discipline} like d || '%')`,
    );
  if (after) found = found.where(sql<SqlBool>`(name, id) > (${after[0]}, ${after[1]}::bigint)`);
  const rows = (await found
    .orderBy('name')
    .orderBy('id')
    .limit(limit + 1)
    .execute()) as unknown as ExpertEntry[];
  const { items, next } = page(asked, rows, limit, (row) => [row.name, row.id]);
  return { items: await rowsOf(ctx, items), next };
}

export const disciplineLabel = (ctx: Ctx, code: string): string => {
  const found =
    ctx.services.references.discipline!.get(code) ?? ctx.services.references.discipline!.get(code.slice(0, 3));
  return found ? pick(found, ctx.lang) : code;
};

async function rowsOf(ctx: Ctx, entries: readonly ExpertEntry[]): Promise<Row[]> {
  const accounts = entries.flatMap(({ account_id }) => account_id ?? []);
  const [running, logins] = [await countRunning(ctx.db, accounts, 'expert'), await accountLogins(ctx.db, accounts)];
  return entries.map((entry) => ({
    id: entry.id,
    programme: entry.programme_id,
    name: entry.name,
    account: entry.account_id === null ? null : (logins.get(entry.account_id) ?? null),
    title: entry.title,
    employer: employerOf(entry, ctx.today)?.name ?? null,
    disciplines: entry.disciplines.map((code) => ({ code, label: disciplineLabel(ctx, code) })),
    state: entry.state,
    running: running.get(entry.account_id ?? '') ?? 0,
    version: entry.revision,
  }));
}

async function viewOf(ctx: Ctx, entry: ExpertEntry): Promise<ExpertView> {
  const tasks = entry.account_id === null ? [] : await casesAssigned(ctx.db, entry.account_id, 'expert');
  // The keeper of one programme's pool is not told what somebody reviews for another.
  const own = entry.account_id !== null && entry.account_id === accountOf(ctx.actor);
  const pools = own || ctx.actor.kind === 'system' ? undefined : await poolsOf(ctx);
  return {
    ...(await rowsOf(ctx, [entry]))[0]!,
    languages: entry.languages,
    email: entry.email,
    phone: entry.phone,
    employers: entry.employers,
    projects: entry.projects,
    declared: entry.declared,
    reason: entry.reason,
    tasks: tasks
      .filter((row) => pools === undefined || pools.has(row.programme_id))
      .map((row) => {
        const { procedure } = rulesOf(ctx, row);
        return {
          case: row.id,
          title: row.title,
          procedure: pick(procedure.label, ctx.lang),
          at: row.opened_at,
          state: pick(procedure.states[row.state]!.label, ctx.lang),
          closed_at: row.closed_at,
        };
      }),
  };
}

/** @throws experts.expert_unknown */
async function keptExpert(ctx: Ctx, id: Id): Promise<ExpertEntry> {
  const entry = await findExpert(ctx.db, id);
  const pools = await poolsOf(ctx);
  // An entry of all pools is seen by every keeper.
  if (ctx.actor.kind === 'system' || (entry.programme_id === null ? pools.size > 0 : pools.has(entry.programme_id)))
    return entry;
  throw expertsProblem('experts.expert_unknown');
}

export const readExpert = async (ctx: Ctx, id: Id): Promise<ExpertView> => viewOf(ctx, await keptExpert(ctx, id));

/** @throws experts.pool_closed | account_unknown | account_taken | organisation_unknown | discipline_unknown */
export async function addExpert(ctx: Ctx, programme: string, input: Input): Promise<ExpertView> {
  await demandPool(ctx, programme);
  const id = await act(ctx, { action: 'experts.expert.add', detail: { programme } }, async (tx) => {
    await lockName(tx, `experts:${programme}`);
    const made = await writeExpert(ctx, tx, programme, input);
    tx.on('expert', made.id);
    return made.id;
  });
  return viewOf(ctx, await findExpert(ctx.db, id));
}

/** Enters or changes one, inside an act. @param before the entry that is changed */
export async function writeExpert(
  ctx: Ctx,
  tx: Tx,
  programme: string | null,
  input: Input,
  before?: ExpertEntry,
): Promise<{ id: Id }> {
  const content = await contentOf(ctx, tx, input);
  if (content.account_id !== null) await demandFree(tx, programme, content.account_id, input.account!, before?.id);
  if (before) {
    await updateExpert(tx, before.id, content);
    return { id: before.id };
  }
  const id = await ctx.services.ids.next(tx.db);
  await insertExpert(tx, { ...content, id, programme_id: programme, created_at: ctx.now, demo: false });
  return { id };
}

export async function contentOf(ctx: Ctx, tx: Tx, { account, reason, ...input }: Input): Promise<ExpertContent> {
  const login = account ?? '';
  const account_id = login === '' ? null : ((await accountsNamed(tx.db, [login])).get(login) ?? null);
  if (login !== '' && account_id === null) throw expertsProblem('experts.account_unknown', { account: login });
  await demandKnown(ctx, tx, input);
  return {
    ...input,
    account_id,
    email: input.email ?? null,
    phone: input.phone ?? null,
    reason: input.state === 'active' ? null : (reason ?? null),
  };
}

async function demandKnown(ctx: Ctx, tx: Tx, own: z.output<typeof expertOwn>): Promise<void> {
  for (const code of own.disciplines)
    if (!ctx.services.references.discipline!.get(code.slice(0, 3)))
      throw expertsProblem('experts.discipline_unknown', { code });
  const ids = [
    ...own.employers,
    ...own.declared,
    ...own.projects.flatMap(({ organisations }) => organisations),
  ].flatMap((one) => one.id ?? []);
  const known = await organisationNames(tx, ids);
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined) throw expertsProblem('experts.organisation_unknown', { id: unknown });
}

async function demandFree(tx: Tx, programme: string | null, account: Id, login: string, but?: Id): Promise<void> {
  const taken = await tx.db
    .selectFrom('expert')
    .select('id')
    .where('account_id', '=', account)
    .where((eb) => (programme === null ? eb('programme_id', 'is', null) : eb('programme_id', '=', programme)))
    .executeTakeFirst();
  if (taken && taken.id !== but) throw expertsProblem('experts.account_taken', { account: login });
}

/** @throws kernel.stale_version besides those of {@link addExpert} */
export async function changeExpert(
  ctx: Ctx,
  id: Id,
  { version, expert }: { version: number; expert: Input },
): Promise<ExpertView> {
  await keptExpert(ctx, id);
  await act(ctx, { action: 'experts.expert.change', subject: { kind: 'expert', id } }, async (tx) => {
    const before = await findExpert(tx.db, id);
    checkRevision(version, before, { given: expert });
    await writeExpert(ctx, tx, before.programme_id, expert, before);
    if (before.state !== expert.state) tx.note({ state: expert.state, reason: expert.reason });
  });
  return viewOf(ctx, await findExpert(ctx.db, id));
}

/** The caller's own entries. */
export async function readOwn(ctx: Ctx): Promise<{ items: ExpertView[] }> {
  const rows = await ctx.db.selectFrom('expert').select('id').where('account_id', '=', accountOf(ctx.actor)).execute();
  const items: ExpertView[] = [];
  for (const { id } of rows) items.push(await viewOf(ctx, await findExpert(ctx.db, id)));
  // Why the keepers excluded somebody is theirs.
  return { items: items.map((item) => ({ ...item, reason: null })) };
}

/** What experts say of themselves; name, account and state stay with the keepers. @throws experts.expert_unknown | kernel.stale_version */
export async function changeOwn(
  ctx: Ctx,
  id: Id,
  { version, expert }: { version: number; expert: z.output<typeof expertOwn> },
): Promise<ExpertView> {
  await act(ctx, { action: 'experts.expert.correct', subject: { kind: 'expert', id } }, async (tx) => {
    const before = await findExpert(tx.db, id);
    if (before.account_id === null || before.account_id !== accountOf(ctx.actor))
      throw expertsProblem('experts.expert_unknown');
    checkRevision(version, before, { given: expert });
    await demandKnown(ctx, tx, expert);
    const { name, account_id, state, reason } = before;
    await updateExpert(tx, id, {
      ...expert,
      email: expert.email ?? null,
      phone: expert.phone ?? null,
      name,
      account_id,
      state,
      reason,
    });
  });
  return { ...(await viewOf(ctx, await findExpert(ctx.db, id))), reason: null };
}
