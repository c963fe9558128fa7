import { AsyncLocalStorage } from 'node:async_hooks';
import { readFileSync } from 'node:fs';
import { type CivilDate, civilDateAt, type Instant } from '../../shared/dates.ts';

/** The product's time. Everything the rules know of time goes through it; sessions expire by the machine's. */
export interface Clock {
  now: () => Instant;
  today: () => CivilDate;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

const clockOf = (now: () => Instant): Clock => ({ now, today: () => civilDateAt(now()) });

export const machineClock: Clock = clockOf(() => new Date().toISOString());

/**
 * A frozen clock for trials: the instant written in a file, read afresh each time.
 * @throws Error when the file does not hold an ISO instant with an offset
 */
export const fileClock = (path: string): Clock =>
  clockOf(() => {
    const text = readFileSync(path, 'utf8').trim();
    if (!INSTANT.test(text) || Number.isNaN(Date.parse(text))) {
      throw new Error(`KEYUAN_CLOCK: ${path} must hold an ISO instant with an offset, not "${text.slice(0, 40)}"`);
    }
    return new Date(text).toISOString();
  });

export type SetTime = (instant: Instant | undefined) => void;

export interface MovableClock extends Clock {
  /**
   * Does something, requests to the product included, in a time of its own, which it sets; undefined gives back the own one. Who is
   * served meanwhile keeps the time of the day.
   */
  travel: <T>(journey: (setTime: SetTime) => Promise<T>) => Promise<T>;
}

/** A clock that the demonstration's years are lived by while others are served. */
export function movableClock(own: Clock): MovableClock {
  const journeys = new AsyncLocalStorage<{ at: Instant | undefined }>();
  return {
    ...clockOf(() => journeys.getStore()?.at ?? own.now()),
    travel: (journey) => {
      const time: { at: Instant | undefined } = { at: undefined };
      return journeys.run(time, () => journey((instant) => void (time.at = instant)));
    },
  };
}
