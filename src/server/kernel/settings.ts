import type { z } from 'zod';
import type { Tx } from './act.ts';
import type { ReadDb } from './db/open.ts';

/** A setting of the installation, or undefined while none is stored. @throws ZodError when what is stored is not valid */
export async function readSetting<T extends z.ZodType>(
  db: ReadDb,
  key: string,
  schema: T,
): Promise<z.output<T> | undefined> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
  return row && schema.parse(row.value);
}

/** Stores a setting of the installation, over the one there is. */
export async function writeSetting(tx: Pick<Tx, 'db'>, key: string, value: unknown): Promise<void> {
  const text = JSON.stringify(value);
  await tx.db
    .insertInto('setting')
    .values({ key, value: text })
    .onConflict((oc) => oc.column('key').doUpdateSet({ value: text }))
    .execute();
}

export async function deleteSetting(tx: Tx, key: string): Promise<void> {
  await tx.db.deleteFrom('setting').where('key', '=', key).execute();
}
