import type { Insertable, Selectable } from 'kysely';
import { accreditationProblem } from '../../../shared/accreditation/problems.ts';
import type { RegisterDecision } from '../../../shared/accreditation/register.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Tables } from '../../kernel/db/tables.ts';
import type { Id } from '../../kernel/ids.ts';

export type EntryRow = Selectable<Tables['register_entry']>;
export type EventRow = Selectable<Tables['register_event']>;

/** What an entry is written from; host and place come from the platform's record, and so do names that are not given. */
export type NewEntry = Pick<
  Required<Insertable<Tables['register_entry']>>,
  | 'programme_id'
  | 'platform_id'
  | 'case_id'
  | 'rule_set'
  | 'rule_set_version'
  | 'trial'
  | 'class'
  | 'class_zh'
  | 'class_en'
  | 'head'
  | 'list_no'
  | 'list_on'
  | 'plaque_no'
  | 'plaque_on'
> & {
  name_zh?: string;
  name_en?: string | null;
  term_first: string | null;
  term_last: string | null;
  decision: RegisterDecision;
  direct: object | null;
};

export const validEntries = (db: ReadDb, programme: string, platform: Id): Promise<EntryRow[]> =>
  db
    .selectFrom('register_entry')
    .selectAll()
    .where('programme_id', '=', programme)
    .where('platform_id', '=', platform)
    .where('status', '=', 'valid')
    .orderBy('id')
    .execute();

export const entryOfCases = (db: ReadDb, cases: readonly Id[]): Promise<EntryRow | undefined> =>
  db
    .selectFrom('register_entry')
    .selectAll()
    .where('case_id', 'in', [...cases])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();

/** The entry of a platform that stands, for a case that was not opened under its application. */
export const entryOfPlatform = (db: ReadDb, programme: string, platform: Id): Promise<EntryRow | undefined> =>
  db
    .selectFrom('register_entry')
    .selectAll()
    .where('programme_id', '=', programme)
    .where('platform_id', '=', platform)
    .where('status', '=', 'valid')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();

/** @throws accreditation.entry_unknown */
export async function entryOf(db: ReadDb, id: Id): Promise<EntryRow> {
  const row = await db.selectFrom('register_entry').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw accreditationProblem('accreditation.entry_unknown', { id });
  return row;
}

export const eventsOfEntry = (db: ReadDb, id: Id): Promise<EventRow[]> =>
  db.selectFrom('register_event').selectAll().where('entry_id', '=', id).orderBy('id').execute();

/** All entries of a platform in a network, the newest first. */
export const entriesOfPlatform = (db: ReadDb, programme: string, platform: Id): Promise<EntryRow[]> =>
  db
    .selectFrom('register_entry')
    .selectAll()
    .where('programme_id', '=', programme)
    .where('platform_id', '=', platform)
    .orderBy('id', 'desc')
    .execute();
