import { addMonths, type CivilDate, daysBetween } from '../dates.ts';
import { amountOf, numberIn } from './amounts.ts';
import type { Finding, LeafOf, NoteCode, Result } from './criterion-node.ts';
import type { FigureValues } from './figure-values.ts';
import { totalOf } from './quantity.ts';

type Notes = NonNullable<Finding['notes']>;
const noted = (code: NoteCode, names?: readonly string[]): Notes => [names === undefined ? { code } : { code, names }];

export function atLeast(test: LeafOf<'at_least'>, values: FigureValues): Finding {
  const { known, open } = totalOf(test.of, values);
  const min = amountOf(test.min, test.unit);
  const found = (result: Result, gap: bigint | null, notes: Notes = []): Finding => ({
    result,
    value: known === undefined ? null : numberIn(known, test.unit),
    threshold: test.min,
    gap: gap === null ? null : numberIn(gap, test.unit, true),
    unit: test.unit,
    notes,
  });
  if (known === undefined) return found('evidence_missing', null);
  if (known >= min) {
    const above = test.max !== undefined && known > amountOf(test.max, test.unit);
    return found('met', null, above ? noted('above_range') : []);
  }
  if (open) return found('evidence_missing', min - known);
  if (test.all_of_total !== undefined) {
    const total = values[test.all_of_total];
    if (typeof total !== 'bigint') return found('judgement', min - known, noted('total_missing'));
    if (total < min && known >= total) return found('met', null, noted(total === 0n ? 'none_exists' : 'all_kept'));
    return found(test.otherwise, (total < min ? total : min) - known);
  }
  if (test.judged_with !== undefined) {
    const more = totalOf({ sum: test.judged_with, less: [] }, values).known ?? 0n;
    if (known + more >= min) return found('judgement', min - known, noted('counted_with_others'));
  }
  return found(test.otherwise, min - known);
}

export function atMost(test: LeafOf<'at_most'>, values: FigureValues): Finding {
  const { known, open } = totalOf(test.of, values);
  const max = amountOf(test.max, test.unit);
  const over = known !== undefined && known > max;
  return {
    result: over ? test.otherwise : open ? 'evidence_missing' : 'met',
    value: known === undefined ? null : numberIn(known, test.unit),
    threshold: test.max,
    gap: over ? numberIn(known - max, test.unit, true) : null,
    unit: test.unit,
  };
}

/** Whole numbers only: 69 of 198 is 34.85 % and not 35 %. */
export function share(test: LeafOf<'share'>, values: FigureValues): Finding {
  const [part, whole] = [totalOf(test.part, values), totalOf(test.whole, values)];
  const [a, b] = [part.known, whole.known];
  const percent = BigInt(test.percent);
  if (a === undefined || b === undefined || part.open || whole.open)
    return { result: 'evidence_missing', value: null, threshold: test.percent, gap: null };
  const parts = [numberIn(a, undefined), numberIn(b, undefined)] as const;
  const about = { threshold: test.percent, parts };
  if (b === 0n) return { ...about, result: test.otherwise, value: null, gap: null, notes: noted('whole_is_zero') };
  const value = Number((a * 10_000n) / b) / 100;
  if (a > b) return { ...about, result: test.otherwise, value, gap: null, notes: noted('part_exceeds_whole') };
  if (100n * a >= percent * b) return { ...about, result: 'met', value, gap: null };
  const one = amountOf(1);
  const missing = percent * b - 100n * a;
  return { ...about, result: test.otherwise, value, gap: Number((missing + 100n * one - 1n) / (100n * one)) };
}

export function recorded(test: LeafOf<'recorded'>, values: FigureValues): Finding {
  const [claimed, records] = [totalOf(test.claimed, values), totalOf(test.recorded, values)];
  const [a, b] = [claimed.known, records.known];
  const missing = a === undefined || b === undefined;
  const over = !missing && a > b;
  return {
    result: missing ? 'evidence_missing' : over ? test.otherwise : 'met',
    value: a === undefined ? null : numberIn(a, undefined),
    threshold: b === undefined ? null : numberIn(b, undefined),
    gap: over ? numberIn(a - b, undefined) : null,
  };
}

export function near(test: LeafOf<'near'>, values: FigureValues): Finding {
  const value = values[test.of];
  const known = typeof value === 'bigint' ? value : undefined;
  const [target, tolerance] = [amountOf(test.target, test.unit), amountOf(test.tolerance, test.unit)];
  const off = known === undefined ? 0n : known > target ? known - target : test.or_less ? 0n : target - known;
  return {
    result: known === undefined ? 'evidence_missing' : off <= tolerance ? 'met' : test.otherwise,
    value: known === undefined ? null : numberIn(known, test.unit),
    threshold: test.target,
    gap: off > tolerance ? numberIn(off - tolerance, test.unit, true) : null,
    unit: test.unit,
  };
}

const yearsBetween = (from: CivilDate, to: CivilDate): number => {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return Math.max(0, addMonths(from, years * 12) > to ? years - 1 : years);
};
const dateIn = (values: FigureValues, name: string): CivilDate | undefined => values[name] as CivilDate | undefined;

/** Exactly the years on the anniversary are enough; the gap is the day on which they will be. */
export function years(test: LeafOf<'years'>, values: FigureValues, on: CivilDate): Finding {
  const since = dateIn(values, test.since);
  if (since === undefined) return { result: 'evidence_missing', value: null, threshold: test.min, gap: null };
  const from = addMonths(since, test.min * 12);
  const met = on >= from;
  return {
    result: met ? 'met' : test.otherwise,
    value: yearsBetween(since, on),
    threshold: test.min,
    gap: met ? null : from,
  };
}

export function past(test: LeafOf<'past'>, values: FigureValues, on: CivilDate): Finding {
  const date = dateIn(values, test.date);
  const met = date !== undefined && date <= on;
  return {
    result: met ? 'met' : date === undefined ? 'evidence_missing' : test.otherwise,
    value: date ?? null,
    threshold: on,
    gap: met ? null : (date ?? null),
  };
}

/** The gap is the number of days over. */
export function recent(test: LeafOf<'recent'>, values: FigureValues, on: CivilDate): Finding {
  const date = dateIn(values, test.date);
  if (date === undefined) return { result: 'evidence_missing', value: null, threshold: test.within, gap: null };
  const over =
    test.unit === 'day' ? daysBetween(date, on) - test.within : daysBetween(addMonths(date, test.within), on);
  return {
    result: over <= 0 ? 'met' : test.otherwise,
    value: date,
    threshold: test.within,
    gap: over <= 0 ? null : over,
  };
}

/** The gap is the date up to which it must last. */
export function lasts(test: LeafOf<'lasts'>, values: FigureValues, on: CivilDate): Finding {
  const until = dateIn(values, test.until);
  const wanted = addMonths(on, test.years * 12);
  const met = until !== undefined && until >= wanted;
  return {
    result: met ? 'met' : until === undefined ? 'evidence_missing' : test.otherwise,
    value: until ?? null,
    threshold: test.years,
    gap: met ? null : wanted,
  };
}

export function yes(test: LeafOf<'yes'>, values: FigureValues): Finding {
  const value = values[test.figure] as boolean | undefined;
  return {
    result: value === undefined ? 'evidence_missing' : value ? 'met' : test.otherwise,
    value: value ?? null,
    threshold: true,
    gap: null,
  };
}

export function oneOf(test: LeafOf<'one_of'>, values: FigureValues): Finding {
  const value = values[test.figure] as string | undefined;
  const result = (): Result => {
    if (value === undefined) return 'evidence_missing';
    if (test.met.includes(value)) return 'met';
    return test.judged.includes(value) ? 'judgement' : test.otherwise;
  };
  return { result: result(), value: value ?? null, threshold: test.met, gap: null };
}

export function has(test: LeafOf<'has'>, values: FigureValues): Finding {
  const value = values[test.figure] as readonly string[] | undefined;
  const missing = test.all.filter((name) => value?.includes(name) !== true);
  return {
    result: value === undefined ? 'evidence_missing' : missing.length === 0 ? 'met' : test.otherwise,
    value: value ?? null,
    threshold: test.all,
    gap: missing.length === 0 ? null : missing,
  };
}

export function includes(test: LeafOf<'includes'>, values: FigureValues): Finding {
  const value = values[test.figure] as readonly string[] | undefined;
  const met = value?.some((name) => test.any.includes(name)) === true;
  return {
    result: value === undefined ? 'evidence_missing' : met ? 'met' : test.otherwise,
    value: value ?? null,
    threshold: test.any,
    gap: met ? null : test.any,
  };
}

export function kinds(test: LeafOf<'kinds'>, values: FigureValues): Finding {
  const value = values[test.figure] as readonly string[] | undefined;
  if (value === undefined) return { result: 'evidence_missing', value: null, threshold: test.min, gap: null };
  const missing = test.listed.filter((name) => !value.includes(name));
  const met = value.length >= test.min;
  return {
    result: met ? 'met' : test.otherwise,
    value: value.length,
    threshold: test.min,
    gap: met ? null : test.min - value.length,
    notes: missing.length === 0 ? [] : noted('listed_missing', missing),
  };
}

/** The gap names what is not there. */
export function stated(test: LeafOf<'stated'>, values: FigureValues): Finding {
  const absent = test.of.filter((name) => values[name] === false);
  const unanswered = test.of.filter((name) => values[name] === undefined);
  const there = test.of.length - absent.length - unanswered.length;
  const missing = [...absent, ...unanswered];
  const result = (): Result => {
    if (absent.length > 0) return test.otherwise;
    return unanswered.length > 0 ? 'evidence_missing' : test.judged ? 'judgement' : 'met';
  };
  return { result: result(), value: there, threshold: test.of.length, gap: missing.length === 0 ? null : missing };
}

export function within(test: LeafOf<'within'>, values: FigureValues): Finding {
  const place = values[test.place] as string | undefined;
  const met = place !== undefined && test.prefixes.some((prefix) => place.startsWith(prefix));
  return {
    result: met ? 'met' : place === undefined || place === '' ? 'evidence_missing' : test.otherwise,
    value: place ?? null,
    threshold: test.prefixes.slice(0, 1),
    gap: null,
  };
}
