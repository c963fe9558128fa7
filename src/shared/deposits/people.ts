/** Authorities that enter deposits and see how they stand; with them the units of projects enter theirs. */
export const OFFICES = ['supervising_clerk', 'province_department', 'national_ministry'] as const;
export const DEPOSITORS = [...OFFICES, 'host_admin'] as const;
/** Those who take deposits in and judge them. */
export const KEEPERS = ['platform_head', 'platform_staff'] as const;
