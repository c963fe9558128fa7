import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { CheckedRecord } from '../../../shared/catalogue/checked-record.ts';
import { identifierKey, parseIdentifier } from '../../../shared/catalogue/identifiers.ts';
import type { FieldSpec, RecordFields, ResourceType } from '../../../shared/catalogue/resource-type.ts';
import { checkPublishing, checkSaving, type RuleFault } from '../../../shared/catalogue/rule-checks.ts';
import type { Access, Funding } from '../../../shared/catalogue/schemas.ts';
import type { CatalogueRules } from '../../../shared/policy/catalogue-rules.ts';
import type { Citation } from '../../../shared/problems.ts';
import { lockName, type Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { indexRecords } from './documents.ts';
import { claimKey, identifierOwners, type KeyedResource, resourcesByKey } from './store.ts';
import {
  dropIdentifiers,
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

/** Where records go and under which rules. */
export interface WriteTarget {
  platform: { id: Id; demo: boolean; code: string; name: string };
  type: ResourceType;
  rules: CatalogueRules;
  /** The platform's host is a defence research unit (HN-2.2b). */
  defence: boolean;
  /** State of new records; a published record that changes gets a new version or, for `draft`, a revision that waits. */
  state: 'draft' | 'published';
  batchId?: Id;
  note?: string;
}

/** A record without faults of its own (`checkRecord`), with its row for messages: 1 for a single one. */
export interface IncomingRecord {
  row: number;
  checked: CheckedRecord;
}

export interface Refusal {
  row: number;
  field: string | null;
  code: string;
  params: Readonly<Record<string, string | number>>;
  cite?: Citation | undefined;
}

export interface WriteOutcome {
  created: Id[];
  updated: Id[];
  unchanged: Id[];
  refused: Refusal[];
}

interface Candidate extends IncomingRecord {
  key: string;
  identifiers: { scheme: string; value: string; valueKey: string }[];
  existing?: KeyedResource | undefined;
}

/** The local number of a record as it is kept: the number itself, or a digest of the key fields' content. */
export const keyText = (localKey: CheckedRecord['localKey']): string =>
  localKey.kind === 'number' ? localKey.value : `sha256:${createHash('sha256').update(localKey.value).digest('hex')}`;

/**
 * Puts records into the catalogue: new ones are created, those whose local number is known are updated, equal ones left alone.
 * Set-based: the number of statements does not grow with the number of rows. A row that breaks a rule is refused alone.
 *
 * @param records at most 1,000
 */
export async function writeRecords(
  ctx: Ctx,
  tx: Tx,
  target: WriteTarget,
  records: readonly IncomingRecord[],
): Promise<WriteOutcome> {
  const outcome: WriteOutcome = { created: [], updated: [], unchanged: [], refused: [] };
  // Two imports of one platform and type take turns, so that a look-up stays true until the insert.
  await lockName(tx, `catalogue:${target.platform.id}:${target.type.id}`);
  let open: Candidate[] = records.map((record) => ({
    ...record,
    key: keyText(record.checked.localKey),
    identifiers: identifiersOf(target.type, record.checked.fields),
  }));
  open = refuseTwins(open, outcome);
  open = refuseByRules(target, open, outcome);
  const known = await resourcesByKey(
    tx.db,
    target.platform.id,
    target.type.id,
    open.map(({ key }) => key),
  );
  for (const candidate of open) candidate.existing = known.get(candidate.key);
  open = refuseByState(target, open, outcome);
  open = await refuseForeignIdentifiers(tx, open, outcome);

  const same = open.filter(
    ({ existing, checked }) => existing !== undefined && isSame(existing, checked.fields, target.state),
  );
  const changed = open.filter((candidate) => candidate.existing !== undefined && !same.includes(candidate)) as Known[];
  const fresh = open.filter(({ existing }) => existing === undefined);
  outcome.unchanged = same.map(({ existing }) => existing!.id);
  outcome.updated = changed.map(({ existing }) => existing.id);
  outcome.created = await ctx.services.ids.take(tx.db, fresh.length);
  const created = fresh.map((candidate, i) => ({ candidate, id: outcome.created[i]! }));

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
  await putKeys(tx, [
    ...created.map(({ candidate, id }) => keyRow(target, candidate, id)),
    ...touched(target, [...same, ...changed]),
  ]);
  await putBorneIdentifiers(ctx, tx, created, changed, known);
  await indexRecords(ctx, tx, target, [
    ...created.map(({ candidate, id }) => ({
      id,
      checked: candidate.checked,
      published: target.state === 'published',
      publishedAt: ctx.now,
    })),
    ...changed
      .filter((candidate) => !waitsAsRevision(target, candidate))
      .map(({ existing, checked }) => ({
        id: existing.id,
        checked,
        published: target.state === 'published',
        publishedAt: existing.published_at ?? ctx.now,
      })),
  ]);
  return outcome;
}

type Known = Candidate & { existing: KeyedResource };

const refuse = (outcome: WriteOutcome, row: number, fault: Omit<Refusal, 'row'>): void =>
  void outcome.refused.push({ row, ...fault });

/** The same local number, or the same identifier, twice in one chunk: the first one counts. */
function refuseTwins(open: readonly Candidate[], outcome: WriteOutcome): Candidate[] {
  const keys = new Map<string, number>();
  const identifiers = new Map<string, number>();
  return open.filter(({ row, key, identifiers: borne }) => {
    const first = keys.get(key);
    if (first !== undefined) {
      refuse(outcome, row, { field: null, code: 'write.key_twice', params: { key, first } });
      return false;
    }
    const claimed = borne.find(({ scheme, valueKey }) => identifiers.has(claimKey(scheme, valueKey)));
    if (claimed) {
      const by = identifiers.get(claimKey(claimed.scheme, claimed.valueKey))!;
      refuse(outcome, row, {
        field: fieldOf(claimed.scheme),
        code: 'write.identifier_twice',
        params: { value: claimed.value, first: by },
      });
      return false;
    }
    keys.set(key, row);
    for (const { scheme, valueKey } of borne) identifiers.set(claimKey(scheme, valueKey), row);
    return true;
  });
}

/** The rules of the platform's programmes, with their articles. */
function refuseByRules(target: WriteTarget, open: readonly Candidate[], outcome: WriteOutcome): Candidate[] {
  return open.filter(({ row, checked }) => {
    const faults: RuleFault[] = [
      ...checkSaving(target.rules, checked.fields),
      ...(target.state === 'published' ? checkPublishing(target.rules, checked.fields, target) : []),
    ];
    for (const { field, code, params, cite } of faults) refuse(outcome, row, { field, code, params, cite });
    return faults.length === 0;
  });
}

/** A withdrawn record keeps its number for ever; a number that this batch has already written comes twice in the file. */
function refuseByState(target: WriteTarget, open: readonly Candidate[], outcome: WriteOutcome): Candidate[] {
  return open.filter(({ row, key, existing }) => {
    if (existing?.state === 'withdrawn') {
      refuse(outcome, row, { field: null, code: 'write.withdrawn', params: { key } });
      return false;
    }
    if (target.batchId !== undefined && existing?.batch_id === target.batchId && existing.batch_row !== String(row)) {
      refuse(outcome, row, {
        field: null,
        code: 'write.key_twice',
        params: { key, first: Number(existing.batch_row) },
      });
      return false;
    }
    return true;
  });
}

async function refuseForeignIdentifiers(
  tx: Tx,
  open: readonly Candidate[],
  outcome: WriteOutcome,
): Promise<Candidate[]> {
  const owners = await identifierOwners(
    tx.db,
    open.flatMap(({ identifiers }) => identifiers),
  );
  return open.filter(({ row, identifiers, existing }) => {
    for (const { scheme, value, valueKey } of identifiers) {
      const owner = owners.get(claimKey(scheme, valueKey));
      if (owner && owner.resourceId !== existing?.id) {
        refuse(outcome, row, {
          field: fieldOf(scheme),
          code: 'write.identifier_taken',
          params: { value, title: owner.title, id: owner.resourceId },
        });
        return false;
      }
    }
    return true;
  });
}

const fieldOf = (scheme: string): string => (scheme === 'cstr' || scheme === 'doi' ? scheme : 'identifiers');

/** Identifiers a record bears, by the fields of kind `identifier`. */
export function identifiersOf(type: ResourceType, fields: RecordFields): Candidate['identifiers'] {
  return type.fields
    .filter((field: FieldSpec) => field.kind === 'identifier' && field.scheme !== undefined && field.scheme !== 'other')
    .flatMap((field) => {
      const value = fields[field.id];
      return (Array.isArray(value) ? value : value === undefined ? [] : [value]).map((item) => {
        const { scheme, normalized } = parseIdentifier(String(item));
        return { scheme, value: normalized, valueKey: identifierKey(normalized) };
      });
    });
}

const isSame = (existing: KeyedResource, fields: RecordFields, state: 'draft' | 'published'): boolean =>
  !existing.has_revision &&
  isDeepStrictEqual(existing.fields, fields) &&
  (state === 'draft' || existing.state === 'published' || existing.state === 'suspended');

/** A change of a public record that is not published at once waits as a revision. */
const waitsAsRevision = (target: WriteTarget, { existing }: Known): boolean =>
  target.state === 'draft' && (existing.state === 'published' || existing.state === 'suspended');

async function replaceContent(ctx: Ctx, tx: Tx, target: WriteTarget, changed: readonly Known[]): Promise<void> {
  const waiting = changed.filter((candidate) => waitsAsRevision(target, candidate));
  const public_ = changed
    .filter(({ existing }) => existing.state === 'published' || existing.state === 'suspended')
    .filter((c) => !waiting.includes(c));
  const inPlace = changed.filter((candidate) => !waiting.includes(candidate) && !public_.includes(candidate));
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

export const accessOf = (fields: RecordFields): Access =>
  fields['share_scope'] === 'none' ? 'closed' : fields['share_scope'] === 'full' ? 'open' : 'conditional';

/** Where nothing is said, public money is presumed: the stricter reading. */
export const fundingOf = (fields: RecordFields): Funding => {
  const given = fields['funding'];
  return given === 'private' || given === 'mixed' ? given : 'fiscal';
};

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

const touched = (target: WriteTarget, known: readonly Candidate[]): NewKey[] =>
  target.batchId === undefined ? [] : known.map((candidate) => keyRow(target, candidate, candidate.existing!.id));

async function putBorneIdentifiers(
  ctx: Ctx,
  tx: Tx,
  created: readonly { candidate: Candidate; id: Id }[],
  changed: readonly Known[],
  known: ReadonlyMap<string, KeyedResource>,
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
  if (known.size > 0)
    await dropIdentifiers(
      tx,
      changed.map(({ existing }) => existing.id),
      kept,
      ctx.now,
    );
  await putIdentifiers(tx, [...created.flatMap(({ candidate, id }) => rowsOf(candidate, id)), ...kept]);
}
