import type { Bilingual } from '../i18n.ts';
import type { Citation } from '../problems.ts';
import type { UnitId } from './amounts.ts';
import type { Leaf, Test } from './criteria.ts';

export const RESULTS = ['met', 'not_met', 'judgement', 'evidence_missing'] as const;
/** `judgement`: for the experts. `evidence_missing`: not shown yet, a figure or paper is missing. */
export type Result = (typeof RESULTS)[number];

export type Shown = string | number | boolean | readonly string[] | null;

/** Why a result is as it is, beyond value and threshold. */
export const NOTE_CODES = [
  'above_range',
  'all_kept',
  'none_exists',
  'total_missing',
  'counted_with_others',
  'part_exceeds_whole',
  'whole_is_zero',
  'listed_missing',
  'not_applicable',
] as const;
export type NoteCode = (typeof NOTE_CODES)[number];

/** One node of the explanation: a criterion or a part of one. */
export interface CriterionNode {
  clause: string;
  result: Result;
  /** In the unit of the threshold; a date, a choice, or names where it is no number. */
  value: Shown;
  threshold: Shown;
  /** What is missing: a number in `gap_unit`, names, or the earliest date at which it will be met. */
  gap: Shown;
  unit: UnitId | undefined;
  /** Kind of test; tells how value and threshold relate. */
  is: Test['is'];
  cite: Citation;
  label: Bilingual | undefined;
  /** Figures that it reads. */
  figures: readonly string[];
  /** Both numbers of a ratio. */
  parts: readonly [part: number, whole: number] | undefined;
  notes: readonly { code: NoteCode; names?: readonly string[] }[];
  children: CriterionNode[];
}

/** What a leaf finds; the rest of its node is the same for all. */
export type Finding = Pick<CriterionNode, 'result' | 'value' | 'threshold' | 'gap'> &
  Partial<Pick<CriterionNode, 'parts' | 'notes' | 'unit'>>;

export type LeafOf<K extends Leaf['is']> = Extract<Leaf, { is: K }>;

/** All are needed: one that fails decides, then one not shown, then one for the experts. */
export const allOf = (results: readonly Result[]): Result =>
  (['not_met', 'evidence_missing', 'judgement'] as const).find((result) => results.includes(result)) ?? 'met';

/** One is enough. */
export const anyOf = (results: readonly Result[]): Result =>
  (['met', 'judgement', 'evidence_missing'] as const).find((result) => results.includes(result)) ?? 'not_met';
