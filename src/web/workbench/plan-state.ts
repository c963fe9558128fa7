import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { type CheckedPlan, checkPlan } from '../../shared/plans/check-plan.ts';
import type { Applied } from '../../shared/plans/check-cover.ts';
import { pathsOf, type PlanShape, planShape } from '../../shared/plans/shape.ts';
import type { PlanValue, PlanValues } from '../../shared/plans/values.ts';
import type { WorkbenchApi } from './api.ts';
import { type CaseDraft, createCaseDraft, type Entry } from './case-draft.ts';
import { keyOf, useApi } from './client.tsx';

export type PlanView = Awaited<ReturnType<WorkbenchApi['readPlan']>>;

export interface PlanState {
  view: PlanView;
  shape: PlanShape;
  draft: CaseDraft;
  entries: Readonly<Record<string, Entry>>;
  /** As it stands on this screen. */
  values: PlanValues;
  checked: CheckedPlan;
}

/** A form while it is written: what the server has, what is typed here, and what is wrong with both together. */
export function usePlan(id: string, view: PlanView): PlanState {
  const api = useApi();
  const cache = useQueryClient();
  const [draft] = useState(() =>
    createCaseDraft(
      (path, value, revision) => api.savePlanField({ params: { id }, body: { path, value, revision } }),
      // The case page counts what is missing.
      () => void cache.invalidateQueries({ queryKey: keyOf('readCase', { params: { id } }), refetchType: 'none' }),
    ),
  );
  const shape = useMemo(() => planShape(view.policy, view.form, view.round), [view.policy, view.form, view.round]);
  useEffect(() => {
    const written = new Map(view.values.map((field) => [field.path, field]));
    const paths = [...shape.cover.map(({ path }) => path), ...shape.sections.flatMap(pathsOf)];
    draft.serve(
      paths.map((path) => {
        const { value = null, revision = 0 } = written.get(path) ?? {};
        return { id: path, typed: value, revision, editable: true };
      }),
    );
  }, [draft, shape, view.values]);
  const entries = useSyncExternalStore(draft.subscribe, draft.all);
  const values = useMemo(
    () =>
      Object.fromEntries(
        Object.entries(entries).flatMap(([path, { value }]): [string, PlanValue][] =>
          value === null || value === undefined ? [] : [[path, value as PlanValue]],
        ),
      ),
    [entries],
  );
  const checked = useMemo(
    () =>
      checkPlan(
        shape,
        values,
        { ...view.applied, naming: (view.naming ?? undefined) as Applied['naming'] },
        (path) => view.fen[path],
      ),
    [shape, values, view.applied, view.naming, view.fen],
  );
  return { view, shape, draft, entries, values, checked };
}

/** Whether the same form is open in another tab of this browser. */
export function useSecondTab(id: string): boolean {
  const [second, setSecond] = useState(false);
  useEffect(() => {
    if (typeof BroadcastChannel === 'undefined') return;
    const channel = new BroadcastChannel(`keyuan-plan-${id}`);
    channel.addEventListener('message', ({ data }) => {
      if (data === 'here') setSecond(true);
      if (data === 'gone') setSecond(false);
      if (data === 'opened') {
        setSecond(true);
        channel.postMessage('here');
      }
    });
    channel.postMessage('opened');
    return () => {
      channel.postMessage('gone');
      channel.close();
    };
  }, [id]);
  return second;
}
