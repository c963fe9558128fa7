import type { ResultOf } from '../../shared/contract.ts';
import { ApiError } from '../ui/api.ts';
import type { PortalApi, PortalRoutes } from './api.ts';
import type { PageInput } from './page.ts';

type Answer<K extends keyof PortalRoutes> = ResultOf<PortalRoutes[K], Blob>;
export type ClassView = Answer<'listEligibilityClasses'>['items'][number];
export type FigureView = ClassView['figures'][number];
export type EligibilityAnswer = Answer<'checkEligibility'>;
export type CriterionView = EligibilityAnswer['criteria'][number];
export type EverywhereAnswer = Answer<'checkEligibilityEverywhere'>;

/** What was typed, by figure: several values of one that takes several, and the unit that was chosen. */
export interface Given {
  values: Readonly<Record<string, readonly string[]>>;
  units: Readonly<Record<string, string>>;
}

export interface SelfCheckData {
  classes: readonly ClassView[];
  /** The class that is checked, with its figures. */
  chosen: ClassView | undefined;
  given: Given;
  answer: EligibilityAnswer | undefined;
  everywhere: EverywhereAnswer | undefined;
  /** What is wrong, by figure; '' for what belongs to none. */
  faults: Readonly<Record<string, string>>;
}

export const VALUE = 'f.';
export const UNIT = 'u.';

/** Reads the figures of an address or of a form; what is empty was not given. */
export function readGiven(entries: Iterable<readonly [string, unknown]>): Given {
  const values: Record<string, string[]> = {};
  const units: Record<string, string> = {};
  for (const [name, value] of entries) {
    if (typeof value !== 'string' || value.trim() === '') continue;
    if (name.startsWith(VALUE)) (values[name.slice(VALUE.length)] ??= []).push(value.trim());
    if (name.startsWith(UNIT)) units[name.slice(UNIT.length)] = value.trim();
  }
  return { values, units };
}

/** The query that says the same. A unit without its number says nothing. */
export function writeGiven({ values, units }: Given): URLSearchParams {
  const query = new URLSearchParams();
  for (const [id, list] of Object.entries(values)) for (const value of list) query.append(`${VALUE}${id}`, value);
  for (const [id, unit] of Object.entries(units)) if (values[id]) query.set(`${UNIT}${id}`, unit);
  return query;
}

/** Figures as the interface takes them. */
export function figuresOf({
  values,
  units,
}: Given): Record<string, string | string[] | { value: string; unit: string }> {
  return Object.fromEntries(
    Object.entries(values).map(([id, list]) => {
      const unit = units[id];
      if (list.length > 1) return [id, list.flatMap((value) => value.split(/[、,，;；]/)).filter((one) => one !== '')];
      const [value] = list as [string];
      // A unit typed beside the number wins over the one that stood chosen.
      return [id, unit === undefined || !/^[\d.,\s+-]+$/.test(value) ? value : { value, unit }];
    }),
  );
}

type Checked = Pick<SelfCheckData, 'answer' | 'faults'>;

/** Asks for a class's answer; faults of figures come back by figure. @throws ApiError for all else */
export async function checkClass(api: PortalApi, of: ClassView, given: Given): Promise<Checked> {
  try {
    const answer = await api.checkEligibility({
      body: { programme: of.programme, class: of.class, figures: figuresOf(given) },
    });
    return { answer, faults: {} };
  } catch (cause) {
    return { answer: undefined, faults: faultsOf(cause) };
  }
}

/** @throws what is no refusal of input */
function faultsOf(cause: unknown): Record<string, string> {
  if (!(cause instanceof ApiError) || cause.status !== 400) throw cause;
  const faults: Record<string, string> = { '': cause.body.title };
  for (const { path, message } of cause.body.errors ?? []) {
    const id = /^body\.figures\.([^.]+)/.exec(path)?.[1] ?? '';
    faults[id] = faults[id] === undefined || id === '' ? message : `${faults[id]} ${message}`;
  }
  return faults;
}

export async function loadSelfCheck({
  api,
  site,
  query,
}: PageInput): Promise<{ data: SelfCheckData; status?: number }> {
  const programme = query.get('programme') ?? site.programme?.id ?? '';
  const wanted = query.get('class');
  const given = readGiven(query);
  const hasFigures = Object.keys(given.values).length > 0;
  const none = { chosen: undefined, given, answer: undefined, everywhere: undefined, faults: {} };
  if (wanted === null || programme === '') {
    const { items: classes } = await api.listEligibilityClasses({ query: { figures: 'no' } });
    if (!query.has('everywhere')) return { data: { ...none, classes } };
    try {
      const everywhere = await api.checkEligibilityEverywhere({ body: { figures: figuresOf(given) } });
      return { data: { ...none, classes, everywhere } };
    } catch (cause) {
      return { data: { ...none, classes, faults: faultsOf(cause) }, status: 400 };
    }
  }
  const { items } = await api.listEligibilityClasses({ query: { programme, class: wanted } });
  const [chosen] = items;
  if (!chosen) {
    const { items: classes } = await api.listEligibilityClasses({ query: { figures: 'no' } });
    return { data: { ...none, classes }, status: 404 };
  }
  if (!hasFigures) return { data: { ...none, classes: [], chosen } };
  const checked = await checkClass(api, chosen, given);
  const data = { ...none, classes: [], chosen, ...checked };
  return checked.answer ? { data } : { data, status: 400 };
}
