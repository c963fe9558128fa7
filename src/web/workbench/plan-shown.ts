import { fieldAt } from '../../shared/plans/shape.ts';
import type { PlanRow } from '../../shared/plans/values.ts';
import { type Lang, pick } from '../../shared/i18n.ts';
import type { PlanState } from './plan-state.ts';

/** A value in words, for comparing. */
export function shownValue(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return (value as PlanRow[]).map((row) => Object.values(row).join(' | ')).join('\n');
  return Object.values(value as PlanRow).join(' ');
}

/** What a path is called. */
export function pathName({ shape }: PlanState, path: string, lang: Lang): string {
  const cover = shape.cover.find((one) => one.path === path);
  if (cover) return pick(cover.name, lang);
  const [number] = path.split('/');
  const name = fieldAt(shape, path)?.name ?? shape.sections.find((one) => one.number === number)?.name;
  return `${number} ${name ? pick(name, lang) : ''}`;
}
