import { stockProblem } from '../../../shared/stock/problems.ts';
import { feeFlags } from '../../../shared/stock/fees.ts';
import { SERVICE_STATES, type ServiceState } from '../../../shared/stock/service-codes.ts';
import { serviceContent, type ServiceContent } from '../../../shared/stock/service-schemas.ts';
import { act, checkRevision, type Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import type { PlatformRecord } from '../identity/index.ts';
import { ownPlatform, ownPlatformById } from './access.ts';
import { checkService, lacksOf, priceRulesOf } from './service-rules.ts';

/** @throws stock.platform_unknown | kernel.not_allowed | stock.service_refused */
export async function createService(
  ctx: Ctx,
  { platform: code, ...content }: ServiceContent & { platform: string },
): Promise<Id> {
  const platform = await ownPlatform(ctx, code);
  return act(ctx, { action: 'stock.service.create', detail: { platform: code, kind: content.kind } }, async (tx) => {
    await checkService(ctx, tx.db, platform, content);
    const id = await ctx.services.ids.next(tx.db);
    tx.on('service', id);
    await tx.db
      .insertInto('service')
      .values({
        id,
        platform_id: platform.id,
        state: 'draft',
        content: JSON.stringify(content),
        demo: platform.demo,
        created_at: ctx.now,
        updated_at: ctx.now,
      })
      .execute();
    return id;
  });
}

interface LockedService {
  id: Id;
  platform: PlatformRecord;
  state: ServiceState;
  content: ServiceContent;
  version: number;
  changed: boolean;
  revision: number;
}

async function lockService(ctx: Ctx, tx: Tx, id: Id): Promise<LockedService> {
  const row = await tx.db.selectFrom('service').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw stockProblem('stock.service_unknown');
  return {
    id,
    platform: await ownPlatformById(ctx, tx.db, row.platform_id),
    state: row.state as ServiceState,
    content: serviceContent.parse(row.content),
    version: row.version,
    changed: row.changed,
    revision: row.revision,
  };
}

const stateTexts = (state: ServiceState) => ({
  state_zh: SERVICE_STATES[state].zh,
  state_en: SERVICE_STATES[state].en,
});

/** @throws kernel.stale_version | stock.service_unknown | stock.service_not_now | stock.service_refused */
export const saveService = (ctx: Ctx, id: Id, { revision, ...content }: ServiceContent & { revision: number }) =>
  act(ctx, { action: 'stock.service.save', subject: { kind: 'service', id } }, async (tx) => {
    const service = await lockService(ctx, tx, id);
    checkRevision(revision, service, { content: service.content });
    if (service.state === 'withdrawn') throw stockProblem('stock.service_not_now', stateTexts(service.state));
    await checkService(ctx, tx.db, service.platform, content);
    await tx.db
      .updateTable('service')
      .set({ content: JSON.stringify(content), changed: true, revision: revision + 1, updated_at: ctx.now })
      .where('id', '=', id)
      .execute();
  });

/**
 * Publishes a service, its changes as a new version, or takes it back.
 * @throws kernel.stale_version | stock.service_unknown | stock.service_not_now | stock.service_incomplete |
 *   stock.service_refused | stock.reason_needed
 */
export const actOnService = (
  ctx: Ctx,
  id: Id,
  { action, revision, reason }: { action: 'publish' | 'withdraw'; revision: number; reason: string },
) =>
  act(ctx, { action: `stock.service.${action}`, subject: { kind: 'service', id }, detail: { reason } }, async (tx) => {
    const service = await lockService(ctx, tx, id);
    checkRevision(revision, service);
    const possible =
      action === 'publish'
        ? service.state === 'draft' || (service.state === 'published' && service.changed)
        : service.state === 'published';
    if (!possible) throw stockProblem('stock.service_not_now', stateTexts(service.state));
    await (action === 'publish' ? publish(ctx, tx, service) : withdraw(ctx, tx, service, reason));
  });

async function publish(ctx: Ctx, tx: Tx, service: LockedService): Promise<void> {
  const { id, platform, content } = service;
  const errors = lacksOf(content);
  if (errors.length > 0) throw stockProblem('stock.service_incomplete', { count: errors.length }, { errors });
  await checkService(ctx, tx.db, platform, content);
  const version = service.version + 1;
  await tx.db
    .insertInto('service_version')
    .values({
      service_id: id,
      version,
      content: JSON.stringify(content),
      flags: JSON.stringify(feeFlags(content.fees, priceRulesOf(ctx, platform))),
      published_by: accountOf(ctx.actor),
      published_name: ctx.actor.kind === 'anonymous' ? '' : ctx.actor.name,
      published_at: ctx.now,
    })
    .execute();
  await tx.db.deleteFrom('service_link').where('service_id', '=', id).execute();
  const links = [
    ...content.resources.map((target) => ({ kind: 'resource', target })),
    ...content.types.map((target) => ({ kind: 'type', target })),
  ].map((link) => ({ ...link, service_id: id, platform_id: platform.id }));
  if (links.length > 0)
    await tx.db
      .insertInto('service_link')
      .values(links)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  await tx.db
    .updateTable('service')
    .set({ state: 'published', version, changed: false, revision: service.revision + 1, updated_at: ctx.now })
    .where('id', '=', id)
    .execute();
}

async function withdraw(ctx: Ctx, tx: Tx, service: LockedService, reason: string): Promise<void> {
  if (reason === '') throw stockProblem('stock.reason_needed', { action_zh: '撤回', action_en: 'Withdraw' });
  await tx.db.deleteFrom('service_link').where('service_id', '=', service.id).execute();
  await tx.db
    .updateTable('service')
    .set({ state: 'withdrawn', ended_reason: reason, revision: service.revision + 1, updated_at: ctx.now })
    .where('id', '=', service.id)
    .execute();
}
