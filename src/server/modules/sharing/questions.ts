import { pick } from '../../../shared/i18n.ts';
import type { FieldFault } from '../../../shared/problems.ts';
import { sharingProblem } from '../../../shared/sharing/problems.ts';
import { act, checkRevision, type Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import { type PlatformRecord, platformsById } from '../identity/index.ts';
import { workedPlatform } from './access.ts';

interface Answer {
  question: Id;
  text: string;
}

const openQuestions = async (db: ReadDb, platforms: readonly Id[]) =>
  platforms.length === 0
    ? []
    : db
        .selectFrom('request_question')
        .selectAll()
        .where('platform_id', 'in', [...platforms])
        .where('closed', '=', false)
        .orderBy('id')
        .execute();

/** What an account answered earlier. */
async function keptAnswers(db: ReadDb, account: Id | null, questions: readonly Id[]): Promise<Map<Id, string>> {
  if (account === null || questions.length === 0) return new Map();
  const rows = await db
    .selectFrom('request_answer')
    .select(['question_id', 'text'])
    .where('account_id', '=', account)
    .where('question_id', 'in', [...questions])
    .execute();
  return new Map(rows.map(({ question_id, text }) => [question_id, text]));
}

/** What platforms ask of everybody, with what the caller answered last time. */
export async function questionsFor(ctx: Ctx, platforms: readonly PlatformRecord[]) {
  const codes = new Map(platforms.map(({ id, code }) => [id, code]));
  const questions = await openQuestions(ctx.db, [...codes.keys()]);
  const kept = await keptAnswers(
    ctx.db,
    accountOf(ctx.actor),
    questions.map(({ id }) => id),
  );
  return questions.map(({ id, platform_id, text_zh, text_en, required }) => ({
    id,
    platform: codes.get(platform_id)!,
    text: pick({ zh: text_zh, en: text_en ?? text_zh }, ctx.lang),
    required,
    answer: kept.get(id) ?? '',
  }));
}

/** Required questions that are answered neither now nor earlier, as faults. */
export async function unanswered(
  ctx: Ctx,
  platforms: readonly PlatformRecord[],
  answers: readonly Answer[],
): Promise<FieldFault[]> {
  const questions = await questionsFor(ctx, platforms);
  const given = new Map(answers.map(({ question, text }) => [question, text]));
  const known = new Set(questions.map(({ id }) => id));
  return [
    ...questions
      .filter(({ id, required, answer }) => required && (given.get(id) ?? answer) === '')
      .map(({ id, text }) => ({
        path: `body.answers.${id}`,
        code: 'answer_needed',
        zh: `请回答平台的问题：${text}`,
        en: `Please answer the platform’s question: ${text}`,
      })),
    ...answers
      .filter(({ question }) => !known.has(question))
      .map(({ question }) => ({
        path: `body.answers.${question}`,
        code: 'question_unknown',
        zh: '平台不再提这个问题',
        en: 'The platform no longer asks this',
      })),
  ];
}

export async function keepAnswers(ctx: Ctx, tx: Tx, account: Id, answers: readonly Answer[]): Promise<void> {
  for (const { question, text } of answers)
    await tx.db
      .insertInto('request_answer')
      .values({ account_id: account, question_id: question, text, at: ctx.now })
      .onConflict((oc) => oc.columns(['account_id', 'question_id']).doUpdateSet({ text, at: ctx.now }))
      .execute();
}

/** Answers of a requester to a platform's questions, those no longer asked included. */
export async function answersTo(ctx: Ctx, platform: Id, account: Id) {
  const rows = await ctx.db
    .selectFrom('request_answer as a')
    .innerJoin('request_question as q', 'q.id', 'a.question_id')
    .select(['q.text_zh', 'q.text_en', 'a.text'])
    .where('a.account_id', '=', account)
    .where('q.platform_id', '=', platform)
    .orderBy('q.id')
    .execute();
  return rows.map(({ text_zh, text_en, text }) => ({
    question: pick({ zh: text_zh, en: text_en ?? text_zh }, ctx.lang),
    text,
  }));
}

/** @throws stock.platform_unknown | kernel.not_allowed */
export async function listQuestions(ctx: Ctx, code: string) {
  const platform = await workedPlatform(ctx, code);
  return {
    items: await ctx.db
      .selectFrom('request_question')
      .selectAll()
      .where('platform_id', '=', platform.id)
      .orderBy('id')
      .execute(),
  };
}

/** @throws stock.platform_unknown | kernel.not_allowed */
export async function addQuestion(
  ctx: Ctx,
  given: { platform: string; text_zh: string; text_en?: string | null | undefined; required: boolean },
) {
  const platform = await workedPlatform(ctx, given.platform);
  return act(ctx, { action: 'sharing.question.add', detail: { platform: given.platform } }, async (tx) => {
    const id = await ctx.services.ids.next(tx.db);
    tx.on('request_question', id);
    const { text_zh, required } = given;
    return tx.db
      .insertInto('request_question')
      .values({ id, platform_id: platform.id, text_zh, text_en: given.text_en ?? null, required })
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

/** @throws sharing.question_unknown | kernel.not_allowed | kernel.stale_version */
export const closeQuestion = (ctx: Ctx, id: Id, { revision, reason }: { revision: number; reason: string }) =>
  act(
    ctx,
    { action: 'sharing.question.close', subject: { kind: 'request_question', id }, detail: { reason } },
    async (tx) => {
      const row = await tx.db
        .selectFrom('request_question')
        .selectAll()
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst();
      if (!row) throw sharingProblem('sharing.question_unknown');
      const platform = (await platformsById(tx.db, [row.platform_id])).get(row.platform_id)!;
      await workedPlatform({ ...ctx, db: tx.db }, platform.code);
      checkRevision(revision, row);
      return tx.db
        .updateTable('request_question')
        .set({ closed: true, closed_reason: reason === '' ? null : reason, revision: revision + 1 })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirstOrThrow();
    },
  );
