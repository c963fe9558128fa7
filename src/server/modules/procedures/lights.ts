import { type CivilDate } from '../../../shared/dates.ts';
import type { TRAFFIC_LIGHTS } from '../../../shared/procedures/schemas.ts';
import { NO_DUE } from './store.ts';

type Light = (typeof TRAFFIC_LIGHTS)[number];

/** Civil days before the last one from which a clock shows amber. */
export const AMBER_DAYS = 3;

export const daysLeft = (last: CivilDate, today: CivilDate): number =>
  Math.round((Date.parse(last) - Date.parse(today)) / 86_400_000);

/** Red: the last day is over; amber: it is near; none: no clock runs. */
export function lightOf(due: CivilDate | null, today: CivilDate): Light {
  if (due === null || due === NO_DUE) return 'none';
  const left = daysLeft(due, today);
  if (left < 0) return 'red';
  return left <= AMBER_DAYS ? 'amber' : 'green';
}
