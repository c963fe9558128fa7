import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type CivilDate, isCivilDate } from '../../shared/dates.ts';
import { PACKAGE_ROOT } from '../kernel/package-root.ts';
import { readYaml } from '../kernel/yaml-file.ts';
import { movedBy, weeksTo } from './year-file.ts';

const DEMO = join(PACKAGE_ROOT, 'demo');

/** One thing somebody does with a request, a record or a work; what `with` holds the interface itself reads. */
const sharingStep = z.strictObject({
  on: z.string().refine(isCivilDate),
  time: z
    .string()
    .regex(/^\d{2}:\d{2}$/)
    .default('10:00'),
  /** Sign-in name. */
  as: z.string(),
  do: z.string(),
  /** The part of a request it is about, by the name `ask` gave it. */
  of: z.string().default(''),
  with: z.record(z.string(), z.unknown()).default({}),
});
export type SharingStep = z.output<typeof sharingStep>;

const sharingYear = z.strictObject({ written_on: z.string().refine(isCivilDate), steps: z.array(sharingStep) });

export interface SharingYear {
  steps: SharingStep[];
  /** Services outside the system, by platform: CSV on the days of this year. */
  tables: ReadonlyMap<string, string>;
}

/** What is asked for, given, recorded and said in the year of the demonstration (`demo/sharing.yaml`), moved to end on or before a day. */
export function readSharingYear(today: CivilDate): SharingYear {
  const { written_on, steps } = readYaml(join(DEMO, 'sharing.yaml'), sharingYear);
  const shift = weeksTo(today, written_on);
  const platforms = steps.filter((step) => step.do === 'record_table').map((step) => String(step.with['platform']));
  const tables = platforms.map((code) => {
    const text = readFileSync(join(DEMO, 'service-records', `${code}.csv`), 'utf8');
    return [code, text.replaceAll(/\d{4}-\d{2}-\d{2}/g, (day) => movedBy(shift, day) as string)] as const;
  });
  return { steps: movedBy(shift, steps) as SharingStep[], tables: new Map(tables) };
}
