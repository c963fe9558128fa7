import { sql } from 'kysely';
import { addDays, addMonths, type CivilDate } from '../../../shared/dates.ts';
import type { NewMessage } from '../../../shared/notifications/new-message.ts';
import { act, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { type PlatformRecord, platformsById } from '../identity/index.ts';
import { type Question, questionsOf } from './platform-terms.ts';

const dayOf = ({ months, days }: Question, on: CivilDate): CivilDate => addDays(addMonths(on, months), days);

/** The first question from a step on whose day lies after one; undefined: no more. */
const nextQuestion = (questions: readonly Question[], from: number, on: CivilDate, after: CivilDate) =>
  questions
    .map((question, step) => ({ step, day: dayOf(question, on) }))
    .find(({ step, day }) => step >= from && day > after);

/** From now on the receiver of a service is asked, where it has an account. */
export async function openQuestions(
  ctx: Ctx,
  tx: Tx,
  { root, platform, account, on }: { root: Id; platform: PlatformRecord; account: Id | null; on: CivilDate },
): Promise<void> {
  const [first] = questionsOf(ctx, platform);
  if (account === null || first === undefined) return;
  await tx.db
    .insertInto('service_question')
    .values({ root_id: root, account_id: account, step: 0, next_on: dayOf(first, on) })
    .execute();
}

interface Due {
  root_id: Id;
  platform_id: Id;
  step: number;
  on_date: CivilDate;
  rated: boolean;
}

/**
 * Daily: asks every receiver whose day has come, with one message a day for all of its services. An account that cannot be asked
 * waits for the next day and keeps nobody else from being asked.
 */
export async function askReceivers(ctx: Ctx): Promise<void> {
  let after: Id = '0';
  let failed: unknown;
  for (;;) {
    const { rows } = await sql<{ account_id: Id }>`
      select distinct account_id from service_question where next_on <= ${ctx.today}::date and account_id > ${after}::bigint
      order by account_id limit 100`.execute(ctx.db);
    if (rows.length === 0) break;
    for (const { account_id } of rows)
      try {
        await act(ctx, { action: 'service_records.receiver.ask' }, (tx) => askOne(ctx, tx, account_id));
      } catch (cause) {
        failed ??= cause;
      }
    after = rows.at(-1)!.account_id;
  }
  // Told where the work that is due tells its faults, after everybody else was asked.
  if (failed !== undefined) throw failed;
}

async function askOne(ctx: Ctx, tx: Tx, account: Id): Promise<void> {
  tx.on('account', account);
  const { rows } = await sql<Due>`
    select q.root_id, r.platform_id, q.step, r.on_date,
      exists (select 1 from service_rating g where g.root_id = q.root_id) as rated
    from service_question q join service_record r on r.id = q.root_id
    where q.account_id = ${account} and q.next_on <= ${ctx.today}::date for update of q`.execute(tx.db);
  const platforms = await platformsById(
    tx.db,
    rows.map(({ platform_id }) => platform_id),
  );
  const asked = rows.map((row) => {
    const questions = questionsOf(ctx, platforms.get(row.platform_id)!);
    return { ...row, questions, asks: questions[row.step]?.asks };
  });
  const ratings = asked.filter(({ asks, rated }) => asks === 'rating' && !rated).length;
  const uses = asked.filter(({ asks }) => asks === 'use').length;
  if (ratings + uses > 0)
    await tx.queue(
      'notify',
      messageFor(account, ctx.today, ratings, uses),
      `notify:service-question:${account}:${ctx.today}`,
    );
  for (const row of asked) await moveOn(ctx, tx, row);
}

/** The next question whose day is still to come: after a long stop of the system nobody is asked twice in a row. */
async function moveOn(
  ctx: Ctx,
  tx: Tx,
  { root_id, step, on_date, questions }: Due & { questions: readonly Question[] },
): Promise<void> {
  const later = nextQuestion(questions, step + 1, on_date, ctx.today);
  await (
    later
      ? tx.db
          .updateTable('service_question')
          .set({ step: later.step, next_on: later.day })
          .where('root_id', '=', root_id)
      : tx.db.deleteFrom('service_question').where('root_id', '=', root_id)
  ).execute();
}

function messageFor(account: Id, today: CivilDate, ratings: number, uses: number): NewMessage {
  const zh = [
    ratings > 0 ? `请评价您收到的 ${ratings} 项服务。` : '',
    uses > 0
      ? `您收到的 ${uses} 项服务已有一段时间：如已产生论文、专利、标准或奖励，请登记；没有或不会再有，也请注明。`
      : '',
  ];
  const en = [
    ratings > 0 ? `Please rate ${ratings} service(s) you received.` : '',
    uses > 0
      ? `Some time has passed since ${uses} service(s) you received: please report papers, patents, standards or awards that came of them, or say that there will be none.`
      : '',
  ];
  return {
    account,
    key: `service-question:${account}:${today}`,
    kind: 'other',
    case: null,
    subject:
      ratings > 0
        ? { zh: '请评价收到的服务', en: 'Please rate the services you received' }
        : { zh: '请登记资源利用成果', en: 'Please report what came of the resources you used' },
    body: { zh: zh.filter(Boolean).join('\n'), en: en.filter(Boolean).join('\n') },
    link: '/received',
    mandatory: false,
  };
}
