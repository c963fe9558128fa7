import { sql } from 'kysely';
import { CSTR_STATES, type CstrState, mayStep } from '../../../shared/catalogue/cstr.ts';
import { catalogueProblem } from '../../../shared/catalogue/problems.ts';
import { pick } from '../../../shared/i18n.ts';
import type { Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import type { PlatformRecord } from '../identity/index.ts';
import { type OpenRecord, openRecord } from './open-record.ts';
import type { PublicResource } from './public.ts';

/** A record that may be sent to the registry of CSTR, and the identifier an earlier attempt gave it. */
export interface Registrable {
  record: OpenRecord;
  /** Undefined where none was ever thought of. */
  earlier: string | undefined;
}

/**
 * Records of a platform and type that are checked or public and have no CSTR in their content, nor one under way; oldest
 * first. What failed before is among them with its identifier; what is made up for a demonstration never is.
 */
export async function registrableRecords(
  ctx: Ctx,
  tx: Tx,
  platform: PlatformRecord,
  asked: { type: string; limit: number },
): Promise<Registrable[]> {
  const { rows } = await sql<PublicResource & { earlier: string | null }>`
    select r.*, '[]'::jsonb as identifiers, (
      select i.value from resource_identifier i where i.resource_id = r.id and i.scheme = 'cstr' and i.state in ('failed', 'not_applied') limit 1
    ) as earlier
    from resource r
    where r.platform_id = ${platform.id} and r.type = ${asked.type} and r.state in ('checked', 'published') and not r.demo
      and not r.fields ? 'cstr' and not exists (
        select 1 from resource_identifier i where i.resource_id = r.id and i.scheme = 'cstr'
          and i.state not in ('failed', 'not_applied', 'retired'))
    order by r.id limit ${asked.limit}`.execute(tx.db);
  // What is not public yet will be, once it has its identifier.
  return rows.map((row) => ({
    record: openRecord(ctx, { ...row, published_at: row.published_at ?? ctx.now }, platform),
    earlier: row.earlier ?? undefined,
  }));
}

export interface CstrMove {
  resourceId: Id;
  value: string;
  valueKey: string;
  to: CstrState;
  /** Number of the registration task, where there is one. */
  task?: string | undefined;
}

/** Claims identifiers for their records and puts them to be registered; those of a failed attempt are taken up again. */
export async function claimForRegistration(ctx: Ctx, tx: Tx, moves: readonly Omit<CstrMove, 'to'>[]): Promise<void> {
  for (const { resourceId, value, valueKey } of moves) {
    const { rows } = await sql<{ resource_id: Id }>`
      insert into resource_identifier as i (scheme, value_key, value, resource_id, state, state_at)
      values ('cstr', ${valueKey}, ${value}, ${resourceId}, 'pending', ${ctx.now})
      on conflict (scheme, value_key) do update set state = 'pending', state_at = excluded.state_at, task = null
        where i.resource_id = excluded.resource_id and i.state in ('failed', 'not_applied')
      returning i.resource_id`.execute(tx.db);
    if (rows.length === 0) throw catalogueProblem('catalogue.identifier_claimed', { value });
  }
}

/** Lets go of identifiers that were never sent. */
export async function releaseClaims(tx: Tx, valueKeys: readonly string[]): Promise<void> {
  await sql`delete from resource_identifier where scheme = 'cstr' and state = 'pending' and value_key = any(${[...valueKeys]}::text[])`.execute(
    tx.db,
  );
}

/**
 * Moves registrations on. A registered identifier becomes part of its record's content and of a revision that waits, so that
 * the record may be published with it and every outlet gives it.
 * @throws catalogue.identifier_step
 */
export async function moveRegistrations(ctx: Ctx, tx: Tx, moves: readonly CstrMove[]): Promise<void> {
  for (const { resourceId, value, valueKey, to, task } of moves) {
    const row = await tx.db
      .selectFrom('resource_identifier')
      .select('state')
      .where('scheme', '=', 'cstr')
      .where('value_key', '=', valueKey)
      .where('resource_id', '=', resourceId)
      .forUpdate()
      .executeTakeFirst();
    const from = (row?.state ?? 'retired') as CstrState;
    if (!mayStep(from, to)) {
      const label = (state: CstrState): string => pick(CSTR_STATES[state], ctx.lang);
      throw catalogueProblem('catalogue.identifier_step', { from: label(from), to: label(to) });
    }
    await sql`update resource_identifier set state = ${to}, state_at = ${ctx.now}, task = coalesce(${task ?? null}, task)
      where scheme = 'cstr' and value_key = ${valueKey}`.execute(tx.db);
    if (to === 'registered') await putIntoContent(ctx, tx, resourceId, value);
  }
}

async function putIntoContent(ctx: Ctx, tx: Tx, id: Id, value: string): Promise<void> {
  const given = JSON.stringify({ cstr: value });
  await sql`update resource set fields = fields || ${given}::jsonb, revision = revision + 1, updated_at = ${ctx.now}
    where id = ${id} and not fields ? 'cstr'`.execute(tx.db);
  await sql`update resource_version v set fields = v.fields || ${given}::jsonb from resource r
    where r.id = ${id} and r.has_revision and v.resource_id = r.id and v.version = r.version + 1
      and v.fields is not null and not v.fields ? 'cstr'`.execute(tx.db);
}
