import { shownCode } from '../../../shared/documents/code.ts';
import { complaintsProblem } from '../../../shared/complaints/problems.ts';
import type { complaintsRoutes } from '../../../shared/complaints/routes.ts';
import { heldFor, LIMITS } from '../../../shared/complaints/said.ts';
import type { InputOf } from '../../../shared/contract.ts';
import { civilDateAt } from '../../../shared/dates.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { act, lockName, type Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { clocksOf, openFromOutside, outsideCtx, openingDesk, subjectOf } from '../procedures/index.ts';
import { PROCEDURE, readForm } from './form.ts';
import { digestOf, newCode, saidDigest, senderOf } from './secrets.ts';
import { takeFiles } from './uploads.ts';

const hoursAgo = (ctx: Ctx, hours: number): string => new Date(Date.parse(ctx.now) - hours * 3_600_000).toISOString();

/**
 * Takes a complaint in: a case with the supervising department, a number, and a code that is shown this once. What looks like a
 * flood or a repetition is taken in too, to be looked at first.
 * @throws complaints.not_taken_here | platform_unknown | too_many | file_gone; procedures.requirements_unmet | answers_wrong
 */
export async function fileComplaint(asker: Ctx, input: InputOf<typeof complaintsRoutes.fileComplaint>['body']) {
  const ctx = outsideCtx(asker);
  const form = await readForm(ctx, input);
  if (form.programme?.id !== input.programme || !form.platform) throw await refusalFor(ctx, input);
  const desk = await openingDesk(ctx, input.programme, PROCEDURE);
  const subject = await subjectOf(ctx, 'platform', { kind: 'platform', id: form.platform.code }, input.programme);
  const sender = await senderOf(asker);
  const said = saidDigest(
    Object.values(input.data)
      .toSorted((a, b) => b.length - a.length)
      .slice(0, 2),
  );
  const code = await newCode(asker);
  const event = { action: 'complaints.complaint.file', detail: { platform: form.platform.code } };
  return act(ctx, event, async (tx) => {
    await lockName(tx, `complaints.sender:${sender}`);
    const twice = await sentBefore(tx, code, said);
    if (twice) return answerOf(tx, twice, code);
    const facts = await factsOf(ctx, tx, { sender, said, platform: subject.platform_id! });
    if (facts.lastDay >= LIMITS.most) throw complaintsProblem('complaints.too_many', { most: LIMITS.most });
    const held = heldFor({ lastHour: facts.lastHour, saidBefore: facts.before !== null });
    const number = await openFromOutside(ctx, tx, desk, {
      programme: input.programme,
      procedure: PROCEDURE,
      subject,
      action: held === null ? 'file' : 'hold',
      data: input.data,
      files: await takeFiles(ctx, tx, desk.rules, input.files),
    });
    tx.on('case', number);
    await tx.db
      .insertInto('complaint')
      .values({
        case_id: number,
        programme_id: input.programme,
        platform_id: subject.platform_id!,
        code_digest: digestOf(code),
        sender,
        said,
        held,
        repeats: facts.before,
        filed_at: ctx.now,
        lang: asker.lang,
        account_id: input.keep ? accountOf(asker.actor) : null,
      })
      .execute();
    return answerOf(tx, { number, filed_on: ctx.today }, code);
  });
}

interface Filed {
  number: Id;
  filed_on: string;
}

async function answerOf(tx: Tx, filed: Filed, code: string) {
  const running = (await clocksOf(tx.db, filed.number)).find(({ state }) => state === 'running');
  return { ...filed, code: shownCode(code), due: running?.last_date ?? null };
}

/** The same, sent again after its answer was lost. @throws kernel.idempotency_mismatch */
async function sentBefore(tx: Tx, code: string, said: string): Promise<Filed | undefined> {
  const found = await tx.db
    .selectFrom('complaint')
    .select(['case_id', 'said', 'filed_at'])
    .where('code_digest', '=', digestOf(code))
    .executeTakeFirst();
  if (found && found.said !== said) throw kernelProblem('kernel.idempotency_mismatch');
  return found && { number: found.case_id, filed_on: civilDateAt(found.filed_at) };
}

async function refusalFor(ctx: Ctx, { programme, platform }: { programme: string; platform: string }) {
  const { programmes } = await readForm(ctx, {});
  return programmes.some(({ id }) => id === programme)
    ? complaintsProblem('complaints.platform_unknown', { platform })
    : complaintsProblem('complaints.not_taken_here', { programme });
}

async function factsOf(ctx: Ctx, tx: Tx, { sender, said, platform }: { sender: string; said: string; platform: Id }) {
  const sent = await tx.db
    .selectFrom('complaint')
    .select('filed_at')
    .where('sender', '=', sender)
    .where('filed_at', '>', hoursAgo(ctx, 24))
    .execute();
  const before = await tx.db
    .selectFrom('complaint')
    .select('case_id')
    .where('platform_id', '=', platform)
    .where('said', '=', said)
    .where('filed_at', '>', hoursAgo(ctx, LIMITS.repeatedDays * 24))
    .orderBy('case_id')
    .limit(1)
    .executeTakeFirst();
  const hour = Date.parse(hoursAgo(ctx, 1));
  return {
    lastDay: sent.length,
    lastHour: sent.filter(({ filed_at }) => Date.parse(filed_at) > hour).length,
    before: before?.case_id ?? null,
  };
}
