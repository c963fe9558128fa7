export const CASE_SORTS = ['due', 'newest', 'oldest', 'title'] as const;
/** Columns of the list, in this order; the title is always there. */
export const CASE_COLUMNS = ['state', 'due', 'holder', 'district', 'class', 'opened', 'programme', 'number'] as const;
export type CaseColumn = (typeof CASE_COLUMNS)[number];
/** Rows of one exported file. */
export const CASE_EXPORT_MAX = 10_000;
/** Cases of one bulk request. */
export const CASE_BULK_MAX = 100;
