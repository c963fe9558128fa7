import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import { civilDate } from '../../../shared/identity/schemas.ts';
import { type ArrangedDay, yearOf } from '../../../shared/calendar/work-calendar.ts';
import { PACKAGE_ROOT } from '../../kernel/package-root.ts';
import { readYaml } from '../../kernel/yaml-file.ts';

/** Dates by kind; a value is `English name,中文名,days of the festival`. */
const packageData = z.object({
  holidays: z.record(civilDate, z.string()),
  workdays: z.record(civilDate, z.string()),
});

const noticesFile = z.strictObject({
  notices: z.array(
    z.strictObject({
      year: z.int(),
      notice: z.string().optional(),
      issued_on: civilDate.optional(),
      link: z.url().optional(),
    }),
  ),
});

export interface PackageYear {
  year: number;
  notice: string | null;
  issued_on: string | null;
  link: string | null;
  days: ArrangedDay[];
}

/**
 * Years of the npm package chinese-days, with the notice behind each as far as `reference/holiday-notices.yaml` has it.
 * Only its data is used: its functions take a year without data for one without holidays.
 */
export function packageYears(): PackageYear[] {
  const path = createRequire(import.meta.url).resolve('chinese-days/dist/chinese-days.json');
  const { holidays, workdays } = packageData.parse(JSON.parse(readFileSync(path, 'utf8')));
  const { notices } = readYaml(join(PACKAGE_ROOT, 'reference/holiday-notices.yaml'), noticesFile);
  const days = [...arranged('off', holidays), ...arranged('make_up', workdays)];
  return [...new Set(days.map(({ date }) => yearOf(date)))]
    .sort((a, b) => a - b)
    .map((year) => {
      const known = notices.find((notice) => notice.year === year);
      return {
        year,
        notice: known?.notice ?? null,
        issued_on: known?.issued_on ?? null,
        link: known?.link ?? null,
        days: days.filter(({ date }) => yearOf(date) === year),
      };
    });
}

const arranged = (kind: ArrangedDay['kind'], entries: Readonly<Record<string, string>>): ArrangedDay[] =>
  Object.entries(entries).map(([date, names]) => {
    const [en = '', zh = ''] = names.split(',');
    return { date, kind, name: { zh, en } };
  });
