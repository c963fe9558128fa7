import { checkAcross } from './check-across.ts';
import { type Applied, checkCover } from './check-cover.ts';
import { checkSection } from './check-section.ts';
import type { PlanFault } from './faults.ts';
import { pathsOf, type PlanShape } from './shape.ts';
import { isBlank, type PlanValues, saysNone } from './values.ts';

export interface CheckedPlan {
  faults: PlanFault[];
  /** The cover as `cover`, then the sections that are filled, by number. */
  progress: PlanProgress[];
}

export interface PlanProgress {
  section: string;
  /** `open`: something is written, and something is missing or wrong. */
  state: 'empty' | 'open' | 'done' | 'none';
  filled: number;
  fields: number;
  faults: number;
  flags: number;
}

/**
 * Looks through a whole plan.
 * @param fen amounts of the rule set in fen, by their path
 */
export function checkPlan(
  shape: PlanShape,
  values: PlanValues,
  applied: Applied,
  fen: (path: string) => number | undefined = () => undefined,
): CheckedPlan {
  const faults = [
    ...checkCover(shape, values, applied),
    ...shape.sections.flatMap((section) => checkSection(shape, section, values, applied.class)),
    ...checkAcross(shape, values, fen),
  ];
  const bySection = new Map<string, PlanFault[]>();
  for (const fault of faults) {
    const section = fault.path.split('/')[0]!;
    bySection.set(section, [...(bySection.get(section) ?? []), fault]);
  }
  const progressOf = (section: string, paths: readonly string[]): PlanProgress => {
    const own = bySection.get(section) ?? [];
    const filled = paths.filter((path) => !isBlank(values[path])).length;
    const wrong = own.filter(({ level }) => level === 'fault').length;
    const none = saysNone(shape, values, section);
    return {
      section,
      state: wrong === 0 ? (none ? 'none' : 'done') : filled === 0 ? 'empty' : 'open',
      filled,
      fields: paths.length,
      faults: wrong,
      flags: own.length - wrong,
    };
  };
  return {
    faults,
    progress: [
      progressOf(
        'cover',
        shape.cover.map(({ path }) => path),
      ),
      ...shape.sections
        .filter(({ fields }) => fields.length > 0)
        .map((section) => progressOf(section.number, pathsOf(section))),
    ],
  };
}
