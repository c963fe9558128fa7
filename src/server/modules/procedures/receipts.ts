import { createHash } from 'node:crypto';
import { pick } from '../../../shared/i18n.ts';
import type { Citation } from '../../../shared/problems.ts';
import { proceduresProblem } from '../../../shared/procedures/problems.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { desksOfActor, visibleCase } from './access.ts';
import { filesOf } from './case-files.ts';
import { onSubjectSide, readable, readsAsOffice } from './field-readers.ts';
import { valueText } from './labels.ts';
import { placeOf } from './place.ts';
import { rulesOf } from './rules.ts';

/** Members in the order of their names, so that the same content has the same digest (RFC 8785 in what it needs). */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const members = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(',')}}`;
}

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
    action: pick(procedure.transitions.find(({ action }) => action === event.action)!.label, ctx.lang),
    title: row.title,
    submitted_by: event.actor_name,
    at: event.at,
    received_on: event.on_date,
    fields: Object.entries(values).map(([field, value]) => ({
      label: procedure.fields[field] ? pick(procedure.fields[field].label, ctx.lang) : field,
      text: files.find((file) => file.id === value)?.name ?? valueText(procedure, field, value, ctx.lang),
    })),
    files: files.map(({ name, size, sha256 }) => ({ name, size, sha256 })),
    digest: createHash('sha256')
      .update(
        canonical({ case: id, event: eventId, at: event.at, submitted, files: files.map(({ sha256 }) => sha256) }),
      )
      .digest('hex'),
    cite: event.cite as Citation,
  };
}
