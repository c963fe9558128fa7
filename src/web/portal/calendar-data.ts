import type { ResultOf } from '../../shared/contract.ts';
import { ApiError } from '../ui/api.ts';
import type { ClockFacts } from '../ui/clock-days.tsx';
import type { PortalRoutes } from './api.ts';
import type { PageInput } from './page.ts';

const FIELDS = ['from', 'count', 'unit', 'kind', 'clock'] as const;
export type ClockField = (typeof FIELDS)[number];

export interface CalendarData {
  /** What was typed, as typed. */
  asked: Readonly<Record<ClockField, string>>;
  clock: ClockFacts | undefined;
  /** Periods and yearly dates of the site's programme. */
  rules: ResultOf<PortalRoutes['readClocks'], Blob> | undefined;
  /** What is wrong with what was typed, by field; '' for what belongs to none. */
  faults: Readonly<Partial<Record<ClockField | '', string>>>;
  year: ResultOf<PortalRoutes['readCalendarYear'], Blob>;
  /** Years to choose from, the latest first. */
  years: readonly { year: number; known: boolean }[];
}

export async function loadCalendar({ api, site, query }: PageInput): Promise<{ data: CalendarData; status?: number }> {
  const { today, items } = await api.listCalendarYears();
  const thisYear = Number(today.slice(0, 4));
  const wanted = Number(query.get('year') ?? thisYear);
  const known = new Set(items.map(({ year }) => year));
  const years = [...new Set([thisYear + 1, thisYear, ...known])]
    .sort((a, b) => b - a)
    .map((year) => ({ year, known: known.has(year) }));
  const year = await api.readCalendarYear({
    params: { year: years.some((other) => other.year === wanted) ? wanted : thisYear },
  });
  const asked = {
    from: query.get('from') ?? today,
    count: query.get('count') ?? '5',
    unit: query.get('unit') ?? 'working_day',
    kind: query.get('kind') ?? 'period',
    clock: query.get('clock') ?? '',
  };
  const rules = site.programme && (await api.readClocks({ query: { programme: site.programme.id } }));
  const plain = { asked, clock: undefined, rules, faults: {}, year, years };
  if (!FIELDS.some((field) => query.has(field))) return { data: plain };
  try {
    const clock = await api.readClock({ query: queryOf(asked, site.programme?.id) as never });
    return { data: { ...plain, clock } };
  } catch (cause) {
    if (!(cause instanceof ApiError) || cause.status !== 400) throw cause;
    return { data: { ...plain, faults: faultsOf(cause) }, status: 400 };
  }
}

/** What is asked of the server: a named period of the rules, or one that was typed. */
function queryOf({ from, clock, ...typed }: CalendarData['asked'], programme: string | undefined) {
  const rules = programme === undefined ? {} : { programme };
  return clock === '' ? { from, ...typed, ...rules } : { from, clock, ...rules };
}

function faultsOf(refusal: ApiError): CalendarData['faults'] {
  const { errors } = refusal.body;
  if (!errors) return { '': refusal.body.title };
  const faults: Partial<Record<ClockField | '', string>> = {};
  for (const { path, message } of errors) {
    const field = FIELDS.find((name) => path === `query.${name}`) ?? '';
    faults[field] ??= message;
  }
  return faults;
}
