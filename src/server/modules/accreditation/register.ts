import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import {
  decision,
  directGround,
  type RegisterStanding,
  STANDING_LABELS,
  standingOfEntry,
} from '../../../shared/accreditation/register.ts';
import type { accreditationRoutes } from '../../../shared/accreditation/routes.ts';
import type { entryRow, entryView } from '../../../shared/accreditation/schemas.ts';
import type { InputOf } from '../../../shared/contract.ts';
import type { Bilingual } from '../../../shared/i18n.ts';
import { regionPrefix } from '../../../shared/identity/codes.ts';
import { civilDateAt } from '../../../shared/dates.ts';
import type { Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import type { Id } from '../../kernel/ids.ts';
import { findPlatform, platformsById, portalProgrammes } from '../identity/index.ts';
import { ruleSetVersion } from '../policy/index.ts';
import { casesById, rulesOf } from '../procedures/index.ts';
import { isDecider } from './access.ts';
import { entriesOfDocument, papersOf } from './register-papers.ts';
import { entriesOfPlatform, entryOf, type EntryRow, eventsOfEntry } from './register-store.ts';

type Query = InputOf<typeof accreditationRoutes.listRegister>['query'];
export type RegisterFilter = Omit<Query, 'limit' | 'cursor'>;
export type Entry = z.input<typeof entryRow>;

/** Entries, the newest first. */
export async function listRegister(ctx: Ctx, { limit, cursor, ...asked }: Query) {
  const after = readCursor(asked, cursor, z.tuple([z.string()]));
  const rows = await selectEntries(ctx, asked, after?.[0], limit + 1);
  const { items, next } = page(asked, rows, limit, ({ id }) => [id]);
  return { items: await entryRows(ctx, items), next };
}

/** Rows that a filter finds, the newest first. */
export async function selectEntries(
  ctx: Ctx,
  asked: RegisterFilter,
  after: Id | undefined,
  limit: number,
): Promise<EntryRow[]> {
  const where = await conditions(ctx, asked);
  if (after !== undefined) where.push(sql<SqlBool>`e.id < ${after}`);
  const { rows } = await sql<EntryRow>`
    select e.* from register_entry e where ${sql.join(where, sql` and `)} order by e.id desc limit ${limit}`.execute(
    ctx.db,
  );
  return rows;
}

async function conditions(ctx: Ctx, asked: RegisterFilter): Promise<RawBuilder<SqlBool>[]> {
  const where = [sql<SqlBool>`true`];
  if (asked.programme !== undefined) where.push(sql<SqlBool>`e.programme_id = ${asked.programme}`);
  if (asked.class !== undefined) where.push(sql<SqlBool>`e.class = ${asked.class}`);
  if (asked.region !== undefined) where.push(sql<SqlBool>`e.region_code like ${`${regionPrefix(asked.region)}%`}`);
  if (asked.standing !== undefined) where.push(standingCondition(ctx, asked.standing));
  if (asked.platform !== undefined) {
    const platform = await findPlatform(ctx.db, asked.platform);
    where.push(sql<SqlBool>`e.platform_id = ${platform?.id ?? '0'}`);
  }
  if (asked.document !== undefined) {
    const about = await entriesOfDocument(ctx, asked.document);
    where.push(sql<SqlBool>`e.id = any(${about}::bigint[])`);
  }
  if (asked.q !== '') {
    const words = sql`lower(concat_ws(' ', e.name_zh, e.name_en, e.host_name, e.plaque_no, e.list_no))`;
    where.push(sql<SqlBool>`position(${asked.q.toLowerCase()} in ${words}) > 0`);
  }
  return where;
}

/** The same rule as {@link standingOfEntry}, for lists. */
function standingCondition({ today }: Pick<Ctx, 'today'>, standing: RegisterStanding): RawBuilder<SqlBool> {
  const day = sql`${today}::date`;
  switch (standing) {
    case 'valid':
      return sql<SqlBool>`e.status = 'valid' and coalesce(e.term_last >= ${day}, true) and coalesce(e.term_first <= ${day}, true)`;
    case 'to_come':
      return sql<SqlBool>`e.status = 'valid' and e.term_first > ${day} and coalesce(e.term_last >= ${day}, true)`;
    case 'lapsed':
      return sql<SqlBool>`(e.status = 'lapsed' or (e.status = 'valid' and e.term_last < ${day}))`;
    case 'ended':
      return sql<SqlBool>`e.status = 'ended'`;
  }
}

const named = (zh: string | null, en: string | null): Bilingual | null => (zh === null ? null : { zh, en: en ?? zh });

export async function entryRows(ctx: Ctx, rows: readonly EntryRow[]): Promise<Entry[]> {
  const [programmes, platforms, cases] = [
    await portalProgrammes(ctx),
    await platformsById(
      ctx.db,
      rows.map(({ platform_id }) => platform_id),
    ),
    await casesById(
      ctx.db,
      rows.flatMap(({ case_id }) => case_id ?? []),
    ),
  ];
  return rows.map((row) => {
    const platform = platforms.get(row.platform_id)!;
    const standing = standingOfEntry(row, ctx.today);
    const about = row.case_id === null ? undefined : cases.get(row.case_id);
    const state = about && rulesOf(ctx, about).procedure.states[about.state];
    return {
      id: row.id,
      programme: row.programme_id,
      programme_name: programmes.find(({ id }) => id === row.programme_id)!.name,
      platform: { code: platform.code, name_zh: row.name_zh, name_en: row.name_en },
      class: named(row.class_zh, row.class_en),
      host: row.host_name,
      head: row.head,
      region: platform.region,
      supervising: row.supervising_name,
      standing,
      // What a jurisdiction calls the end of it: 已终止, 已退出, 已撤销.
      standing_label: standing === 'ended' && state?.final ? state.label : STANDING_LABELS[standing],
      entered_on: row.entered_on,
      term_first: row.term_first,
      term_last: row.term_last,
      ended_on: row.ended_on,
      excluded_until: row.excluded_until,
      plaque_no: row.plaque_no,
      plaque_on: row.plaque_on,
      list_no: row.list_no,
      list_on: row.list_on,
      direct: row.direct === null ? null : directGround.parse(row.direct),
      decision: decision.parse(row.decision),
      trial: row.trial,
      demo: row.demo,
    };
  });
}

const EVENT_LABELS: Readonly<Record<string, Bilingual>> = {
  entered: { zh: '列入', en: 'Entered' },
  changed: { zh: '变更', en: 'Changed' },
  lapsed: { zh: '到期', en: 'Lapsed' },
  ended: { zh: '终止', en: 'Ended' },
  admitted_again: { zh: '例外准予申报', en: 'Admitted to apply again' },
};

const COLUMNS: Readonly<Record<string, Bilingual>> = {
  head: { zh: '负责人', en: 'Head' },
  name_zh: { zh: '名称', en: 'Name' },
  host_name: { zh: '依托单位', en: 'Host' },
  plaque_no: { zh: '牌匾编号', en: 'Plaque number' },
  plaque_on: { zh: '授牌日期', en: 'Plaque awarded on' },
  class: { zh: '准予申报的类别', en: 'Class admitted' },
};

/** @throws accreditation.entry_unknown */
export async function readEntry(ctx: Ctx, id: Id): Promise<z.input<typeof entryView>> {
  const row = await entryOf(ctx.db, id);
  const [entry] = (await entryRows(ctx, [row])) as [Entry];
  const { instrument } = ruleSetVersion(ctx, row.rule_set, row.rule_set_version);
  const events = await eventsOfEntry(ctx.db, id);
  const others = (await entriesOfPlatform(ctx.db, row.programme_id, row.platform_id)).filter((one) => one.id !== id);
  return {
    ...entry,
    rule_set: { id: row.rule_set, version: row.rule_set_version, title: instrument.title },
    history: events.map((event) => ({
      on: event.on_date,
      kind: event.kind,
      kind_label: EVENT_LABELS[event.kind]!,
      decision: decision.parse(event.decision),
      changes: Object.entries(event.changes as Record<string, { from: string | null; to: string } | string>).map(
        ([name, change]) => ({
          label: COLUMNS[name] ?? { zh: name, en: name },
          ...(typeof change === 'string' ? { from: null, to: change } : change),
        }),
      ),
    })),
    notices: await noticesOf(ctx, row.platform_id),
    papers: await papersOf(ctx, row, others),
    others: await entryRows(ctx, others),
    may_admit: isDecider(ctx, row.programme_id) && row.excluded_until !== null && row.excluded_until >= ctx.today,
  };
}

/** Notices that a platform was on, the newest first. */
async function noticesOf(ctx: Ctx, platform: Id): Promise<z.input<typeof entryView>['notices']> {
  const rows = await ctx.db
    .selectFrom('public_notice as n')
    .innerJoin('public_notice_item as i', 'i.notice_id', 'n.id')
    .select(['n.id', 'n.title_zh', 'n.title_en', 'n.published_at'])
    .where('i.platform_id', '=', platform)
    .orderBy('n.id', 'desc')
    .limit(50)
    .execute();
  return rows.map(({ id, title_zh, title_en, published_at }) => ({
    id,
    title: { zh: title_zh, en: title_en },
    published_on: civilDateAt(published_at),
  }));
}
