import type { Selectable } from 'kysely';
import { accreditationProblem } from '../../../shared/accreditation/problems.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Tables } from '../../kernel/db/tables.ts';
import type { Id } from '../../kernel/ids.ts';

export type NoticeRow = Selectable<Tables['public_notice']>;
export type ItemRow = Selectable<Tables['public_notice_item']>;

/** @throws accreditation.notice_unknown */
export async function noticeOf(db: ReadDb, id: Id): Promise<NoticeRow> {
  const row = await db.selectFrom('public_notice').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw accreditationProblem('accreditation.notice_unknown', { id });
  return row;
}

export const itemsOfNotices = async (db: ReadDb, notices: readonly Id[]): Promise<ItemRow[]> =>
  notices.length === 0
    ? []
    : db
        .selectFrom('public_notice_item')
        .selectAll()
        .where('notice_id', 'in', [...notices])
        .orderBy('notice_id')
        .orderBy('position')
        .execute();
