import { isDeepStrictEqual } from 'node:util';
import type { RecordFields } from '../../../shared/catalogue/resource-type.ts';
import { lockName, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import { type KeyedResource, resourcesByKey } from './store.ts';
import {
  refuse,
  refuseByRelations,
  refuseByRules,
  refuseByState,
  refuseForeignIdentifiers,
  refuseTwins,
} from './write-checks.ts';
import { writeContent } from './write-content.ts';
import {
  type Candidate,
  candidateOf,
  type IncomingRecord,
  type Known,
  type WriteOutcome,
  type WriteTarget,
} from './write-target.ts';

const nothingYet = (): WriteOutcome => ({ created: [], updated: [], unchanged: [], refused: [] });

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
  const outcome = nothingYet();
  const open = await admissible(tx, target, records, outcome);
  const same = new Set(
    open.filter(({ existing, checked }) => existing !== undefined && isSame(existing, checked.fields, target.state)),
  );
  const changed = open.filter(
    (candidate): candidate is Known => candidate.existing !== undefined && !same.has(candidate),
  );
  const fresh = open.filter(({ existing }) => existing === undefined);
  outcome.unchanged = [...same].map(({ existing }) => existing!.id);
  outcome.updated = changed.map(({ existing }) => existing.id);
  outcome.created = await ctx.services.ids.take(tx.db, fresh.length);
  const created = fresh.map((candidate, i) => ({ candidate, id: outcome.created[i]! }));
  await writeContent(ctx, tx, target, { created, changed, same: [...same] as Known[] });
  return outcome;
}

/** What `writeRecords` would refuse, without writing anything. */
export async function refusalsOf(
  tx: Tx,
  target: WriteTarget,
  records: readonly IncomingRecord[],
): Promise<WriteOutcome> {
  const outcome = nothingYet();
  for (const { existing, checked } of await admissible(tx, target, records, outcome)) {
    if (existing === undefined) outcome.created.push('');
    else (isSame(existing, checked.fields, target.state) ? outcome.unchanged : outcome.updated).push(existing.id);
  }
  return outcome;
}

async function admissible(
  tx: Tx,
  target: WriteTarget,
  records: readonly IncomingRecord[],
  outcome: WriteOutcome,
): Promise<Candidate[]> {
  await takeTurn(tx, target);
  let open: Candidate[] = records.map((record) => candidateOf(target.type, record));
  open = refuseTwins(open, outcome);
  open = refuseByRules(target, open, outcome);
  const keys = open.map(({ key }) => key);
  const known = await resourcesByKey(tx.db, target.platform.id, target.type.id, keys);
  for (const candidate of open) candidate.existing = known.get(candidate.key);
  open = refuseByState(target, open, outcome);
  open = await refuseForeignIdentifiers(tx, open, outcome);
  return refuseByRelations(tx, target, open, outcome);
}

/** Two writers of one platform and type take turns, so that a look-up stays true until the insert. */
const takeTurn = (tx: Tx, { platform, type }: WriteTarget): Promise<void> =>
  lockName(tx, `catalogue:${platform.id}:${type.id}`);

/**
 * Replaces the content of one record, whose local number may change with it while no other record bears the new one.
 * @param existing the record as it is, locked by the caller
 */
export async function rewriteRecord(
  ctx: Ctx,
  tx: Tx,
  target: WriteTarget,
  existing: KeyedResource,
  record: IncomingRecord,
): Promise<WriteOutcome> {
  const outcome = nothingYet();
  await takeTurn(tx, target);
  const candidate: Known = { ...candidateOf(target.type, record), existing };
  let open: Candidate[] = refuseByRules(target, [candidate], outcome);
  const bearer = (await resourcesByKey(tx.db, target.platform.id, target.type.id, [candidate.key])).get(candidate.key);
  if (bearer && bearer.id !== existing.id) {
    const params = { key: candidate.key, title: bearer.title };
    refuse(outcome, record.row, { field: target.type.key[0]![0]!, code: 'write.key_taken', params });
    open = [];
  }
  open = await refuseForeignIdentifiers(tx, open, outcome);
  open = await refuseByRelations(tx, target, open, outcome);
  if (open.length === 0) return outcome;
  await writeContent(ctx, tx, target, { created: [], changed: [candidate], same: [] });
  return { ...outcome, updated: [existing.id] };
}

const isSame = (existing: KeyedResource, fields: RecordFields, state: 'draft' | 'published'): boolean =>
  !existing.has_revision &&
  isDeepStrictEqual(existing.fields, fields) &&
  (state === 'draft' || existing.state === 'published' || existing.state === 'suspended');
