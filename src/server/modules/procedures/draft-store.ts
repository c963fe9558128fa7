import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';

/** What has been typed into a case's fields, with the revision of each. */
export const draftsOf = (db: ReadDb, caseId: Id) =>
  db
    .selectFrom('case_draft')
    .select(['field', 'value', 'revision', 'account_id', 'at'])
    .where('case_id', '=', caseId)
    .orderBy('field')
    .execute();
