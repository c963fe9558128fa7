import { statedRelations } from '../../../shared/catalogue/relations.ts';
import type { Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { writeIndex } from '../search/index.ts';
import { keepBefore } from './keep-before.ts';
import { accessOf, fundingOf } from './record-facts.ts';
import { putRelations } from './relation-rows.ts';
import { prepareForSearch } from './search-preparation.ts';
import {
  dropIdentifiers,
  dropKeys,
  insertResources,
  type NewIdentifier,
  type NewKey,
  type NewResource,
  type NewVersion,
  putIdentifiers,
  putKeys,
  putVersions,
  supersede,
  updateResources,
} from './write-rows.ts';
import type { Candidate, Known, WriteTarget } from './write-target.ts';

export interface Content {
  created: readonly { candidate: Candidate; id: Id }[];
  changed: readonly Known[];
  same: readonly Known[];
}

/** Writes what was found admissible: records, versions, local numbers, identifiers and search rows. */
export async function writeContent(
  ctx: Ctx,
  tx: Tx,
  target: WriteTarget,
  { created, changed, same }: Content,
): Promise<void> {
  await insertResources(
    tx,
    created.map(({ candidate, id }) => resourceRow(ctx, target, candidate, id)),
  );
  await putVersions(
    tx,
    created.map(({ candidate, id }) => versionRow(ctx, target, candidate, id, { version: 1, waits: false })),
    true,
  );
  await replaceContent(ctx, tx, target, changed);
  const settled = changed.filter((candidate) => !waitsAsRevision(target, candidate));
  await dropKeys(
    tx,
    settled.filter(({ key, existing }) => key !== existing.key).map(({ existing }) => existing.id),
  );
  await putKeys(tx, [
    ...created.map(({ candidate, id }) => keyRow(target, candidate, id)),
    ...[...same, ...changed]
      .filter((candidate) => target.batchId !== undefined || settled.includes(candidate))
      .map((candidate) => keyRow(target, candidate, candidate.existing.id)),
  ]);
  await putBorneIdentifiers(ctx, tx, created, settled);
  const stated = ({ checked }: Candidate) => statedRelations(target.type, checked.fields, target.base);
  await putRelations(tx, [
    ...created.map(({ candidate, id }) => ({ id, isNew: true, stated: stated(candidate) })),
    ...settled.map((candidate) => ({ id: candidate.existing.id, isNew: false, stated: stated(candidate) })),
  ]);
  await indexContent(ctx, tx, target, created, settled);
}

/** Published content is found at once; a suspended record stays out of sight. */
async function indexContent(
  ctx: Ctx,
  tx: Tx,
  target: WriteTarget,
  created: Content['created'],
  settled: readonly Known[],
): Promise<void> {
  if (target.state !== 'published') return;
  const entry = (candidate: Candidate, id: Id, publishedAt: string) => ({
    id,
    publishedAt,
    prepared: candidate.prepared ?? prepareForSearch(target.type, target.platform, candidate.checked),
  });
  await writeIndex(tx, [
    ...created.map(({ candidate, id }) => entry(candidate, id, ctx.now)),
    ...settled
      .filter(({ existing }) => existing.state !== 'suspended')
      .map((candidate) => entry(candidate, candidate.existing.id, candidate.existing.published_at ?? ctx.now)),
  ]);
}

/** A change of a public record that is not published at once waits as a revision. */
const waitsAsRevision = (target: WriteTarget, { existing }: Known): boolean =>
  target.state === 'draft' && (existing.state === 'published' || existing.state === 'suspended');

async function replaceContent(ctx: Ctx, tx: Tx, target: WriteTarget, changed: readonly Known[]): Promise<void> {
  const waiting = changed.filter((candidate) => waitsAsRevision(target, candidate));
  const public_ = changed
    .filter(({ existing }) => existing.state === 'published' || existing.state === 'suspended')
    .filter((c) => !waiting.includes(c));
  const inPlace = changed.filter((candidate) => !waiting.includes(candidate) && !public_.includes(candidate));
  if (target.batchId !== undefined) {
    const overwritten = [...inPlace, ...waiting.filter(({ existing }) => existing.has_revision)];
    await keepBefore(
      tx,
      target.batchId,
      overwritten.map(({ existing }) => existing.id),
    );
  }
  await putVersions(
    tx,
    waiting.map((c) => versionRow(ctx, target, c, c.existing.id, { version: c.existing.version + 1, waits: true })),
    false,
  );
  await markRevisions(
    tx,
    waiting.map(({ existing }) => existing.id),
    ctx.now,
  );
  await supersede(
    tx,
    public_.map(({ existing }) => existing.id),
  );
  const versionOf = (c: Known): number => c.existing.version + (public_.includes(c) ? 1 : 0);
  const replaced = [...public_, ...inPlace];
  await putVersions(
    tx,
    replaced.map((c) => versionRow(ctx, target, c, c.existing.id, { version: versionOf(c), waits: false })),
    false,
  );
  await updateResources(
    tx,
    replaced.map((c) => ({
      ...resourceRow(ctx, target, c, c.existing.id),
      // A suspended record stays suspended until somebody resumes it.
      state: c.existing.state === 'suspended' ? 'suspended' : target.state,
      published_at: c.existing.published_at ?? (target.state === 'published' ? ctx.now : null),
      version: versionOf(c),
    })),
  );
}

async function markRevisions(tx: Tx, ids: readonly Id[], at: string): Promise<void> {
  if (ids.length === 0) return;
  await tx.db
    .updateTable('resource')
    .set((eb) => ({ has_revision: true, revision: eb('revision', '+', 1), updated_at: at }))
    .where('id', 'in', [...ids])
    .execute();
}

function resourceRow(ctx: Ctx, target: WriteTarget, { checked, key }: Candidate, id: Id): NewResource {
  return {
    id,
    platform_id: target.platform.id,
    type: target.type.id,
    local_key: key,
    state: target.state,
    title: checked.title,
    title_en: checked.titleEn ?? null,
    fields: JSON.stringify(checked.fields),
    access: accessOf(checked.fields),
    funding: fundingOf(checked.fields),
    quality: checked.quality,
    demo: target.platform.demo,
    author_id: accountOf(ctx.actor),
    created_at: ctx.now,
    updated_at: ctx.now,
    confirmed_at: ctx.now,
    published_at: target.state === 'published' ? ctx.now : null,
  };
}

function versionRow(
  ctx: Ctx,
  target: WriteTarget,
  { checked }: Candidate,
  id: Id,
  at: { version: number; waits: boolean },
): NewVersion {
  return {
    resource_id: id,
    version: at.version,
    state: at.waits ? 'draft' : target.state,
    fields: at.waits ? JSON.stringify(checked.fields) : null,
    title: at.waits ? checked.title : null,
    author_id: accountOf(ctx.actor),
    author_name: ctx.actor.kind === 'anonymous' ? '' : ctx.actor.name,
    created_at: ctx.now,
    published_at: !at.waits && target.state === 'published' ? ctx.now : null,
    note: target.note ?? null,
    batch_id: target.batchId ?? null,
  };
}

const keyRow = (target: WriteTarget, { key, row }: Candidate, id: Id): NewKey => ({
  platform_id: target.platform.id,
  type: target.type.id,
  key,
  resource_id: id,
  batch_id: target.batchId ?? null,
  batch_row: target.batchId === undefined ? null : row,
});

async function putBorneIdentifiers(
  ctx: Ctx,
  tx: Tx,
  created: readonly { candidate: Candidate; id: Id }[],
  changed: readonly Known[],
): Promise<void> {
  const rowsOf = (candidate: Candidate, id: Id): NewIdentifier[] =>
    candidate.identifiers.map(({ scheme, value, valueKey }) => ({
      scheme,
      value_key: valueKey,
      value,
      resource_id: id,
      state: 'registered',
      state_at: ctx.now,
    }));
  const kept = changed.flatMap((candidate) => rowsOf(candidate, candidate.existing.id));
  await dropIdentifiers(
    tx,
    changed.map(({ existing }) => existing.id),
    kept,
    ctx.now,
  );
  await putIdentifiers(tx, [...created.flatMap(({ candidate, id }) => rowsOf(candidate, id)), ...kept]);
}
