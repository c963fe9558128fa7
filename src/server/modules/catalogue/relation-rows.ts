import { sql } from 'kysely';
import { localReference, type Reference, type StatedRelation } from '../../../shared/catalogue/relations.ts';
import type { RelationType } from '../../../shared/catalogue/resource-type.ts';
import type { Tx } from '../../kernel/act.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import { type ColumnTypes, insertRows } from '../../kernel/db/rows.ts';
import type { Id } from '../../kernel/ids.ts';
import { DIGEST } from './write-target.ts';

/** What can be looked up from the other end. */
const FOLLOWED: ReadonlySet<Reference['scheme']> = new Set(['cstr', 'doi', 'resource', 'local']);

/** One name for what a reference names and what a record goes by. */
export const claimOf = ({ scheme, key }: Pick<Reference, 'scheme' | 'key'>): string => `${scheme}\n${key}`;

/** Everything a record can be named by. */
export const claimsOf = (record: {
  id?: Id | undefined;
  platform: string;
  type: string;
  key: string;
  identifiers: readonly { scheme: string; valueKey: string }[];
}): string[] => [
  ...(record.id === undefined ? [] : [`resource\n${record.id}`]),
  ...(record.key.startsWith(DIGEST) ? [] : [`local\n${localReference(record.platform, record.type, record.key)}`]),
  ...record.identifiers.map(({ scheme, valueKey }) => `${scheme}\n${valueKey}`),
];

const RELATION: ColumnTypes = {
  resource_id: 'bigint',
  position: 'int',
  relation: 'text',
  inherits: 'boolean',
  scheme: 'text',
  value_key: 'text',
};

/** Replaces what records say of others. */
export async function putRelations(
  tx: Tx,
  records: readonly { id: Id; isNew: boolean; stated: readonly StatedRelation[] }[],
): Promise<void> {
  await dropRelations(
    tx,
    records.filter(({ isNew }) => !isNew).map(({ id }) => id),
  );
  const rows = records.flatMap(({ id, stated }) =>
    stated
      .filter(({ reference }) => FOLLOWED.has(reference.scheme))
      .map(({ type, inherits, reference: { scheme, key } }, position) => ({
        resource_id: id,
        position,
        relation: type,
        inherits,
        scheme,
        value_key: key,
      })),
  );
  if (rows.length > 0) await insertRows('resource_relation', RELATION, rows).execute(tx.db);
}

export async function dropRelations(tx: Tx, ids: readonly Id[]): Promise<void> {
  if (ids.length > 0)
    await sql`delete from resource_relation where resource_id = any(${[...ids]}::bigint[])`.execute(tx.db);
}

export interface RelationRow {
  resource_id: Id;
  relation: RelationType;
  inherits: boolean;
  scheme: Reference['scheme'];
  value_key: string;
}

export const relationsOfMany = async (db: ReadDb, ids: readonly Id[]): Promise<RelationRow[]> =>
  ids.length === 0
    ? []
    : (
        await sql<RelationRow>`
          select resource_id, relation, inherits, scheme, value_key from resource_relation
          where resource_id = any(${[...ids]}::bigint[]) order by resource_id, position`.execute(db)
      ).rows;
