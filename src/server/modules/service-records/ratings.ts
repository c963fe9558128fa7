import { randomBytes } from 'node:crypto';
import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import { civilDateAt } from '../../../shared/dates.ts';
import { KEEPERS, MODERATORS } from '../../../shared/service-records/people.ts';
import { recordProblem } from '../../../shared/service-records/problems.ts';
import type { ratingInput, ratingView } from '../../../shared/service-records/schemas.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { act, checkRevision, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import {
  accountNames,
  mayOnPlatform,
  platformCondition,
  type PlatformRecord,
  platformsById,
} from '../identity/index.ts';
import { mayKeep, readablePlatform, readPlatforms } from './access.ts';
import { numberOf, type RecordRow } from './records.ts';
import { ratersNamed } from './platform-terms.ts';
import { holdOf, released } from './release.ts';
import { platformLink } from './view.ts';

interface RatingRow {
  root_id: Id;
  token: string;
  platform_id: Id;
  account_id: Id;
  resource_score: number;
  service_score: number;
  text: string;
  anonymous: boolean;
  month: string;
  at: string;
  answer: string | null;
  answered_at: string | null;
  withheld_reason: string | null;
  withheld_name: string | null;
  withheld_at: string | null;
  revision: number;
  year: number;
  seq: number;
}

const selectRatings = async (
  db: ReadDb,
  where: RawBuilder<SqlBool>,
  after: RawBuilder<unknown> = sql``,
): Promise<RatingRow[]> =>
  (
    await sql<RatingRow>`select g.*, r.year, r.seq from service_rating g join service_record r on r.id = g.root_id
      where ${where} ${after}`.execute(db)
  ).rows;

type View = z.input<typeof ratingView>;

/** @param names of raters, for whoever may know them */
const viewOf = (row: RatingRow, names: ReadonlyMap<Id, string>): View => ({
  token: row.token,
  resource_score: row.resource_score,
  service_score: row.service_score,
  text: row.text,
  month: row.month,
  rater: names.get(row.account_id) ?? null,
  number: names.has(row.account_id) ? numberOf(row.year, row.seq) : null,
  answer: row.answer,
  answered_at: row.answered_at,
  withheld:
    row.withheld_reason === null
      ? null
      : { reason: row.withheld_reason, by: row.withheld_name ?? '', at: row.withheld_at ?? '' },
  revision: row.revision,
});

/** Ratings of services, by the first record of each; as their raters see them. */
export async function ratingsOfRoots(db: ReadDb, roots: readonly Id[]): Promise<Map<Id, View>> {
  const rows = await selectRatings(db, sql<SqlBool>`g.root_id = any(${[...roots]}::bigint[])`);
  return new Map(
    rows.map((row) => {
      const view = viewOf(row, new Map());
      return [row.root_id, { ...view, withheld: view.withheld && { ...view.withheld, by: null } }];
    }),
  );
}

/** Writes a rating, once per service. @throws service_records.rated_already */
export async function writeRating(
  ctx: Ctx,
  tx: Tx,
  { record, platform, account }: { record: RecordRow; platform: PlatformRecord; account: Id },
  given: z.output<typeof ratingInput>,
): Promise<void> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('service_rating')
    .values({
      ...given,
      root_id: record.root_id,
      token: randomBytes(12).toString('base64url'),
      platform_id: platform.id,
      account_id: account,
      anonymous: !ratersNamed(ctx, platform),
      month: civilDateAt(ctx.now).slice(0, 7),
      ...holdOf(ctx, platform),
      at: ctx.now,
    })
    .onConflict((conflict) => conflict.column('root_id').doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n) throw recordProblem('service_records.rated_already');
}

/** Raters somebody may know: the platform's people where its rules name them then, supervisors always. */
async function namesFor(ctx: Ctx, rows: readonly RatingRow[], platforms: ReadonlyMap<Id, PlatformRecord>) {
  const known = rows.filter(({ anonymous, platform_id }) => !anonymous || !mayKeep(ctx, platforms.get(platform_id)!));
  return accountNames(
    ctx.db,
    known.map(({ account_id }) => account_id),
  );
}

/** By month and a drawn token, so that the order does not tell who wrote. */
export async function listRatings(
  ctx: Ctx,
  { limit, cursor, ...asked }: { platform?: string | undefined; limit: number; cursor?: string | undefined },
) {
  const where = [readPlatforms(ctx, 'g.platform_id')];
  if (asked.platform !== undefined)
    where.push(sql<SqlBool>`g.platform_id = ${(await readablePlatform(ctx, asked.platform)).id}`);
  const own = platformCondition(ctx, KEEPERS, 'g.platform_id');
  const held = await countHeld(ctx, [...where, own]);
  // Who knows the raters anyway sees what they say at once.
  where.push(sql<SqlBool>`(${released(ctx.today)} or not ${own})`);
  const after = readCursor(asked, cursor, z.tuple([z.string(), z.string()]));
  if (after) where.push(sql<SqlBool>`(g.month, g.token) < (${after[0]}, ${after[1]})`);
  const rows = await selectRatings(
    ctx.db,
    sql<SqlBool>`${sql.join(where, sql` and `)}`,
    sql`order by g.month desc, g.token desc limit ${limit + 1}`,
  );
  const { items, next } = page(asked, rows, limit, ({ month, token }) => [month, token]);
  const platforms = await platformsById(
    ctx.db,
    items.map(({ platform_id }) => platform_id),
  );
  // A platform's own reader is not told names of one platform because another names its raters: row by row.
  const views = [];
  const names = await namesFor(ctx, items, platforms);
  for (const row of items) {
    const platform = platforms.get(row.platform_id)!;
    const told = !row.anonymous || !mayKeep(ctx, platform) ? names : new Map<Id, string>();
    views.push({
      ...viewOf(row, told),
      platform: platformLink(ctx, platform),
      may_answer: mayKeep(ctx, platform) && row.withheld_reason === null,
      may_withhold: mayWithhold(ctx, platform),
    });
  }
  return { items: views, next, held };
}

async function countHeld(ctx: Ctx, where: readonly RawBuilder<SqlBool>[]): Promise<number> {
  const { rows } = await sql<{ count: string }>`select count(*) as count from service_rating g
    where ${sql.join(where, sql` and `)} and not ${released(ctx.today)}`.execute(ctx.db);
  return Number(rows[0]!.count);
}

const mayWithhold = (ctx: Ctx, platform: PlatformRecord): boolean => mayOnPlatform(ctx, platform, MODERATORS);

async function lockRating(tx: Tx, token: string): Promise<{ row: RatingRow; platform: PlatformRecord }> {
  await tx.db.selectFrom('service_rating').select('token').where('token', '=', token).forUpdate().execute();
  const [row] = await selectRatings(tx.db, sql<SqlBool>`g.token = ${token}`);
  if (!row) throw recordProblem('service_records.rating_unknown');
  return { row, platform: (await platformsById(tx.db, [row.platform_id])).get(row.platform_id)! };
}

const nameOf = (ctx: Ctx): string => (ctx.actor.kind === 'anonymous' ? '' : ctx.actor.name);
const shown = async (ctx: Ctx, token: string): Promise<View> =>
  viewOf((await selectRatings(ctx.db, sql<SqlBool>`g.token = ${token}`))[0]!, new Map());

/** @throws service_records.rating_unknown | kernel.not_allowed | kernel.stale_version */
export async function answerRating(ctx: Ctx, token: string, { text, revision }: { text: string; revision: number }) {
  await act(
    ctx,
    { action: 'service_records.rating.answer', subject: { kind: 'service_rating', id: token } },
    async (tx) => {
      const { row, platform } = await lockRating(tx, token);
      if (!mayKeep(ctx, platform)) throw kernelProblem('kernel.not_allowed');
      checkRevision(revision, row);
      await tx.db
        .updateTable('service_rating')
        .set({ answer: text, answered_name: nameOf(ctx), answered_at: ctx.now, revision: revision + 1 })
        .where('token', '=', token)
        .execute();
    },
  );
  return shown(ctx, token);
}

/** @throws service_records.rating_unknown | kernel.not_allowed | kernel.stale_version */
export async function withholdRating(
  ctx: Ctx,
  token: string,
  { reason, revision }: { reason: string | null; revision: number },
) {
  const event = {
    action: reason === null ? 'service_records.rating.show' : 'service_records.rating.withhold',
    subject: { kind: 'service_rating', id: token },
    detail: { reason },
  };
  await act(ctx, event, async (tx) => {
    const { row, platform } = await lockRating(tx, token);
    if (!mayWithhold(ctx, platform)) throw kernelProblem('kernel.not_allowed');
    checkRevision(revision, row);
    const words = reason === null ? null : { reason, name: nameOf(ctx), at: ctx.now };
    await tx.db
      .updateTable('service_rating')
      .set({
        withheld_reason: words?.reason ?? null,
        withheld_name: words?.name ?? null,
        withheld_at: words?.at ?? null,
        revision: revision + 1,
      })
      .where('token', '=', token)
      .execute();
  });
  return shown(ctx, token);
}
