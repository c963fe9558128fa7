import { checkPublishing, checkSaving, type RuleFault } from '../../../shared/catalogue/rule-checks.ts';
import type { Tx } from '../../kernel/act.ts';
import { platformsById } from '../identity/index.ts';
import { relationRefusals } from './relation-rules.ts';
import { claimKey, identifierOwners } from './store.ts';
import { DIGEST, type Candidate, type Refusal, type WriteOutcome, type WriteTarget } from './write-target.ts';

export const refuse = (outcome: WriteOutcome, row: number, fault: Omit<Refusal, 'row'>): void =>
  void outcome.refused.push({ row, ...fault });

/** A digest tells nobody anything: where it stands for the number, the content is what comes twice. */
export const keyTwice = (key: string, first: number): Omit<Refusal, 'row'> =>
  key.startsWith(DIGEST)
    ? { field: null, code: 'write.content_twice', params: { first } }
    : { field: null, code: 'write.key_twice', params: { key, first } };

/** The same local number, or the same identifier, twice in one chunk: the first one counts. */
export function refuseTwins(open: readonly Candidate[], outcome: WriteOutcome): Candidate[] {
  const keys = new Map<string, number>();
  const identifiers = new Map<string, number>();
  return open.filter(({ row, key, identifiers: borne }) => {
    const first = keys.get(key);
    if (first !== undefined) {
      refuse(outcome, row, keyTwice(key, first));
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
export function refuseByRules(target: WriteTarget, open: readonly Candidate[], outcome: WriteOutcome): Candidate[] {
  return open.filter(({ row, checked }) => {
    // A title made from other fields is a title.
    const fields = { ...checked.fields, title: checked.title };
    const faults: RuleFault[] = [
      ...checkSaving(target.rules, fields),
      ...(target.state === 'published' ? checkPublishing(target.rules, fields, target) : []),
    ];
    for (const { field, code, params, cite } of faults) refuse(outcome, row, { field, code, params, cite });
    return faults.length === 0;
  });
}

/** A withdrawn record keeps its number for ever; a number that this batch has already written comes twice in the file. */
export function refuseByState(target: WriteTarget, open: readonly Candidate[], outcome: WriteOutcome): Candidate[] {
  return open.filter(({ row, key, existing }) => {
    if (existing?.state === 'withdrawn') {
      refuse(outcome, row, { field: null, code: 'write.withdrawn', params: { key } });
      return false;
    }
    if (target.batchId !== undefined && existing?.batch_id === target.batchId && existing.batch_row !== String(row)) {
      refuse(outcome, row, keyTwice(key, Number(existing.batch_row)));
      return false;
    }
    return true;
  });
}

/** What they say of other resources, which look at one another as well. */
export async function refuseByRelations(
  tx: Tx,
  { base, type, platform, rules }: WriteTarget,
  open: readonly Candidate[],
  outcome: WriteOutcome,
): Promise<Candidate[]> {
  const refused = await relationRefusals(
    tx.db,
    base,
    open.map(({ row, key, identifiers, checked, existing }) => ({
      row,
      key,
      identifiers,
      id: existing?.id,
      type,
      platform: platform.code,
      fields: checked.fields,
      title: checked.title,
      rules,
    })),
  );
  outcome.refused.push(...refused);
  const rows = new Set(refused.map(({ row }) => row));
  return rows.size === 0 ? [...open] : open.filter(({ row }) => !rows.has(row));
}

export async function refuseForeignIdentifiers(
  tx: Tx,
  open: readonly Candidate[],
  outcome: WriteOutcome,
): Promise<Candidate[]> {
  const owners = await identifierOwners(
    tx.db,
    open.flatMap(({ identifiers }) => identifiers),
  );
  if (owners.size === 0) return [...open];
  const platforms = await platformsById(
    tx.db,
    [...owners.values()].map(({ platformId }) => platformId),
  );
  return open.filter(({ row, identifiers, existing }) => {
    for (const { scheme, value, valueKey } of identifiers) {
      const owner = owners.get(claimKey(scheme, valueKey));
      if (owner && owner.resourceId !== existing?.id) {
        refuse(outcome, row, {
          field: fieldOf(scheme),
          code: 'write.identifier_taken',
          params: { value, title: owner.title, platform: platforms.get(owner.platformId)?.name_zh ?? '' },
        });
        return false;
      }
    }
    return true;
  });
}

const fieldOf = (scheme: string): string => (scheme === 'cstr' || scheme === 'doi' ? scheme : 'identifiers');
