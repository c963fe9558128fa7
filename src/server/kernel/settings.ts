import type { z } from 'zod';
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
