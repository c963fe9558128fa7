import { z } from 'zod';
import { accreditationProblem } from '../../../shared/accreditation/problems.ts';
import type { accreditationRoutes } from '../../../shared/accreditation/routes.ts';
import type { CALL_STATES, callRow, callView } from '../../../shared/accreditation/schemas.ts';
import type { InputOf } from '../../../shared/contract.ts';
import type { Bilingual } from '../../../shared/i18n.ts';
import type { Ctx } from '../../kernel/context.ts';
import { page, readCursor } from '../../kernel/cursor.ts';
import type { Id } from '../../kernel/ids.ts';
import { portalProgrammes } from '../identity/index.ts';
import { citeOf, type ClockRow, publicCases, rulesOf, valueText } from '../procedures/index.ts';
import { bothOf, opensUnder, textOf } from './notice-facts.ts';
import { daysUntil } from './notice-view.ts';

type Query = InputOf<typeof accreditationRoutes.listCalls>['query'];
type Row = z.input<typeof callRow>;
type State = (typeof CALL_STATES)[number];
type PublicCall = Awaited<ReturnType<typeof publicCases>>[number];
type Programmes = Awaited<ReturnType<typeof portalProgrammes>>;

/** The procedure of calls: the word is the same in every rule set. */
const CALL = 'call';
const LABELS: Readonly<Record<State, Bilingual>> = {
  to_come: { zh: '尚未开始', en: 'Not yet open' },
  open: { zh: '申报中', en: 'Open' },
  closed: { zh: '已截止', en: 'Closed' },
};
/** Fields that stand in places of their own. */
const PLACED = ['title', 'window_from', 'window_to'];

/** Calls, the newest first. */
export async function listCalls(ctx: Ctx, { limit, cursor, ...asked }: Query) {
  const after = readCursor(asked, cursor, z.tuple([z.string()]));
  const rows = await publicCases(ctx, {
    procedure: CALL,
    programme: asked.programme,
    q: asked.q,
    after: after?.[0],
    clock: asked.open === undefined ? undefined : { ids: windowClocks(ctx), running: asked.open === 'true' },
    limit: limit + 1,
  });
  const { items, next } = page(asked, rows, limit, ({ row }) => [row.id]);
  const programmes = await portalProgrammes(ctx);
  return { items: items.map((item) => rowOf(ctx, item, programmes)), next };
}

/** Clocks whose end closes a call, of every rule set. */
const windowClocks = (ctx: Pick<Ctx, 'services'>): string[] => [
  ...new Set(
    [...ctx.services.ruleSets.values()]
      .flat()
      .flatMap((set) => Object.keys(set.procedures?.procedures[CALL]?.expires ?? {})),
  ),
];

const windowOf = (ctx: Ctx, { row, clocks }: PublicCall): ClockRow | undefined => {
  const ends = rulesOf(ctx, row).procedure.expires;
  return clocks.findLast(({ clock }) => clock in ends);
};

function rowOf(ctx: Ctx, call: PublicCall, programmes: Programmes): Row {
  const { row } = call;
  const programme = programmes.find(({ id }) => id === row.programme_id)!;
  const window = windowOf(ctx, call);
  const state = stateOf(ctx, window);
  return {
    id: row.id,
    programme: row.programme_id,
    programme_name: programme.name,
    authority: programme.authority ?? programme.name,
    title: textOf(row.data['title']) || row.title,
    first: window?.first_date ?? null,
    last: window?.last_date ?? null,
    days_left: state === 'open' ? daysUntil(window!.last_date, ctx.today) : null,
    state,
    state_label: LABELS[state],
    trial: row.trial,
    published_at: row.opened_at,
  };
}

function stateOf(ctx: Pick<Ctx, 'today'>, window: ClockRow | undefined): State {
  if (window?.state !== 'running' || window.last_date < ctx.today) return 'closed';
  return window.first_date > ctx.today ? 'to_come' : 'open';
}

/** @throws accreditation.call_unknown */
export async function readCall(ctx: Ctx, id: Id): Promise<z.input<typeof callView>> {
  const [call] = await publicCases(ctx, { procedure: CALL, id, limit: 1 });
  if (!call) throw accreditationProblem('accreditation.call_unknown', { id });
  const { row } = call;
  const { procedure, procedures, ruleSet } = rulesOf(ctx, row);
  // A field that only some may read is none of the public's.
  const shown = Object.entries(procedure.fields).filter(
    ([field, { seen_by, type }]) =>
      !PLACED.includes(field) &&
      !seen_by &&
      type !== 'file' &&
      row.data[field] !== undefined &&
      row.data[field] !== null,
  );
  const contact = shown.find(([field]) => field === 'contact');
  const valueOf = (field: string) => bothOf((lang) => valueText(procedure, field, row.data[field], lang));
  return {
    ...rowOf(ctx, call, await portalProgrammes(ctx)),
    fields: shown
      .filter(([field]) => field !== 'contact')
      .map(([field, { label }]) => ({ id: field, label, value: valueOf(field)[ctx.lang === 'en' ? 'en' : 'zh'] })),
    contact: contact ? valueOf('contact') : null,
    rule_set: { id: ruleSet.id, version: ruleSet.version, title: ruleSet.instrument.title },
    classes: (ruleSet.criteria?.classes ?? []).map(({ value }) => ({ id: value.code, name: value.name })),
    apply: Object.entries(procedures)
      .filter(([, { open }]) => opensUnder(open, CALL))
      .map(([id, { open }]) => ({ procedure: id, label: open!.label })),
    cite: citeOf(ruleSet, procedure),
  };
}
