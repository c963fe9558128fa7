import type { NoticeList } from '../../../shared/accreditation/notice-list.ts';
import { accreditationProblem } from '../../../shared/accreditation/problems.ts';
import { act, type Tx } from '../../kernel/act.ts';
import { baseUrlOf } from '../../kernel/config.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { type CaseEffect, type CaseRow, casesById, counterOf, rulesOf, takeInside } from '../procedures/index.ts';
import { keepPublicKey, noticeKey } from './key.ts';
import { authorityOf, itemsOf, noticeClock, periodOf, textOf } from './notice-facts.ts';
import { signList } from './sign.ts';

/** Notices published in a transaction and not yet frozen. */
const gathered = new WeakMap<Tx, CaseRow[]>();

/** Effect `publish_notice`: what the sub-case puts on notice is frozen and signed, with all of its kind that the same act publishes. */
export const publishNotice: CaseEffect = async (ctx, tx, row) => {
  const before = gathered.get(tx);
  if (before) return void before.push(row);
  gathered.set(tx, [row]);
  tx.last(() => freezeGathered(ctx, tx).then(() => {}));
};

/** Freezes what was gathered, in a list of each kind and wording. @returns ids of the notices */
async function freezeGathered(ctx: Ctx, tx: Tx): Promise<Id[]> {
  const alike = new Map<string, CaseRow[]>();
  for (const row of gathered.get(tx) ?? []) {
    const key = JSON.stringify([kindOf(row), row.data['text'], row.data['contact']]);
    alike.set(key, [...(alike.get(key) ?? []), row]);
  }
  gathered.set(tx, []);
  const ids: Id[] = [];
  for (const rows of alike.values()) ids.push(await freeze(ctx, tx, rows));
  return ids;
}

export interface PublishInput {
  programme: string;
  cases: readonly { id: Id; version: number }[];
  text: string;
  contact: string;
}

/**
 * Publishes prepared notices of one kind as one: each platform keeps a sub-case of its own, so that an objection holds it alone.
 * All are published, or none.
 * @throws accreditation.notices_differ | procedures.* of the first that cannot be published
 */
export async function publishTogether(ctx: Ctx, { programme, cases, text, contact }: PublishInput): Promise<Id> {
  const counter = await counterOf(ctx, programme);
  return act(ctx, { action: 'accreditation.notice.publish', detail: { cases: cases.length } }, async (tx) => {
    // In the order of ids, in which cases are locked everywhere.
    const sorted = [...cases].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
    const rows = await casesById(
      tx.db,
      sorted.map(({ id }) => id),
    );
    if (!sameKind([...rows.values()], programme)) throw accreditationProblem('accreditation.notices_differ');
    for (const { id, version } of sorted)
      await takeInside(ctx, tx, counter, {
        id,
        action: publishingAction(ctx, rows.get(id)),
        version,
        data: {},
        overrides: {},
        typed: { text, contact },
      });
    if ((gathered.get(tx) ?? []).length < sorted.length) throw accreditationProblem('accreditation.published_before');
    return (await freezeGathered(ctx, tx))[0]!;
  });
}

const kindOf = (row: CaseRow): string =>
  [row.programme_id, row.procedure, row.rule_set, row.rule_set_version, row.trial].join(' ');

const sameKind = (rows: readonly CaseRow[], programme: string): boolean =>
  new Set(rows.map(kindOf)).size <= 1 && rows.every(({ programme_id }) => programme_id === programme);

/** The action by which a notice is published; what cannot be published is told by the engine. */
function publishingAction(ctx: Ctx, row: CaseRow | undefined): string {
  const rows = row ? rulesOf(ctx, row).procedure.transitions : [];
  return rows.find(({ does }) => does.includes('publish_notice'))?.action ?? 'publish';
}

async function freeze(ctx: Ctx, tx: Tx, rows: readonly CaseRow[]): Promise<Id> {
  const [row] = rows as [CaseRow];
  const { procedure } = rulesOf(ctx, row);
  const id = await ctx.services.ids.next(tx.db);
  const items = await itemsOf(ctx, tx.db, rows);
  const clock = await noticeClock(ctx, tx.db, row);
  const { period, cite } = periodOf(ctx, row, clock);
  const list: NoticeList = {
    format: 'keyuan.notice/1',
    instance: baseUrlOf(ctx.services.config),
    notice: id,
    programme: row.programme_id,
    kind: row.procedure,
    kind_label: procedure.label,
    title: titleOf(
      procedure.label,
      items.map(({ item }) => item),
    ),
    authority: await authorityOf({ ...ctx, db: tx.db }, row.programme_id),
    trial: row.trial,
    published_at: ctx.now,
    period,
    cite,
    text: textOf(row.data['text']),
    contact: textOf(row.data['contact']),
    items: items.map(({ item }) => item),
  };
  const key = noticeKey(ctx.services.config);
  await keepPublicKey(ctx, tx, key);
  const signed = signList(list, key);
  await tx.db
    .insertInto('public_notice')
    .values({
      id,
      programme_id: row.programme_id,
      procedure: row.procedure,
      rule_set: row.rule_set,
      rule_set_version: row.rule_set_version,
      trial: row.trial,
      demo: row.demo,
      title_zh: list.title.zh,
      title_en: list.title.en,
      published_at: ctx.now,
      clock: clock.clock,
      first_date: period.first,
      last_date: period.last,
      list: signed.text,
      sha256: signed.sha256,
      signature: signed.signature,
      key_fingerprint: key.fingerprint,
      search_text: [list.title.zh, list.title.en, ...items.map(({ item }) => wordsOf(item))].join(' ').toLowerCase(),
    })
    .execute();
  await tx.db
    .insertInto('public_notice_item')
    .values(
      items.map(({ item, about }) => ({
        notice_id: id,
        position: item.position,
        case_id: item.case,
        about_id: about.id,
        platform_id: about.platform_id,
        corrects: item.corrects,
      })),
    )
    .execute();
  tx.note({ notice: { id, sha256: signed.sha256, key: key.fingerprint } });
  return id;
}

const wordsOf = ({ name_zh, name_en, host }: NoticeList['items'][number]): string =>
  [name_zh, name_en, host].filter(Boolean).join(' ');

function titleOf(label: NoticeList['kind_label'], items: NoticeList['items']): NoticeList['title'] {
  const [first] = items as [NoticeList['items'][number]];
  const more = items.length - 1;
  return {
    zh: `${label.zh}：${first.name_zh}${more === 0 ? '' : `等 ${items.length} 个`}`,
    en: `${label.en}: ${first.name_en ?? first.name_zh}${more === 0 ? '' : ` and ${more} more`}`,
  };
}
