import { act, lockName } from '../../kernel/act.ts';
import type { Ctx, Services } from '../../kernel/context.ts';
import { packageYears } from './package-years.ts';
import { insertYear, storedYears } from './store.ts';

/** Loads the years of the package that nothing is known of yet; a year that stands is never changed by it. */
export async function loadPackageYears(ctx: Ctx): Promise<void> {
  const known = new Set((await storedYears(ctx.db)).map(({ year }) => year));
  if (packageYears().every(({ year }) => known.has(year))) return;
  await act(ctx, { action: 'calendar.years.load' }, async (tx) => {
    await lockName(tx, 'calendar.years');
    const stored = await storedYears(tx.db);
    const missing = packageYears().filter(({ year }) => stored.every((other) => other.year !== year));
    const years = missing.map(({ year }) => year);
    tx.note({ years });
    for (const { issued_on, ...year } of missing)
      await insertYear(ctx, tx, { ...year, issuedOn: issued_on, revision: 1, source: 'package' });
    // On the very first load nothing can have been counted yet.
    if (stored.length > 0 && years.length > 0)
      await tx.queue('calendar.changed', { years }, `calendar.changed:package:${years.join()}`);
  });
}

const loading = new WeakMap<Services, Promise<void>>();

/** Begins the load at start-up. @returns waits for the end of it */
export function startCalendar(ctx: Ctx): () => Promise<void> {
  const work = loadPackageYears(ctx).catch((cause: unknown) =>
    ctx.services.log.error({ err: cause }, 'calendar not loaded'),
  );
  loading.set(ctx.services, work);
  return () => work;
}

export const calendarLoaded = async (services: Services): Promise<void> => loading.get(services);
