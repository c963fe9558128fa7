import type { CivilDate } from '../dates.ts';

/** The end of an exclusion whose day is not known: that of a measure without a date. */
export const NO_END: CivilDate = '9999-12-31';
