import { identifierInWords } from '../../../shared/catalogue/identifiers.ts';
import { namedIn } from '../../../shared/service-records/find-identifiers.ts';
import type { FoundBy } from '../../../shared/service-records/use-codes.ts';
import type { UseContent } from '../../../shared/service-records/use-schemas.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { identifiersOf, recordHeads, recordsIdentified, recordsNumbered } from '../catalogue/index.ts';

/** How a work names a resource, so that it is found again: CSTR, else DOI, else its number with the platform's name. */
export async function citedAs(db: ReadDb, ids: readonly Id[]): Promise<Map<Id, string>> {
  const [heads, identifiers] = [await recordHeads(db, ids), await identifiersOf(db, ids)];
  return new Map(
    [...heads.values()].map((head) => {
      const all = identifiers.get(head.id) ?? [];
      const best = all.find(({ scheme }) => scheme === 'cstr') ?? all.find(({ scheme }) => scheme === 'doi');
      return [head.id, best ? identifierInWords(best.scheme, best.value) : (head.localNumber ?? head.id)];
    }),
  );
}

/** NAT-24.2, GZ-18.2: the words of a work name every resource it used by an identifier or number. */
export async function acknowledged(db: ReadDb, content: UseContent, resources: readonly Id[]): Promise<boolean> {
  const named = namedIn(content.acknowledgement);
  const words = new Set([...named.cstr, ...named.doi, ...named.numbers]);
  const [heads, identifiers] = [await recordHeads(db, resources), await identifiersOf(db, resources)];
  return resources.every((id) => {
    const number = heads.get(id)?.localNumber;
    return (
      (identifiers.get(id) ?? []).some(({ key }) => words.has(key)) ||
      (number !== null && number !== undefined && words.has(number))
    );
  });
}

/** Resources of a platform that a text names, each with what it was found by. */
export async function resourcesNamed(db: ReadDb, platform: Id, text: string): Promise<Map<Id, FoundBy[]>> {
  const found = new Map<Id, FoundBy[]>();
  const add = (id: Id, by: FoundBy): void => {
    found.set(id, [...new Set([...(found.get(id) ?? []), by])]);
  };
  const named = namedIn(text);
  for (const scheme of ['cstr', 'doi'] as const)
    for (const id of (await recordsIdentified(db, platform, scheme, named[scheme])).values()) add(id, scheme);
  for (const heads of (await recordsNumbered(db, platform, named.numbers)).values())
    if (heads.length === 1) add(heads[0]!.id, 'local_number');
  return found;
}
