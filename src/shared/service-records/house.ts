/**
 * What the measures leave open, as read here; an authority may read it otherwise.
 * Receivers are asked for a rating a week after the service, and for what came of it when papers and patents usually appear.
 */
export const QUESTIONS = [
  { asks: 'rating', months: 0, days: 7 },
  { asks: 'use', months: 6, days: 0 },
  { asks: 'use', months: 12, days: 0 },
  { asks: 'use', months: 24, days: 0 },
] as const satisfies readonly { asks: 'rating' | 'use'; months: number; days: number }[];

/** Groups of users whose coverage is looked at (穗 附录·科技数据（五）1). */
export const GROUPS_LOOKED_AT = ['research_institute', 'tech_enterprise', 'researcher'] as const;
