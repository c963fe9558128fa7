import { join } from 'node:path';
import { z } from 'zod';
import { PACKAGE_ROOT } from '../../kernel/package-root.ts';
import { readYaml } from '../../kernel/yaml-file.ts';

const days = z.array(z.number().int().min(0).max(366)).min(1);
const schema = z.strictObject({ permit_ends: days, acceptance: days });
let read: z.output<typeof schema> | undefined;

/** Days on which people are reminded: of a permit's end the most first, of an acceptance the fewest first. */
export const reminderDays = (): z.output<typeof schema> => {
  if (read) return read;
  const { permit_ends, acceptance } = readYaml(join(PACKAGE_ROOT, 'reference/agreement-reminders.yaml'), schema);
  read = { permit_ends: permit_ends.toSorted((a, b) => b - a), acceptance: acceptance.toSorted((a, b) => a - b) };
  return read;
};

/** Days before its end from which a permit counts as ending soon. */
export const soonDays = (): number => reminderDays().permit_ends[0]!;
