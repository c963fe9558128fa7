import { pick } from '../../../shared/i18n.ts';
import { desksOf } from '../../../shared/procedures/desks.ts';
import { proceduresProblem } from '../../../shared/procedures/problems.ts';
import { act, lockName } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Download } from '../../kernel/http/mount.ts';
import type { Id } from '../../kernel/ids.ts';
import { fileOfCode, fileOfSubject, issueReceipt, wasIssued } from '../documents/index.ts';
import { portalProgrammes } from '../identity/index.ts';
import { desksOfActor, sees } from './access.ts';
import { placeOf } from './place.ts';
import { readReceipt } from './receipts.ts';
import { rulesOf } from './rules.ts';
import { findCase } from './store.ts';

/**
 * The receipt of a submission as a PDF: the one issued with it. Where none was, as a name could not be printed (which must not
 * keep anybody from submitting), it is issued when it is first asked for, or refused with the character at fault. What it says does not depend on who asks, as only the side that submitted may.
 * @throws procedures.no_receipt | documents.characters_missing
 */
export async function downloadReceipt(ctx: Ctx, id: Id, eventId: Id): Promise<Download> {
  const receipt = await readReceipt(ctx, id, eventId);
  const event = await ctx.db
    .selectFrom('case_event')
    .select(['account_id', 'party'])
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow();
  const row = (await findCase(ctx.db, id))!;
  const side = event.party === null ? [] : desksOf(event.party, await placeOf(ctx.db, row));
  if (event.account_id !== accountOf(ctx.actor) && !sees(await desksOfActor(ctx), side))
    throw proceduresProblem('procedures.no_receipt');
  if (receipt.document !== null) return fileOfCode(ctx, receipt.document.code);
  const subject = { kind: 'case_event', id: eventId };
  return (await fileOfSubject(ctx, subject, 'receipt')) ?? (await issued());

  async function issued(): Promise<Download> {
    const { ruleSet } = rulesOf(ctx, row);
    const programme = (await portalProgrammes(ctx)).find((other) => other.id === row.programme_id)!;
    const authority = programme.authority ?? programme.name;
    await act(ctx, { action: 'procedures.receipt.issue', subject }, async (tx) => {
      await lockName(tx, `procedures.receipt.${eventId}`);
      if (await wasIssued(tx, subject, 'receipt')) return;
      await issueReceipt(
        ctx,
        tx,
        {
          authority: authority.zh,
          programme: programme.name.zh,
          what: `${receipt.procedure} · ${receipt.action}`,
          case_number: receipt.number,
          applicant: receipt.submitted_by,
          subject: receipt.title,
          submitted_at: receipt.at,
          content_sha256: receipt.digest,
          files: receipt.files,
          basis: `《${pick(ruleSet.instrument.title, 'zh-CN')}》${receipt.cite.article}`,
          next: null,
          trial: row.trial,
        },
        { programme: row.programme_id, subject, owner: event.account_id },
      );
    });
    return (await fileOfSubject(ctx, subject, 'receipt'))!;
  }
}
