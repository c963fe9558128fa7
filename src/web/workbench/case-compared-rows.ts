import { useQueries } from '@tanstack/react-query';
import type { CriterionView } from '../../shared/guidance/eligibility-routes.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { type ComparedRow, listText, unionRows } from './case-comparison.ts';
import { type Figure, figureText } from './case-figure-facts.tsx';
import type { Case } from './case-light.tsx';
import { caseMessages } from './case-messages.ts';
import { planRows } from './case-plan-rows.ts';
import { keyOf, useApi } from './client.tsx';
import { deskMessages } from './desk-messages.ts';
import { shellMessages } from './shell-messages.ts';
import { instantText } from './texts.ts';

/** A figures field of a case with the class it is read by. */
interface Measured {
  programme: string;
  class: string;
  figures: Readonly<Record<string, unknown>>;
}

const seldom = { staleTime: 600_000, retry: false } as const;

/** What is compared: basics, contents, figures, criteria, sections of the plan, and scores for those who may see them. */
export function useComparedRows(cases: readonly Case[]): { rows: ComparedRow[]; pending: boolean } {
  const t = useText(deskMessages);
  const lang = useLanguage();
  const api = useApi();
  const measured = useMeasured(cases);
  const figures = useQueries({
    queries: measured.map((one) => ({
      ...seldom,
      queryKey: keyOf('listEligibilityClasses', { query: { programme: one?.programme, class: one?.class } }),
      queryFn: () => api.listEligibilityClasses({ query: { programme: one?.programme, class: one?.class } }),
      enabled: one !== undefined,
    })),
  });
  const checks = useQueries({
    queries: measured.map((one) => ({
      ...seldom,
      queryKey: ['checkEligibility', one],
      queryFn: () => api.checkEligibility({ body: { ...one!, figures: one!.figures as never } }),
      enabled: one !== undefined,
    })),
  });
  const plans = useQueries({
    queries: cases.map(({ id }) => ({
      ...seldom,
      queryKey: keyOf('readPlan', { params: { id } }),
      // Not every case has a form, nor every reader the right to it.
      queryFn: () => api.readPlan({ params: { id } }).catch(() => null),
    })),
  });
  const opinions = useQueries({
    queries: cases.map(({ id }) => ({
      ...seldom,
      queryKey: ['readOpinions', id],
      // Who may not see them is refused: then there is no such part.
      queryFn: () => api.readOpinions({ params: { id }, query: {} }).catch(() => null),
    })),
  });
  const known = figures.map(({ data }) => data?.items[0]?.figures ?? []);
  return {
    rows: [
      ...useBasics(cases),
      ...useContents(cases),
      ...useFigureRows(measured, known),
      ...useCriterionRows(checks.map(({ data }) => data as Checked)),
      ...planRows(
        t('planSections'),
        plans.map(({ data }) => data ?? undefined),
        lang,
      ),
      ...scoreRows(
        t,
        opinions.map(({ data }) => data ?? undefined),
      ),
    ],
    pending: [...figures, ...checks, ...plans, ...opinions].some(({ isFetching }) => isFetching),
  };
}

/** What is in force or typed, whichever is shown to the reader. */
const valueOf = (field: Case['fields'][number]): unknown =>
  field.editable ? (field.typed ?? field.value) : field.value;

function useMeasured(cases: readonly Case[]): (Measured | undefined)[] {
  const api = useApi();
  const classes = useQueries({
    queries: cases.map(({ programme }) => ({
      ...seldom,
      queryKey: keyOf('listEligibilityClasses', { query: { programme, figures: 'no' } }),
      queryFn: () => api.listEligibilityClasses({ query: { programme, figures: 'no' } }),
    })),
  });
  return cases.map((of, n) => {
    const known = new Set(classes[n]?.data?.items.map((one) => one.class));
    const chosen = of.fields.find(({ choices }) => choices?.some(({ id }) => known.has(id)));
    const figures = of.fields.find(({ type }) => type === 'figures');
    const classId = chosen ? valueOf(chosen) : undefined;
    const held = figures ? valueOf(figures) : undefined;
    if (typeof classId !== 'string' || typeof held !== 'object' || held === null) return undefined;
    return { programme: of.programme, class: classId, figures: held as Record<string, unknown> };
  });
}

function useBasics(cases: readonly Case[]): ComparedRow[] {
  const t = useText(deskMessages);
  const words = useText(caseMessages);
  const lang = useLanguage();
  const group = t('basics');
  const row = (label: string, text: (of: Case) => string | null): ComparedRow => ({
    group,
    label,
    cells: cases.map((of) => text(of) ?? '–'),
  });
  return [
    { ...row(t('number'), ({ id }) => id), own: true },
    row(words('state'), ({ state_label }) => state_label),
    row(words('due'), ({ due }) => due),
    row(t('district'), ({ district }) => district),
    row(t('class'), ({ class_label }) => class_label),
    { ...row(t('openedOn'), ({ opened_at }) => instantText(opened_at, lang)), own: true },
  ];
}

function useContents(cases: readonly Case[]): ComparedRow[] {
  const t = useText(deskMessages);
  const shell = useText(shellMessages);
  const lang = useLanguage();
  const text = (of: Case, field: Case['fields'][number]): string => {
    const value = valueOf(field);
    if (value === null || value === undefined || value === '') return '';
    if (typeof value === 'boolean') return shell(value ? 'yes' : 'no');
    if (field.type === 'choice') return field.choices?.find(({ id }) => id === value)?.label ?? '';
    if (field.type === 'file') return of.files.find(({ id }) => id === value)?.name ?? '';
    if (field.type === 'accounts')
      return listText(
        (value as string[]).map((id) => of.people.find((one) => one.id === id)?.name ?? '…'),
        lang,
      );
    if (typeof value === 'object') return JSON.stringify(value);
    return `${String(value as string | number)}${field.unit === null ? '' : ` ${field.unit}`}`;
  };
  return unionRows(
    t('contents'),
    cases.map((of) => of.fields.filter(({ type }) => type !== 'figures').map((field) => ({ of, field }))),
    { id: ({ field }) => field.id, label: ({ field }) => field.label, text: ({ of, field }) => text(of, field) },
  );
}

function useFigureRows(
  measured: readonly (Measured | undefined)[],
  known: readonly (readonly Figure[])[],
): ComparedRow[] {
  const t = useText(deskMessages);
  const shell = useText(shellMessages);
  const words = { yes: shell('yes'), no: shell('no') };
  return unionRows(
    t('figures'),
    measured.map((one, n) => known[n]!.map((figure) => ({ figure, held: one?.figures[figure.id] }))),
    {
      id: ({ figure }) => figure.id,
      label: ({ figure }) => figure.label,
      text: ({ figure, held }) => figureText(figure, held, words),
    },
  );
}

type Checked = { result: CriterionView['result']; criteria: readonly CriterionView[] } | undefined;

function useCriterionRows(checks: readonly Checked[]): ComparedRow[] {
  const t = useText(deskMessages);
  if (checks.every((one) => one === undefined)) return [];
  const whole: ComparedRow = {
    group: t('criteria'),
    label: t('criteriaResult'),
    cells: checks.map((one) => (one ? t(one.result) : '–')),
    tones: checks.map((one) => one?.result),
  };
  return [
    whole,
    ...unionRows(
      t('criteria'),
      checks.map((one) => (one ? [...one.criteria] : [])),
      {
        id: ({ clause, label, figures }) => `${clause} ${label ?? figures.join()}`,
        label: ({ cite, label, message }) => `${cite.article} ${label ?? message}`,
        text: criterionText,
        tone: ({ result }) => result,
      },
    ),
  ];
}

/** A criterion in its own words; of one that has parts, those that are not met. */
function criterionText({ message, children }: CriterionView): string {
  if (children.length === 0) return message;
  const open = children.filter(({ result }) => result !== 'met').map(criterionText);
  return open.filter((text) => text !== '').join('；') || message;
}

interface Opinions {
  complete: boolean;
  score: { average: number | null; highest: number | null; lowest: number | null; count: number };
  items: readonly { id: string; label: string; average: number | null; most: number }[];
  opinions: readonly { by: string; opinion: string }[];
}

function scoreRows(
  t: ReturnType<typeof useText<typeof deskMessages.zh>>,
  opinions: readonly (Opinions | undefined)[],
): ComparedRow[] {
  if (opinions.every((one) => one === undefined || one.score.count === 0)) return [];
  const group = t('scores');
  const number = (value: number | null | undefined): string =>
    value === null || value === undefined ? '–' : String(value);
  const row = (label: string, text: (one: Opinions) => string): ComparedRow => ({
    group,
    label,
    cells: opinions.map((one) => (one ? text(one) : '–')),
  });
  return [
    row(t('scoreAverage'), ({ score }) => number(score.average)),
    row(t('scoreRange'), ({ score }) => `${number(score.lowest)} – ${number(score.highest)}`),
    row(t('scoreCount'), ({ score }) => String(score.count)),
    ...unionRows(
      group,
      opinions.map((one) => one?.items ?? []),
      {
        id: ({ id }) => id,
        label: ({ label, most }) => `${label}（${most}）`,
        text: ({ average }) => number(average),
      },
    ),
    row(t('scoreOpinions'), (one) => one.opinions.map(({ by, opinion }) => `${by}：${opinion}`).join('\n')),
  ];
}
