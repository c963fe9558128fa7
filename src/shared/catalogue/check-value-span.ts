import type { FieldValue } from './resource-type.ts';

/** First and last possible day of a date in any of the kept forms, as YYYY-MM-DD; comparable as text. */
export interface Span {
  from: string;
  to: string;
}

const COMPACT = /^(\d{4})(\d\d|--)(\d\d|--)$/;

export function spanOf(value: FieldValue | undefined): Span | undefined {
  if (typeof value !== 'string') return undefined;
  const [start, end = start] = value.split('/') as [string, string?];
  const [first, last] = [expand(start), expand(end)];
  return first && last ? { from: first.from, to: last.to } : undefined;
}

function expand(point: string): Span | undefined {
  const compact = COMPACT.exec(point);
  const [year, month, day] = compact
    ? [compact[1]!, digits(compact[2]), digits(compact[3])]
    : [point.slice(0, 4), digits(point.slice(5, 7)), digits(point.slice(8, 10))];
  if (!/^\d{4}$/.test(year)) return undefined;
  // No need for a real last day: only texts are compared.
  return { from: `${year}-${month ?? '01'}-${day ?? '01'}`, to: `${year}-${month ?? '12'}-${day ?? '31'}` };
}

const digits = (text: string | undefined): string | undefined => (text && /^\d\d$/.test(text) ? text : undefined);
