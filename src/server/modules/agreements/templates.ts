import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { TEMPLATE_KINDS, TEMPLATE_STATES, type TemplateKind } from '../../../shared/agreements/codes.ts';
import { agreementsProblem } from '../../../shared/agreements/problems.ts';
import { shareFault, sharesText, sharesWhole } from '../../../shared/agreements/property.ts';
import { templateContent, type TemplateContent } from '../../../shared/agreements/template-content.ts';
import type { Lang } from '../../../shared/i18n.ts';
import { citationOf } from '../../../shared/policy/ruled.ts';
import type { Citation } from '../../../shared/problems.ts';
import { act, checkRevision, type Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import type { Id } from '../../kernel/ids.ts';
import { PACKAGE_ROOT } from '../../kernel/package-root.ts';
import { readYaml } from '../../kernel/yaml-file.ts';
import { type PlatformRecord, platformsById } from '../identity/index.ts';
import { ruleSetOf } from '../policy/index.ts';
import { keptPlatforms, ownPlatform, ownPlatformById } from './access.ts';
import { type VersionRow, versions } from './facts.ts';
import { labelOf, platformLink } from './names.ts';

const wordings = z.strictObject({ material: templateContent, data: templateContent });
let read: z.output<typeof wordings> | undefined;

/** A wording to start from. */
export function houseWording(kind: TemplateKind) {
  read ??= readYaml(join(PACKAGE_ROOT, 'document-templates/agreements.yaml'), wordings);
  return { name: TEMPLATE_KINDS[kind], content: read[kind] };
}

/** SHA-256 of what a version says, in hex: its parsed content has one order of members. */
export const digestOf = (content: TemplateContent): string =>
  createHash('sha256')
    .update(JSON.stringify(templateContent.parse(content)))
    .digest('hex');

/** The rule that ownership is settled beforehand, of a platform's programmes. */
const propertyCite = (ctx: Ctx, platform: PlatformRecord): Citation | undefined =>
  platform.programmes.flatMap(({ rule_set }) => {
    const set = ruleSetOf(ctx, rule_set);
    return set.sharing?.property.value === true ? [citationOf(set, set.sharing.property)] : [];
  })[0];

/** Shares may be left open in a draft; given, they are the whole. @throws agreements.shares_refused */
export function checkShares(shares: TemplateContent['shares'], cite: Citation | undefined): void {
  const fault = shares.length === 0 ? undefined : shareFault(shares);
  if (!fault) return;
  const errors = [{ path: 'body.shares', ...fault, ...(cite && { cite }) }];
  throw agreementsProblem('agreements.shares_refused', { what_zh: fault.zh, what_en: fault.en }, { errors, cite });
}

/** @throws agreements.platform_unknown | kernel.not_allowed | agreements.shares_refused */
export async function createTemplate(
  ctx: Ctx,
  { platform: code, kind, ...content }: TemplateContent & { platform: string; kind: TemplateKind },
): Promise<Id> {
  const platform = await ownPlatform(ctx, code);
  checkShares(content.shares, propertyCite(ctx, platform));
  return act(ctx, { action: 'agreements.template.create', detail: { platform: code, kind } }, async (tx) => {
    const id = await ctx.services.ids.next(tx.db);
    tx.on('agreement_template', id);
    await tx.db
      .insertInto('agreement_template')
      .values({
        id,
        platform_id: platform.id,
        kind,
        state: 'draft',
        content: JSON.stringify(content),
        demo: platform.demo,
        created_at: ctx.now,
      })
      .execute();
    return id;
  });
}

async function locked(ctx: Ctx, tx: Tx, id: Id) {
  const row = await tx.db
    .selectFrom('agreement_template')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw agreementsProblem('agreements.template_unknown');
  const platform = await ownPlatformById(ctx, tx.db, row.platform_id);
  return { row, platform, content: templateContent.parse(row.content) };
}

/** @throws kernel.stale_version | agreements.template_unknown | agreements.template_not_now | agreements.shares_refused */
export const saveTemplate = (ctx: Ctx, id: Id, { revision, ...content }: TemplateContent & { revision: number }) =>
  act(ctx, { action: 'agreements.template.save', subject: { kind: 'agreement_template', id } }, async (tx) => {
    const { row, platform, content: before } = await locked(ctx, tx, id);
    checkRevision(revision, row, { content: before });
    if (row.state === 'withdrawn') throw agreementsProblem('agreements.template_not_now');
    checkShares(content.shares, propertyCite(ctx, platform));
    await tx.db
      .updateTable('agreement_template')
      .set({ content: JSON.stringify(content), changed: true, revision: revision + 1 })
      .where('id', '=', id)
      .execute();
  });

/**
 * Publishes an agreement as a version that never changes, or takes it back: what was accepted stands.
 * @throws kernel.stale_version | agreements.template_unknown | agreements.template_not_now | agreements.template_incomplete
 */
export const actOnTemplate = (
  ctx: Ctx,
  id: Id,
  { action, revision }: { action: 'publish' | 'withdraw'; revision: number },
) =>
  act(ctx, { action: `agreements.template.${action}`, subject: { kind: 'agreement_template', id } }, async (tx) => {
    const { row, content } = await locked(ctx, tx, id);
    checkRevision(revision, row);
    const possible = action === 'publish' ? row.state !== 'withdrawn' && row.changed : row.state === 'published';
    if (!possible) throw agreementsProblem('agreements.template_not_now');
    if (action === 'publish') await publish(ctx, tx, id, { version: row.version + 1, content });
    await tx.db
      .updateTable('agreement_template')
      .set({
        revision: revision + 1,
        ...(action === 'publish'
          ? { state: 'published', version: row.version + 1, changed: false }
          : { state: 'withdrawn' }),
      })
      .where('id', '=', id)
      .execute();
  });

async function publish(
  ctx: Ctx,
  tx: Tx,
  id: Id,
  { version, content }: { version: number; content: TemplateContent },
): Promise<void> {
  if (content.clauses.length === 0 || !sharesWhole(content.shares))
    throw agreementsProblem('agreements.template_incomplete');
  await tx.db
    .insertInto('agreement_version')
    .values({
      template_id: id,
      version,
      content: JSON.stringify(content),
      digest: digestOf(content),
      published_by: accountOf(ctx.actor),
      published_name: ctx.actor.kind === 'anonymous' ? '' : ctx.actor.name,
      published_at: ctx.now,
    })
    .execute();
}

const works = (ctx: Ctx) =>
  ctx.db
    .selectFrom('agreement_template as t')
    .leftJoin('agreement_version as v', (join) =>
      join.onRef('v.template_id', '=', 't.id').onRef('v.version', '=', 't.version'),
    )
    .selectAll('t')
    .select('v.digest')
    .select((eb) =>
      eb
        .selectFrom('agreement_acceptance as a')
        .select(eb.fn.countAll<string>().as('count'))
        .whereRef('a.template_id', '=', 't.id')
        .as('accepted'),
    );
type WorkRow = Awaited<ReturnType<ReturnType<typeof works>['executeTakeFirstOrThrow']>>;

const workOf = (ctx: Ctx, row: WorkRow, platform: PlatformRecord) => {
  const kind = row.kind as TemplateKind;
  const state = row.state as keyof typeof TEMPLATE_STATES;
  return {
    id: row.id,
    platform: platformLink(platform, ctx.lang),
    kind,
    kind_label: labelOf(TEMPLATE_KINDS, kind, ctx.lang),
    state,
    state_label: labelOf(TEMPLATE_STATES, state, ctx.lang),
    version: row.version,
    changed: row.changed,
    revision: row.revision,
    content: templateContent.parse(row.content),
    digest: row.digest,
    accepted: Number(row.accepted),
  };
};

/** @throws agreements.template_unknown | kernel.not_allowed */
export async function readTemplate(ctx: Ctx, id: Id) {
  const row = await works(ctx).where('t.id', '=', id).executeTakeFirst();
  if (!row) throw agreementsProblem('agreements.template_unknown');
  return workOf(ctx, row, await ownPlatformById(ctx, ctx.db, row.platform_id));
}

export async function listTemplates(
  ctx: Ctx,
  { limit, cursor, ...asked }: { platform?: string | undefined; limit: number; cursor?: string | undefined },
) {
  const after = readCursor(asked, cursor, z.tuple([z.string().regex(/^\d{1,19}$/)]));
  let query = works(ctx)
    .where(keptPlatforms(ctx, 't.platform_id'))
    .orderBy('t.id', 'desc')
    .limit(limit + 1);
  if (after) query = query.where('t.id', '<', after[0]);
  if (asked.platform !== undefined)
    query = query.where('t.platform_id', '=', (await ownPlatform(ctx, asked.platform)).id);
  const { items, next } = page(asked, await query.execute(), limit, ({ id }) => [id]);
  const platforms = await platformsById(
    ctx.db,
    items.map(({ platform_id }) => platform_id),
  );
  return { items: items.map((row) => workOf(ctx, row, platforms.get(row.platform_id)!)), next };
}

/** What those read who are to accept it. */
export function textOf(row: Omit<VersionRow, 'state' | 'current'>, platform: PlatformRecord, lang: Lang) {
  const content = templateContent.parse(row.content);
  return {
    id: row.template_id,
    platform: platformLink(platform, lang),
    kind_label: labelOf(TEMPLATE_KINDS, row.kind as TemplateKind, lang),
    name: (lang === 'en' ? content.name_en : null) ?? content.name_zh,
    version: row.version,
    digest: row.digest,
    clauses: content.clauses,
    shares: sharesText(content.shares, lang === 'en' ? 'en' : 'zh'),
    citation: content.citation,
    published_at: row.published_at,
  };
}

/** @throws agreements.template_unknown */
export async function readAgreement(ctx: Ctx, id: Id, version?: number) {
  const row = await versions(ctx.db)
    .where('v.template_id', '=', id)
    .where('v.version', '=', (eb) => (version === undefined ? eb.ref('t.version') : eb.val(version)))
    .executeTakeFirst();
  if (!row) throw agreementsProblem('agreements.template_unknown');
  const platform = (await platformsById(ctx.db, [row.platform_id])).get(row.platform_id)!;
  return textOf(row, platform, ctx.lang);
}
