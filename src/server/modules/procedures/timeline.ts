import type { z } from 'zod';
import { pick } from '../../../shared/i18n.ts';
import type { Citation } from '../../../shared/problems.ts';
import type { CasePlace, Desk } from '../../../shared/procedures/desks.ts';
import type { eventView } from '../../../shared/procedures/schemas.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import { desksOfAccount, sees } from './access.ts';
import type { NewEvent } from './events.ts';
import { onSubjectSide, readable } from './field-readers.ts';
import { EVENT_LABELS, rowOfEvent, valueText, whoLabel } from './labels.ts';
import { accountNames } from '../identity/index.ts';
import type { Id } from '../../kernel/ids.ts';
import type { CaseRules } from './rules.ts';
import type { CaseRow, EventRow } from './store.ts';

interface Reader {
  place: CasePlace;
  desks: ReadonlySet<Desk> | 'all';
  /** Reads as an office that handles the case: names of others are told. */
  office: boolean;
}

/** Somebody of an office whose name the reader is not told. */
const SOMEBODY = { zh: '经办人', en: 'An official' };

/** Parts of an event's detail that everybody who sees the event may have. */
const OPEN_DETAIL = [
  'overrides',
  'text',
  'clock',
  'before',
  'after',
  'why',
  'ended_with_parent',
  'outcome',
  'reason',
  'missing',
];

/** The timeline of a case as far as its reader sees it, the earliest first; its last 500 events. */
export async function timelineOf(
  ctx: Ctx,
  row: CaseRow,
  rules: CaseRules,
  reader: Reader,
): Promise<z.input<typeof eventView>[]> {
  const events = await ctx.db
    .selectFrom('case_event')
    .selectAll()
    .where('case_id', '=', row.id)
    .orderBy('id', 'desc')
    .limit(500)
    .execute();
  const seen = events
    .toReversed()
    .filter(({ readers }) => reader.desks === 'all' || readers === null || sees(reader.desks, readers));
  const ids = seen.flatMap((event) => peopleOf(rules, event));
  const names = await accountNames(ctx.db, reader.office ? ids : await colleaguesAmong(ctx, seen, reader));
  return seen.map((event, n) => ({
    ...eventOf(ctx, rules, event, { ...reader, names }),
    ...(!reader.office && !hasReceipt(event) && { id: `${n + 1}` }),
  }));
}

/** Accounts an event speaks of beside whoever did it: those chosen in fields, those a case was given to or taken from. */
const peopleOf = ({ procedure }: CaseRules, { detail }: EventRow): Id[] => {
  const { answers = {} } = detail as { answers?: Record<string, unknown> };
  const chosen = Object.entries(answers).flatMap(([id, value]) =>
    procedure.fields[id]?.type === 'accounts' && Array.isArray(value) ? (value as Id[]) : [],
  );
  return [...chosen, ...concerned(detail as object)];
};

/**
 * Those on the reader's own side among the people of a timeline, beside who acted as a party of the table: whoever took a case up,
 * commented on it or got it handed over. Colleagues may know each other.
 */
async function colleaguesAmong(ctx: Ctx, events: readonly EventRow[], { desks }: Reader): Promise<Id[]> {
  const people = events.flatMap(({ kind, detail, party, account_id }) => [
    ...(kind === 'handed_over' ? concerned(detail as object) : []),
    ...(party === null && account_id !== null ? [account_id] : []),
  ]);
  const found: Id[] = [];
  for (const account of new Set(people)) {
    const theirs = [...(await desksOfAccount(ctx, ctx.db, account))].filter((desk) => !desk.includes('|account|'));
    if (desks !== 'all' && sees(desks, theirs)) found.push(account);
  }
  return found;
}

/** In this order: whose place was taken, who has it now. */
const concerned = (detail: { instead_of?: unknown; account?: unknown; to?: unknown }): Id[] =>
  [detail.instead_of, detail.account, detail.to].filter((id): id is Id => typeof id === 'string');

/**
 * Numbers of events count those that others see only: outside the offices they are places in the list, but where a receipt is fetched by
 * the number.
 */
const hasReceipt = ({ detail }: EventRow): boolean => (detail as { receipt?: boolean }).receipt === true;

function eventOf(
  ctx: Ctx,
  { procedure }: CaseRules,
  event: EventRow,
  reader: Reader & { names: ReadonlyMap<Id, string> },
): z.input<typeof eventView> {
  const { lang } = ctx;
  const detail = event.detail as Record<string, unknown>;
  const answers = readable(procedure, reader.place, reader.desks, (detail['answers'] ?? {}) as Record<string, unknown>);
  const row = rowOfEvent(procedure, event);
  const { account_id: by } = event;
  const known =
    reader.office ||
    onSubjectSide(event.party) ||
    (by !== null && (by === accountOf(ctx.actor) || reader.names.has(by)));
  const party = event.party === null ? null : whoLabel(event.party, lang);
  return {
    id: event.id,
    at: event.at,
    on: event.on_date,
    kind: event.kind,
    label:
      event.kind === 'action' && row ? pick(row.label, lang) : pick(EVENT_LABELS[event.kind as NewEvent['kind']], lang),
    action: event.action,
    from: event.from_state,
    to: event.to_state,
    to_label: event.to_state === null ? null : pick(procedure.states[event.to_state]!.label, lang),
    actor: by === null ? '' : known ? event.actor_name : (party ?? pick(SOMEBODY, lang)),
    as_label: party,
    answers: Object.entries(answers).map(([id, value]) => ({
      id,
      label: procedure.fields[id] ? pick(procedure.fields[id].label, lang) : id,
      value,
      text: answerText(procedure, id, value, lang, reader.names),
    })),
    detail: Object.fromEntries(Object.entries(detail).filter(([key]) => OPEN_DETAIL.includes(key))),
    people: concerned(detail).flatMap((account) => reader.names.get(account) ?? []),
    produces: (detail['produces'] as string[] | undefined) ?? [],
    receipt: detail['receipt'] === true,
    cite: (event.cite as Citation | null) ?? null,
  };
}

/** Accounts by their names, for who may know them; else how many there are. */
function answerText(
  procedure: CaseRules['procedure'],
  id: string,
  value: unknown,
  lang: Ctx['lang'],
  names: ReadonlyMap<Id, string>,
): string {
  if (procedure.fields[id]?.type !== 'accounts' || !Array.isArray(value)) return valueText(procedure, id, value, lang);
  const known = (value as Id[]).flatMap((account) => names.get(account) ?? []);
  return known.length === value.length ? known.join(lang === 'en' ? ', ' : '、') : String(value.length);
}
