import type { z } from 'zod';
import type { Bilingual } from '../../../shared/i18n.ts';
import type { complaintYear } from '../../../shared/complaints/routes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { casesByYear } from '../procedures/index.ts';
import { PROCEDURE, CLOCK } from './form.ts';

const ENDS = ['upheld', 'not_upheld', 'answered', 'not_accepted', 'withdrawn'] as const;

/** Complaints by year and by what they were about. What was thrown out as repeated or unrelated is not counted. */
export async function readStatistics(ctx: Ctx, programme: string | undefined) {
  const { years, medians, kinds } = await casesByYear(ctx, {
    procedure: PROCEDURE,
    clock: CLOCK,
    programme,
    except: ['discarded'],
  });
  return {
    years: [...new Set(years.map(({ year }) => year))].map((year): z.input<typeof complaintYear> => {
      const own = years.filter((row) => row.year === year);
      const sum = (rows: typeof own, of: 'count' | 'in_time'): number => rows.reduce((all, row) => all + row[of], 0);
      const ended = (id: string | null): number =>
        sum(
          own.filter(({ outcome }) => outcome === id),
          'count',
        );
      const ends = Object.fromEntries(ENDS.map((id) => [id, ended(id)])) as Record<(typeof ENDS)[number], number>;
      return {
        year,
        received: sum(own, 'count'),
        open: ended(null),
        ...ends,
        in_time: sum(own, 'in_time'),
        median_days: medians.get(year) ?? null,
      };
    }),
    kinds: kinds.map(({ kind, count }) => ({ label: labelOf(ctx, kind), count })),
  };
}

/** As the newest rule set that has the choice calls it. */
function labelOf(ctx: Ctx, kind: string): Bilingual {
  const found = [...ctx.services.ruleSets.values()]
    .flat()
    .map(({ procedures }) => procedures?.procedures[PROCEDURE]?.fields['kind']?.choices?.[kind])
    .findLast((label) => label !== undefined);
  return found ?? { zh: kind, en: kind };
}
