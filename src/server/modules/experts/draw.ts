import { createHash, randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { InputOf } from '../../../shared/contract.ts';
import { conflictsOf } from '../../../shared/experts/conflicts.ts';
import { drawPanel, fieldsMeet } from '../../../shared/experts/draw.ts';
import { isSized } from '../../../shared/experts/panel-size.ts';
import { expertsProblem } from '../../../shared/experts/problems.ts';
import type { expertRoutes } from '../../../shared/experts/routes.ts';
import type { drawView } from '../../../shared/experts/schemas.ts';
import { nameKey } from '../../../shared/experts/conflicts.ts';
import { citationOf } from '../../../shared/policy/ruled.ts';
import { act, lockName, type Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { accountsInRole, employersOf } from '../identity/index.ts';
import { type CaseRow, countRunning, rulesOf } from '../procedures/index.ts';
import { panelCase } from './access.ts';
import { conflictViewOf } from './conflict-text.ts';
import { partiesOf } from './parties.ts';
import { seatsOf } from './seats.ts';
import { employerOf, type ExpertEntry, poolOf } from './store.ts';
import { conflictsOfAccounts, tiesOf } from './ties.ts';

export type DrawView = z.input<typeof drawView>;
type Asked = InputOf<typeof expertRoutes.drawExperts>['body'];
type Excluded = DrawView['excluded'][number];

/** Somebody who could be drawn, with what the draw goes by. */
interface Eligible {
  id: Id;
  employer: string;
}

interface Sorted {
  eligible: { entry: ExpertEntry; employer: string }[];
  excluded: Excluded[];
}

/** Place of an expert in a draw: who has the lowest comes first. Anybody can work it out again from the seed. */
const rankWith =
  (seed: string) =>
  (id: string): string =>
    createHash('sha256').update(`${seed}|${id}`).digest('hex');

/**
 * Draws experts for an application, or for several that one panel reads, and keeps the protocol with each. Nobody is assigned, nobody
 * is told.
 * @throws experts.panel_closed | drawn_meanwhile | panel_size | too_few
 */
export async function drawExperts(ctx: Ctx, caseId: Id, asked: Asked): Promise<DrawView> {
  const { row, rows } = await panelCase(ctx, caseId);
  const others: CaseRow[] = [];
  for (const other of asked.together) if (other !== caseId) others.push((await panelCase(ctx, other)).row);
  const { ruleSet } = rulesOf(ctx, row);
  const spread = ruleSet.reviews?.draw?.value.spread ?? true;
  const seed = randomBytes(16).toString('hex');
  const event = { action: 'experts.draw', subject: { kind: 'case', id: caseId }, detail: { wanted: asked.wanted } };
  const id = await act(ctx, event, async (tx) => {
    // One draw of a panel at a time: who draws knows of those before, and sees the pool and the seats as they are.
    for (const name of [row, ...others].map((one) => `experts.draw:${one.id}`).toSorted()) await lockName(tx, name);
    const now = { ...ctx, db: tx.db };
    await demandLatest(tx, row.id, asked.seen);
    const taken = await seatsOf(now, row, rows);
    const seated = [...new Set([...taken.map(({ account }) => account), ...asked.keep])];
    demandSize(now, row, seated.length + asked.wanted, asked.reason);
    const sorted = await sortPool(now, [row, ...others], asked, seated);
    if (sorted.eligible.length < asked.wanted)
      throw expertsProblem(
        'experts.too_few',
        { eligible: sorted.eligible.length, wanted: asked.wanted },
        { more: { excluded: sorted.excluded } },
      );
    const employers = [...(await employerKeys(now, seated)).values()];
    const eligible = sorted.eligible.map(({ entry, employer }): Eligible => ({ id: entry.id, employer }));
    const drawn = drawPanel(eligible, { count: asked.wanted, spread, seated: employers }, rankWith(seed));
    const made: Id[] = [];
    for (const { id: case_id } of [row, ...others]) {
      made.push(await ctx.services.ids.next(tx.db));
      await tx.db
        .insertInto('expert_draw')
        .values({
          id: made.at(-1)!,
          case_id,
          at: ctx.now,
          account_id: accountOf(ctx.actor),
          actor_name: ctx.actor.kind === 'anonymous' ? '' : ctx.actor.name,
          seed,
          wanted: asked.wanted,
          disciplines: asked.disciplines,
          seated: JSON.stringify({ accounts: seated, employers, spread }),
          reason: asked.reason ?? null,
          eligible: JSON.stringify(eligible),
          excluded: JSON.stringify(sorted.excluded),
          drawn,
        })
        .execute();
    }
    return made[0];
  });
  return (await drawsOf(ctx, row)).find((draw) => draw.id === id)!;
}

/** @throws experts.drawn_meanwhile when a draw was made that the caller has not seen */
async function demandLatest(tx: Tx, caseId: Id, seen: number | undefined): Promise<void> {
  if (seen === undefined) return;
  const { made } = await tx.db
    .selectFrom('expert_draw')
    .select((eb) => eb.fn.countAll<number>().as('made'))
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow();
  if (Number(made) > seen) throw expertsProblem('experts.drawn_meanwhile', { made: Number(made) - seen });
}

/** @throws experts.panel_size citing the rule, unless a reason is given */
function demandSize(ctx: Ctx, row: CaseRow, size: number, reason: string | null | undefined): void {
  const { ruleSet } = rulesOf(ctx, row);
  const rule = ruleSet.rounds?.panel;
  if (!rule || (reason ?? '').trim() !== '') return;
  const { least, odd } = rule.value;
  if (isSized(rule.value, size)) return;
  throw expertsProblem(
    'experts.panel_size',
    { least, size, odd_zh: odd ? '单数' : '任意数', odd_en: odd ? 'an odd number' : 'any number' },
    { cite: citationOf(ruleSet, rule) },
  );
}

/** The pool of the programme, in those who may be drawn and those who may not, each with the first reason why. */
async function sortPool(ctx: Ctx, cases: readonly CaseRow[], asked: Asked, seated: readonly Id[]): Promise<Sorted> {
  const [row] = cases as [CaseRow];
  const { ruleSet } = rulesOf(ctx, row);
  const { conflicts: rules = [], draw } = ruleSet.reviews ?? {};
  const pool = await poolOf(ctx.db, row.programme_id);
  const accounts = pool.flatMap(({ account_id }) => account_id ?? []);
  const fit = await accountsInRole(ctx.db, accounts, 'expert', ctx.today);
  const running = await countRunning(ctx.db, accounts, 'expert');
  const employers = await employersOf(ctx.db, accounts);
  const parties = await Promise.all(cases.map((one) => partiesOf(ctx, one)));
  const most = draw?.value.most_running ?? Number.POSITIVE_INFINITY;
  const sorted: Sorted = { eligible: [], excluded: [] };
  const listed = new Set<Id>();
  for (const entry of pool) {
    const account = entry.account_id;
    const own = pool.filter((other) => other.account_id !== null && other.account_id === account);
    const ties = tiesOf(
      entry.name,
      own.length === 0 ? [entry] : own,
      account === null ? undefined : employers.get(account),
    );
    const conflicts = parties.flatMap((of) => conflictsOf(ties, of, rules, ctx.today));
    const why = (): Excluded['reason'] | undefined => {
      if (entry.state !== 'active') return 'state';
      if (account === null) return 'no_account';
      if (!fit.has(account)) return 'not_expert';
      if (seated.includes(account) || listed.has(account)) return 'on_panel';
      if (asked.exclude.includes(entry.id)) return 'by_hand';
      if (conflicts.length > 0) return 'conflict';
      if (!fieldsMeet(entry.disciplines, asked.disciplines)) return 'field';
      return (running.get(account) ?? 0) >= most ? 'busy' : undefined;
    };
    const reason = why();
    if (reason === undefined) {
      listed.add(account!);
      const employer = employerOf(entry, ctx.today)?.name ?? employers.get(account!)?.name ?? '';
      sorted.eligible.push({ entry, employer: nameKey(employer) });
    } else {
      sorted.excluded.push({
        expert: entry.id,
        name: entry.name,
        reason,
        conflicts: reason === 'conflict' ? conflicts.map((one) => conflictViewOf(ruleSet, one, ctx.lang)) : [],
      });
    }
  }
  return sorted;
}

/** Employers of accounts, as keys; those without one are missing. */
async function employerKeys(ctx: Ctx, accounts: readonly Id[]): Promise<Map<Id, string>> {
  const none = { host: null, partners: [], supervising: null, people: [], avoided: [] };
  const known = await conflictsOfAccounts(ctx, accounts, none, []);
  return new Map(known.flatMap(({ account, employer }) => (employer === null ? [] : [[account, nameKey(employer)]])));
}

/** Protocols of an application's draws, the latest first; each is drawn again and compared. */
export async function drawsOf(ctx: Ctx, row: CaseRow): Promise<DrawView[]> {
  const draws = await ctx.db
    .selectFrom('expert_draw')
    .selectAll()
    .where('case_id', '=', row.id)
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
  const pool = new Map((await poolOf(ctx.db, row.programme_id)).map((entry) => [entry.id, entry]));
  return draws.map((draw) => {
    const rank = rankWith(draw.seed);
    const eligible = draw.eligible as unknown as Eligible[];
    const { employers, spread } = draw.seated as unknown as { employers: string[]; spread: boolean };
    const again = drawPanel(eligible, { count: draw.wanted, spread, seated: employers }, rank);
    const nameOf = (id: Id): string => pool.get(id)?.name ?? id;
    return {
      id: draw.id,
      at: draw.at,
      by: draw.actor_name,
      seed: draw.seed,
      wanted: draw.wanted,
      disciplines: draw.disciplines,
      reason: draw.reason,
      pool: eligible.length + (draw.excluded as unknown as Excluded[]).length,
      eligible: eligible
        .map(({ id }) => ({ expert: id, name: nameOf(id), rank: rank(id) }))
        .toSorted((a, b) => (a.rank < b.rank ? -1 : 1)),
      excluded: draw.excluded as unknown as Excluded[],
      drawn: draw.drawn.map((id) => ({
        expert: id,
        account: pool.get(id)?.account_id ?? '0',
        name: nameOf(id),
        employer: pool.has(id) ? (employerOf(pool.get(id)!, ctx.today)?.name ?? null) : null,
      })),
      holds: again.length === draw.drawn.length && again.every((id, n) => id === draw.drawn[n]),
    };
  });
}
