import type { Instant } from '../../../shared/dates.ts';

/** Sessions, locks and links expire by the machine's time, whatever the product's clock says. */
export const machineNow = (plusSeconds = 0): Instant => new Date(Date.now() + plusSeconds * 1000).toISOString();
