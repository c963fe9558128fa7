import { sharingProblem } from '../../../shared/sharing/problems.ts';
import type { Role } from '../../../shared/identity/roles.ts';
import type { Bilingual } from '../../../shared/i18n.ts';
import type { Side } from '../../../shared/sharing/item-states.ts';
import { act, type Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import { keepFile, storedFiles } from '../../kernel/stored-files.ts';
import type { Download } from '../../kernel/http/mount.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import type { Id } from '../../kernel/ids.ts';
import { mayOnPlatform } from '../identity/index.ts';
import { demandBy } from './access.ts';
import { unitOf } from './create.ts';
import { tell } from './events.ts';
import { tellPerson, workersOn } from './notify.ts';
import { lockPart, type Part, readPart, touchPart } from './part-lock.ts';
import { colleaguesOf } from './part-view.ts';

/** Who may hand over what a colleague has. */
const HEADS = ['platform_head', 'host_admin'] as const satisfies readonly Role[];
const FILE_LIMIT = 100 * 1024 ** 2;

/** Tells the other side of a part. */
export async function tellOther(
  ctx: Ctx,
  tx: Tx,
  part: Part,
  { side, occasion, subject, body }: { side: Side; occasion: string; subject: Bilingual; body: Bilingual },
): Promise<void> {
  const readers = side === 'platform' ? [part.row.account_id] : await workersOn(ctx, tx, part.row, part.platform);
  for (const reader of readers) await tellPerson(tx, reader, { part: part.id, occasion, subject, body });
}

/**
 * Takes a request on, or gives it to a colleague; one that somebody else has is handed over by whoever has it, or by the head;
 * that of somebody who is gone is free.
 * @throws sharing.request_unknown | kernel.not_allowed | kernel.stale_version | sharing.claimed_by_other |
 *   sharing.not_a_colleague
 */
export const claimRequest = (ctx: Ctx, id: Id, { revision, account }: { revision: number; account?: Id | undefined }) =>
  act(
    ctx,
    { action: 'sharing.request.claim', subject: { kind: 'request_part', id }, detail: { account } },
    async (tx) => {
      const part = await lockPart(ctx, tx, id, revision);
      demandBy(part, 'platform');
      if (part.row.state === 'closed') throw sharingProblem('sharing.closed');
      const own = accountOf(ctx.actor)!;
      const { claimed_by, claimed_name } = part.row;
      const wanted = account ?? own;
      const colleagues = await colleaguesOf({ db: tx.db, today: ctx.today }, part.platform);
      const isOthers = claimed_by !== own && colleagues.some((one) => one.id === claimed_by);
      if (isOthers && (wanted === own || !mayOnPlatform(ctx, part.platform, HEADS)))
        throw sharingProblem('sharing.claimed_by_other', { name: claimed_name ?? '' });
      const colleague = colleagues.find((one) => one.id === wanted);
      if (!colleague && wanted !== own) throw sharingProblem('sharing.not_a_colleague');
      const name = colleague?.name ?? (ctx.actor.kind === 'account' ? ctx.actor.name : '');
      await tell(ctx, tx, id, { kind: wanted === own ? 'claimed' : 'handed_over', side: 'platform', text: name });
      // Taking it on is no answer yet: the clock of the promised answer goes on.
      await touchPart(ctx, tx, part, 'platform', {
        claimed_by: wanted,
        claimed_name: name,
        answered_at: part.row.answered_at,
      });
      if (wanted !== own)
        await tellPerson(tx, wanted, {
          part: id,
          occasion: `handed:${part.row.revision}`,
          subject: { zh: `申请 ${part.row.number} 转交给您`, en: `Request ${part.row.number} was handed over to you` },
          body: {
            zh: `资源服务申请 ${part.row.number} 已转交给您办理。`,
            en: `Request ${part.row.number} is yours now.`,
          },
        });
    },
  );

/** @throws sharing.request_unknown */
export const sayOnRequest = (ctx: Ctx, id: Id, { text, question }: { text: string; question: boolean }) =>
  act(ctx, { action: 'sharing.request.say', subject: { kind: 'request_part', id } }, async (tx) => {
    const part = await lockPart(ctx, tx, id);
    const side = part.sides[0]!;
    const asks = side === 'platform' && question && part.row.state === 'open';
    const answers = side === 'requester' && part.row.waits_for_requester;
    const event = await tell(ctx, tx, id, { kind: asks ? 'question' : answers ? 'answer' : 'message', side, text });
    await touchPart(ctx, tx, part, side, { waits_for_requester: asks || (part.row.waits_for_requester && !answers) });
    await tellOther(ctx, tx, part, {
      side,
      occasion: `said:${event}`,
      subject: { zh: `申请 ${part.row.number} 有新留言`, en: `New message on request ${part.row.number}` },
      body: { zh: text, en: text },
    });
  });

/** @throws sharing.request_unknown | kernel.too_large */
export async function attachFile(ctx: Ctx, id: Id, name: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  await readPart(ctx, ctx.db, id);
  const stored = await ctx.services.files.put(bytes, FILE_LIMIT);
  await act(
    ctx,
    { action: 'sharing.file.add', subject: { kind: 'request_part', id }, detail: { ...stored } },
    async (tx) => {
      const part = await lockPart(ctx, tx, id);
      const side = part.sides[0]!;
      const file = await keepFile(ctx, tx, { ...stored, name, mediaType: 'application/octet-stream' });
      const event = await tell(ctx, tx, id, { kind: 'file', side, text: file.name });
      await tx.db
        .insertInto('request_file')
        .values({ event_id: event, id: file.id, name: file.name, size: String(stored.size), sha256: stored.sha256 })
        .execute();
      await touchPart(ctx, tx, part, side, { answered_at: part.row.answered_at });
    },
  );
}

/** @throws sharing.request_unknown | kernel.file_unknown */
export async function readAttached(ctx: Ctx, id: Id, file: Id): Promise<Download> {
  await readPart(ctx, ctx.db, id);
  const found = await ctx.db
    .selectFrom('request_file as f')
    .innerJoin('request_event as e', 'e.id', 'f.event_id')
    .select('f.id')
    .where('e.part_id', '=', id)
    .where('f.id', '=', file)
    .executeTakeFirst();
  const stored = found && (await storedFiles(ctx.db, [file])).get(file);
  if (!stored) throw kernelProblem('kernel.file_unknown');
  const { name, size, sha256 } = stored;
  return {
    bytes: (range) => ctx.services.files.read(sha256, range),
    name,
    mediaType: 'application/octet-stream',
    size,
    sha256,
  };
}

/**
 * The requester goes on from the organisation they are in now: with the whole request, so that each of its platforms is told, and
 * each of its parts has another revision.
 * @throws kernel.not_allowed | kernel.stale_version
 */
export const renewUnit = (ctx: Ctx, id: Id, revision: number) =>
  act(ctx, { action: 'sharing.request.unit', subject: { kind: 'request_part', id } }, async (tx) => {
    const part = await lockPart(ctx, tx, id, revision);
    demandBy(part, 'requester');
    const unit = await unitOf({ ...ctx, db: tx.db }, part.row.account_id);
    const { region_code, ...rest } = unit;
    const place = region_code === null ? rest : unit;
    await tx.db.updateTable('request').set(place).where('id', '=', part.request.id).execute();
    const others = await tx.db
      .selectFrom('request_part')
      .select('id')
      .where('request_id', '=', part.request.id)
      .where('id', '<>', id)
      .orderBy('id')
      .execute();
    tx.note({ parts: [id, ...others.map((other) => other.id)] });
    await tellOfUnit(ctx, tx, part, unit.organisation_name);
    for (const other of others) await tellOfUnit(ctx, tx, await lockPart(ctx, tx, other.id), unit.organisation_name);
  });

async function tellOfUnit(ctx: Ctx, tx: Tx, part: Part, unit: string | null): Promise<void> {
  await tell(ctx, tx, part.id, { kind: 'unit', side: 'requester', text: unit ?? '' });
  await touchPart(ctx, tx, part, 'requester');
  await tellOther(ctx, tx, part, {
    side: 'requester',
    occasion: `unit:${part.row.revision}`,
    subject: {
      zh: `申请 ${part.row.number} 的申请人更新了所在单位`,
      en: `The requester of ${part.row.number} has renewed the unit`,
    },
    body: { zh: `现为：${unit ?? '个人'}。`, en: `It is now: ${unit ?? 'an individual'}.` },
  });
}
