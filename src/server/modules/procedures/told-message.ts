import { fill, type Bilingual, type Lang, LANGUAGES, pick } from '../../../shared/i18n.ts';
import type { NewMessage } from '../../../shared/notifications/new-message.ts';
import type { Citation } from '../../../shared/problems.ts';
import { caseTexts } from '../../../shared/procedures/message-texts.ts';
import { type CasePlace, type Desk, desksOf } from '../../../shared/procedures/desks.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Reached } from '../identity/index.ts';
import { desksOfAccount, sees } from './access.ts';
import { onSubjectSide, readable, readsAsOffice } from './field-readers.ts';
import { EVENT_LABELS, rowOfEvent, valueText, whoLabel } from './labels.ts';
import type { NewEvent } from './events.ts';
import { placeOf } from './place.ts';
import { type ReaderWork, readerWork } from './reader-work.ts';
import { type CaseRules, rulesOf } from './rules.ts';
import { type CaseRow, type EventRow, NO_DUE } from './store.ts';

/** Both languages of a text made by one function. */
export const inBoth = (write: (lang: Lang) => string): Bilingual => {
  const [zh, en] = LANGUAGES.map(write) as [string, string];
  return { zh, en };
};

/** A line of `caseTexts`, filled in. */
export const line = (lang: Lang, key: keyof typeof caseTexts.zh, params: Record<string, string> = {}): string =>
  fill(pick({ zh: caseTexts.zh[key], en: caseTexts.en[key] }, lang), params);

interface Told {
  row: CaseRow;
  rules: CaseRules;
  event: EventRow;
  desks: ReadonlySet<Desk>;
  place: CasePlace;
  /** Sees the event in the timeline; who does not is told the state alone. */
  whole: boolean;
}

/** What somebody is told of an event of a case, written for what they may see and do; undefined for who no longer sees the case. */
export async function toldMessage(
  ctx: Ctx,
  event: EventRow,
  row: CaseRow,
  account: Reached,
): Promise<NewMessage | undefined> {
  const desks = await desksOfAccount(ctx, ctx.db, account.id);
  if (!sees(desks, row.readers)) return undefined;
  const rules = rulesOf(ctx, row);
  const work = await readerWork(ctx, row, rules, { account, desks });
  const told: Told = {
    row,
    rules,
    event,
    desks,
    place: await placeOf(ctx.db, row),
    whole: event.readers === null || sees(desks, event.readers),
  };
  return {
    account: account.id,
    key: `case_event:${event.id}:${account.id}`,
    kind: event.kind === 'overdue' ? 'overdue' : 'step',
    case: row.id,
    link: `/cases/${row.id}`,
    mandatory: isOwed(told),
    subject: inBoth((lang) => subjectOf(told, lang)),
    body: inBoth((lang) => [...happened(told, account.id, lang), ...toDo(row, work, lang)].join('\n')),
  };
}

/** The table tells the reader by name (`tells`, `reminds`), not only because the case now lies on their desk. */
function isOwed({ event, rules: { procedure }, desks, place }: Told): boolean {
  if (event.kind === 'overdue') return true;
  const tells = rowOfEvent(procedure, event)?.tells ?? [];
  return tells.some((who) => desksOf(who, place).some((desk) => desks.has(desk)));
}

const labelOf = ({ event, rules: { procedure }, whole }: Told, lang: Lang): string => {
  const row = rowOfEvent(procedure, event);
  if (!whole) return line(lang, 'moved');
  return event.kind === 'action' && row
    ? pick(row.label, lang)
    : pick(EVENT_LABELS[event.kind as NewEvent['kind']], lang);
};

const stateOf = ({ event, row, rules: { procedure } }: Told, lang: Lang): string => {
  const state = procedure.states[event.to_state ?? row.state];
  return state ? pick(state.label, lang) : row.state;
};

const subjectOf = (told: Told, lang: Lang): string =>
  line(lang, told.event.kind === 'handed_over' ? 'handedSubject' : 'subject', {
    procedure: pick(told.rules.procedure.label, lang),
    title: told.row.title,
    label: labelOf(told, lang),
  });

/** Who did what, under which article, with which words. */
function happened(told: Told, account: Id, lang: Lang): string[] {
  const { event, rules, row, whole, desks, place } = told;
  const detail = event.detail as Record<string, unknown>;
  const given = {
    on: event.on_date,
    who: whoText(told, account, lang),
    label: labelOf(told, lang),
    state: stateOf(told, lang),
    title: row.title,
    procedure: pick(rules.procedure.label, lang),
  };
  if (event.kind === 'handed_over') {
    const { reason } = detail as { reason?: string };
    return [line(lang, 'handedBody', { ...given, who: event.actor_name, reason: reason ?? '' })];
  }
  const first = line(lang, event.party === null || !whole ? 'byItself' : 'done', given);
  if (!whole) return [first];
  const answers = readable(rules.procedure, place, desks, (detail['answers'] ?? {}) as Record<string, unknown>);
  return [
    first,
    ...Object.entries(answers).flatMap(([id, value]) => {
      const field = rules.procedure.fields[id];
      if (!field || ['file', 'accounts', 'figures'].includes(field.type)) return [];
      return [
        line(lang, 'answer', { label: pick(field.label, lang), text: valueText(rules.procedure, id, value, lang) }),
      ];
    }),
    ...['reason', 'text'].flatMap((key) => (typeof detail[key] === 'string' ? [detail[key]] : [])),
    ...(event.kind === 'clock_moved' && typeof detail['after'] === 'string'
      ? [line(lang, 'clockMoved', { before: String(detail['before'] as string), after: detail['after'] })]
      : []),
    ...(event.cite ? [citeText(event.cite as unknown as Citation, rules, lang)] : []),
  ];
}

/** As the timeline has it: the side of the subject is not told names of officers and experts. */
function whoText({ event, desks, row }: Told, account: Id, lang: Lang): string {
  const known = readsAsOffice(desks, row.readers) || onSubjectSide(event.party) || event.account_id === account;
  const role = event.party === null ? '' : whoLabel(event.party, lang);
  return known && event.actor_name !== '' ? `${event.actor_name}${lang === 'en' ? ` (${role})` : `（${role}）`}` : role;
}

export const citeText = (cite: Citation, { ruleSet }: CaseRules, lang: Lang): string =>
  line(lang, cite.basis === 'law' ? 'basis' : 'basisHouse', {
    title: pick(ruleSet.instrument.title, lang),
    article: cite.article,
  });

/** What the reader can do now, what of theirs still lacks something, and until when. */
export function toDo(row: CaseRow, { ready, lacking }: ReaderWork, lang: Lang): string[] {
  const due = row.due === NO_DUE ? [] : [line(lang, ready.length > 0 ? 'until' : 'runs', { due: row.due })];
  const names = (of: readonly Bilingual[]): string =>
    [...new Set(of.map((label) => pick(label, lang)))].join(lang === 'en' ? '; ' : '；');
  const lines = [
    ...(ready.length === 0 ? [] : [line(lang, 'can', { actions: names(ready) })]),
    ...(lacking.length === 0 ? [] : [line(lang, 'lacking', { actions: names(lacking) })]),
  ];
  return [...(lines.length > 0 ? lines : [line(lang, row.closed_at === null ? 'nothing' : 'over')]), ...due];
}
