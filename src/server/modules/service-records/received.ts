import { sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import type { receivedService } from '../../../shared/service-records/received-routes.ts';
import { recordProblem } from '../../../shared/service-records/problems.ts';
import { recordContent } from '../../../shared/service-records/record-content.ts';
import type { ratingInput } from '../../../shared/service-records/schemas.ts';
import type { FoundBy } from '../../../shared/service-records/use-codes.ts';
import type { UseContent } from '../../../shared/service-records/use-schemas.ts';
import { SERVICE_KINDS } from '../../../shared/stock/service-codes.ts';
import { act, type Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import type { Id } from '../../kernel/ids.ts';
import { recordHeads } from '../catalogue/index.ts';
import { type PlatformRecord, platformsById } from '../identity/index.ts';
import { citedAs } from './citing.ts';
import { heldRatingsOf, ratersNamed } from './platform-terms.ts';
import { ratingsOfRoots, writeRating } from './ratings.ts';
import { findRecord, IN_FORCE, numberOf, type RecordRow, selectRecords, stateOf } from './records.ts';
import { selectUses, viewUses, writeUse } from './uses.ts';
import { labelOf, platformLink } from './view.ts';

type Received = z.input<typeof receivedService>;

/** @throws kernel.not_signed_in */
function receiverOf(ctx: Ctx): Id {
  const account = accountOf(ctx.actor);
  if (account === null) throw kernelProblem('kernel.not_allowed');
  return account;
}

async function viewReceived(ctx: Ctx, rows: readonly RecordRow[]): Promise<Received[]> {
  const roots = rows.map(({ root_id }) => root_id);
  const platforms = await platformsById(
    ctx.db,
    rows.map(({ platform_id }) => platform_id),
  );
  const ids = rows.flatMap(({ content }) => recordContent.parse(content).resources.map(({ id }) => id));
  const [heads, cites, ratings] = [
    await recordHeads(ctx.db, ids),
    await citedAs(ctx.db, ids),
    await ratingsOfRoots(ctx.db, roots),
  ];
  const uses = await selectUses(ctx.db, sql<SqlBool>`u.root_id = any(${roots}::bigint[])`);
  const views = await viewUses(ctx, uses);
  const asked = await ctx.db
    .selectFrom('service_question')
    .select('root_id')
    .where('root_id', 'in', ['0', ...roots])
    .execute();
  const open = new Set(asked.map(({ root_id }) => root_id));
  return rows.map((row) => {
    const content = recordContent.parse(row.content);
    const platform = platforms.get(row.platform_id)!;
    return {
      id: row.id,
      number: numberOf(row.year, row.seq),
      platform: platformLink(ctx, platform),
      title: content.title,
      kind: labelOf(ctx, SERVICE_KINDS, row.kind).label,
      on: row.on_date,
      resources: content.resources.map(({ id }) => ({
        id,
        title: heads.get(id)?.title ?? id,
        cite: cites.get(id) ?? id,
      })),
      rating: ratings.get(row.root_id) ?? null,
      uses: views
        .filter((_, at) => uses[at]!.root_id === row.root_id)
        // A receiver deals with the platform, not with its people.
        .map((use) => ({ ...use, reviewed_by: use.reviewed_by === null ? null : platformLink(ctx, platform).name })),
      asked: open.has(row.root_id),
      shown_with: heldRatingsOf(ctx, platform)?.together ?? 1,
      rater_named: ratersNamed(ctx, platform),
    };
  });
}

/** Services the reader received and that stand. */
export async function listReceived(ctx: Ctx, { limit, cursor }: { limit: number; cursor?: string | undefined }) {
  const account = receiverOf(ctx);
  const after = readCursor({}, cursor, z.tuple([z.string().regex(/^\d{1,19}$/)]));
  const rows = await selectRecords(
    ctx.db,
    sql<SqlBool>`r.receiver_account_id = ${account} and ${IN_FORCE}${after ? sql` and r.id < ${after[0]}::bigint` : sql``}`,
    sql`order by r.id desc limit ${limit + 1}`,
  );
  const { items, next } = page({}, rows, limit, ({ id }) => [id]);
  return { items: await viewReceived(ctx, items), next };
}

const viewOne = async (ctx: Ctx, id: Id): Promise<Received> => {
  const [shown] = await viewReceived(ctx, [(await findRecord(ctx.db, id))!]);
  return shown!;
};

/**
 * A service the actor received.
 * @throws service_records.unknown | service_records.not_receiver | service_records.not_delivered
 */
async function ownService(
  ctx: Ctx,
  tx: Tx,
  id: Id,
): Promise<{ record: RecordRow; platform: PlatformRecord; account: Id }> {
  const account = receiverOf(ctx);
  const record = await findRecord(tx.db, id);
  if (!record) throw recordProblem('service_records.unknown');
  if (record.receiver_account_id !== account) throw recordProblem('service_records.not_receiver');
  if (stateOf(record) !== 'valid') throw recordProblem('service_records.not_delivered');
  return { record, account, platform: (await platformsById(tx.db, [record.platform_id])).get(record.platform_id)! };
}

/**
 * Rates a service, once. The audit names the rating by its service for nobody but the auditor.
 * @throws as `ownService` | service_records.rated_already
 */
export async function rateService(ctx: Ctx, id: Id, given: z.output<typeof ratingInput>): Promise<Received> {
  await act(ctx, { action: 'service_records.rating.write', subject: { kind: 'service_record', id } }, async (tx) => {
    const own = await ownService(ctx, tx, id);
    await writeRating(ctx, tx, own, given);
  });
  return viewOne(ctx, id);
}

/** @throws as `ownService` | service_records.use_refused */
export async function reportUse(
  ctx: Ctx,
  id: Id,
  { resources, ...content }: UseContent & { resources: Id[] },
): Promise<Received> {
  await act(ctx, { action: 'service_records.use.report', subject: { kind: 'service_record', id } }, async (tx) => {
    const { record, platform, account } = await ownService(ctx, tx, id);
    const given = recordContent.parse(record.content).resources.map((one) => one.id);
    const strange = resources.filter((one) => !given.includes(one));
    if (strange.length > 0)
      throw recordProblem(
        'service_records.use_refused',
        { count: strange.length },
        {
          errors: [
            {
              path: 'body.resources',
              code: 'not_given',
              zh: '只能填写这项服务提供的资源',
              en: 'Only resources of this service can be named',
            },
          ],
        },
      );
    const by: FoundBy[] = ['receiver'];
    const used = new Map((resources.length > 0 ? resources : given).map((one) => [one, by]));
    await writeUse(ctx, tx, platform, {
      content,
      source: 'receiver',
      root: record.root_id,
      reporter: account,
      resources: used,
    });
  });
  return viewOne(ctx, id);
}

/** @throws as `ownService` */
export async function endQuestions(ctx: Ctx, id: Id): Promise<Received> {
  await act(ctx, { action: 'service_records.question.end', subject: { kind: 'service_record', id } }, async (tx) => {
    const { record } = await ownService(ctx, tx, id);
    await tx.db.deleteFrom('service_question').where('root_id', '=', record.root_id).execute();
  });
  return viewOne(ctx, id);
}
