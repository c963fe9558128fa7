import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import { ADMINISTRATION } from '../../../shared/identity/administration.ts';
import { ORGANISATION_KINDS, type OrganisationKind, regionPrefix } from '../../../shared/identity/codes.ts';
import { identityProblem } from '../../../shared/identity/problems.ts';
import type { registerRoutes } from '../../../shared/identity/register-routes.ts';
import type { organisationChange, organisationInput, organisationView } from '../../../shared/identity/schemas.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import type { InputOf } from '../../../shared/contract.ts';
import type { Bilingual } from '../../../shared/i18n.ts';
import { act, checkRevision, lockName, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { organisationManaged, scopeOf } from './access.ts';
import { contains, every } from './like.ts';
import { checkRegion } from './regions.ts';

export type OrganisationView = z.input<typeof organisationView>;
type OrganisationInput = z.output<typeof organisationInput>;

interface Row {
  id: Id;
  name_zh: string;
  name_en: string | null;
  uscc: string | null;
  kind: OrganisationKind;
  region_code: string | null;
  region_label: Bilingual | null;
  supervising: { id: Id; name: string; name_en: string | null } | null;
  defence: boolean;
  demo: boolean;
  state: 'active' | 'closed';
  revision: number;
  created_at: string;
  managed: boolean;
}

async function selectOrganisations(ctx: Ctx, where: RawBuilder<SqlBool>, after: RawBuilder<unknown>): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select o.id, o.name_zh, o.name_en, o.uscc, o.kind, o.region_code, o.defence, o.demo, o.state, o.revision, o.created_at,
      case when r.code is not null then jsonb_build_object('zh', r.name_zh, 'en', r.name_en) end as region_label,
      case when s.id is not null
        then jsonb_build_object('id', s.id::text, 'name', s.name_zh, 'name_en', s.name_en) end as supervising,
      ${organisationManaged(scopeOf(ctx.actor, ADMINISTRATION.edit_organisations))} as managed
    from organisation o left join region r on r.code = o.region_code left join organisation s on s.id = o.supervising_id
    where ${where} ${after}`.execute(ctx.db);
  return rows;
}

const viewOf = ({ managed, ...row }: Row): OrganisationView => ({
  ...row,
  kind_label: ORGANISATION_KINDS[row.kind],
  actions: managed ? ['update'] : [],
});

/** Organisations by name. */
export async function listOrganisations(ctx: Ctx, query: InputOf<typeof registerRoutes.listOrganisations>['query']) {
  const { limit, cursor, ...asked } = query;
  const after = readCursor(asked, cursor, z.tuple([z.string(), z.string()]));
  const where = every([
    asked.q !== '' &&
      sql<SqlBool>`(${contains('o.name_zh', asked.q)} or ${contains('o.name_en', asked.q)} or o.uscc = ${asked.q.toUpperCase()})`,
    asked.kind !== undefined && sql<SqlBool>`o.kind = ${asked.kind}`,
    asked.region !== undefined && sql<SqlBool>`o.region_code like ${`${regionPrefix(asked.region)}%`}`,
    asked.supervising !== undefined && sql<SqlBool>`o.supervising_id = ${asked.supervising}`,
    asked.state !== undefined && sql<SqlBool>`o.state = ${asked.state}`,
    after && sql<SqlBool>`(o.name_zh, o.id) > (${after[0]}, ${after[1]}::bigint)`,
  ]);
  const rows = await selectOrganisations(ctx, where, sql`order by o.name_zh, o.id limit ${limit + 1}`);
  const { items, next } = page(asked, rows, limit, (row) => [row.name_zh, row.id]);
  return { items: items.map(viewOf), next };
}

async function organisationRow(ctx: Ctx, id: Id): Promise<Row> {
  const [row] = await selectOrganisations(ctx, sql<SqlBool>`o.id = ${id}`, sql``);
  if (!row) throw identityProblem('identity.organisation_unknown');
  return row;
}

/** @throws identity.organisation_unknown */
export const readOrganisation = async (ctx: Ctx, id: Id): Promise<OrganisationView> =>
  viewOf(await organisationRow(ctx, id));

/** @throws identity.uscc_taken | identity.reference_unknown */
export async function createOrganisation(ctx: Ctx, input: OrganisationInput): Promise<OrganisationView> {
  await checkRegion(ctx, input.region_code);
  const id = await act(ctx, { action: 'identity.organisation.create', detail: { input } }, async (tx) => {
    const made = await insertOrganisation(ctx, tx, input);
    tx.on('organisation', made);
    return made;
  });
  return readOrganisation(ctx, id);
}

/** Enters an organisation inside an act. @returns its id */
export async function insertOrganisation(
  ctx: Ctx,
  tx: Tx,
  { demo, ...input }: OrganisationInput & { demo?: boolean | undefined },
): Promise<Id> {
  await checkUscc(tx, input.uscc, undefined);
  await checkOrganisation(tx.db, 'supervising_id', input.supervising_id);
  const id = await ctx.services.ids.next(tx.db);
  await tx.db
    .insertInto('organisation')
    .values({
      ...input,
      id,
      name_en: input.name_en ?? null,
      uscc: input.uscc ?? null,
      region_code: input.region_code ?? null,
      supervising_id: input.supervising_id ?? null,
      demo: demo ?? false,
      created_at: ctx.now,
    })
    .execute();
  return id;
}

/**
 * Changes what is given.
 * @throws identity.organisation_unknown | kernel.not_allowed | kernel.stale_version | identity.uscc_taken |
 *   identity.supervises_itself | identity.reference_unknown
 */
export async function updateOrganisation(
  ctx: Ctx,
  id: Id,
  { revision, ...change }: z.output<typeof organisationChange>,
): Promise<OrganisationView> {
  const before = await organisationRow(ctx, id);
  if (!before.managed) throw kernelProblem('kernel.not_allowed');
  await checkRegion(ctx, change.region_code);
  const event = { action: 'identity.organisation.update', subject: { kind: 'organisation', id }, detail: { change } };
  await act(ctx, event, async (tx) => {
    const current = await tx.db
      .selectFrom('organisation')
      .select('revision')
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    checkRevision(revision, current);
    await checkUscc(tx, change.uscc, id);
    await checkOrganisation(tx.db, 'supervising_id', change.supervising_id);
    await checkNotBelow(tx, id, change.supervising_id);
    await tx.db
      .updateTable('organisation')
      .set({ ...change, revision: revision + 1 })
      .where('id', '=', id)
      .execute();
  });
  return readOrganisation(ctx, id);
}

async function checkUscc(tx: Tx, uscc: string | null | undefined, self: Id | undefined): Promise<void> {
  if (uscc === undefined || uscc === null) return;
  await lockName(tx, 'identity.uscc');
  const other = await tx.db
    .selectFrom('organisation')
    .select(['id', 'name_zh'])
    .where('uscc', '=', uscc)
    .executeTakeFirst();
  if (other && other.id !== self) throw identityProblem('identity.uscc_taken', { uscc, name: other.name_zh });
}

/** @throws identity.reference_unknown when a field names an organisation that does not exist */
export async function checkOrganisation(db: ReadDb, field: string, id: Id | null | undefined): Promise<void> {
  if (id === undefined || id === null) return;
  const found = await db.selectFrom('organisation').select('id').where('id', '=', id).executeTakeFirst();
  if (!found) throw identityProblem('identity.reference_unknown', { field: `${field} ${id}` });
}

async function checkNotBelow(tx: Tx, id: Id, supervising: Id | null | undefined): Promise<void> {
  if (supervising === undefined || supervising === null) return;
  await lockName(tx, 'identity.supervision');
  const { rows } = await sql`
    with recursive up as (
      select id, supervising_id from organisation where id = ${supervising}
      union select o.id, o.supervising_id from organisation o join up on o.id = up.supervising_id)
    select 1 from up where id = ${id}`.execute(tx.db);
  if (rows.length > 0) throw identityProblem('identity.supervises_itself');
}
