import { pick } from '../../../shared/i18n.ts';
import type { Citation } from '../../../shared/problems.ts';
import { proceduresProblem } from '../../../shared/procedures/problems.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { desksOfActor, visibleCase } from './access.ts';
import { filesOf } from './case-files.ts';
import { onSubjectSide, readable, readsAsOffice } from './field-readers.ts';
import { rowOfEvent, valueText } from './labels.ts';
import { placeOf } from './place.ts';
import { submissionDigest } from './receipt-document.ts';
import { rulesOf } from './rules.ts';

/** The receipt of a submission, for whoever made it, their side, and the offices. @throws procedures.no_receipt */
export async function readReceipt(ctx: Ctx, id: Id, eventId: Id) {
  const row = await visibleCase(ctx, id);
  const event = await ctx.db
    .selectFrom('case_event')
    .selectAll()
    .where('case_id', '=', id)
    .where('id', '=', eventId)
    .executeTakeFirst();
  const detail = (event?.detail ?? {}) as {
    receipt?: boolean;
    data?: Record<string, unknown>;
    answers?: Record<string, unknown>;
    document?: { code: string; number: string };
  };
  const desks = ctx.actor.kind === 'system' ? 'all' : await desksOfActor(ctx);
  const own = event?.account_id === accountOf(ctx.actor) || (event !== undefined && onSubjectSide(event.party));
  if (!event || detail.receipt !== true || !(own || readsAsOffice(desks, row.readers)))
    throw proceduresProblem('procedures.no_receipt');
  const { procedure } = rulesOf(ctx, row);
  const submitted = { ...detail.data, ...detail.answers };
  const values = readable(procedure, await placeOf(ctx.db, row), desks, submitted);
  const files = (await filesOf(ctx, row)).filter((file) => Object.values(values).includes(file.id));
  return {
    number: `${id}-${eventId}`,
    programme: row.programme_id,
    procedure: pick(procedure.label, ctx.lang),
    action: pick(rowOfEvent(procedure, event)!.label, ctx.lang),
    title: row.title,
    submitted_by: event.actor_name,
    at: event.at,
    received_on: event.on_date,
    fields: Object.entries(values).map(([field, value]) => ({
      label: procedure.fields[field] ? pick(procedure.fields[field].label, ctx.lang) : field,
      text: files.find((file) => file.id === value)?.name ?? valueText(procedure, field, value, ctx.lang),
    })),
    files: files.map(({ name, size, sha256 }) => ({ name, size, sha256 })),
    digest: submissionDigest({
      case: id,
      action: event.action!,
      at: event.at,
      submitted,
      files: files.map(({ sha256 }) => sha256),
    }),
    document: detail.document ?? null,
    cite: event.cite as Citation,
  };
}
