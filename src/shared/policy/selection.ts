import { z } from 'zod';
import { bilingual, civilDate } from './instrument.ts';
import { ruled } from './ruled.ts';
import { clockRef, listed, named } from './terms.ts';

const count = z.number().int().positive();
const limit = ruled(z.strictObject({ most: count, in_principle: z.boolean() }));

/** `policies/<id>/rounds.yaml`: how a platform is recognised. */
export const roundsTheme = z.strictObject({
  mode: ruled(bilingual),
  applicant: ruled(bilingual),
  /** Through whose hands an application goes, in order. */
  path: ruled(z.array(bilingual).min(2)),
  steps: ruled(z.array(named).min(1)),
  review_by: ruled(bilingual),
  site_visit: ruled(z.enum(['mandatory', 'optional'])),
  /** Experts of a panel; the texts name no number. */
  panel: ruled(z.strictObject({ least: count, odd: z.boolean() })),
  /** Units whose people may not review. */
  conflicts: ruled(listed),
  /** An application is for one class of `criteria.yaml`. */
  one_class: ruled(z.boolean()).optional(),
  limits: z
    .strictObject({
      /** Applications of a host in one period of validity. */
      per_host: limit.optional(),
      /** Supported platforms of a class in one period of validity. */
      per_class: limit.optional(),
    })
    .default({}),
  /** Term of recognition; null: none. */
  validity: ruled(clockRef.nullable()),
  publication: ruled(bilingual),
  plaque: ruled(z.strictObject({ awarded: z.boolean(), recovered: z.enum(['required', 'task', 'no']) })),
  head: ruled(z.strictObject({ who: bilingual, appointed_by: bilingual, recommended: bilingual })).optional(),
  /** The next period: null where nothing is said. */
  renewal: ruled(bilingual).optional(),
  /** Ways up to the national level. */
  promotion: ruled(bilingual),
  changes: ruled(
    z.strictObject({
      kinds: listed,
      expert_opinion: z.boolean(),
      written_report: z.boolean(),
      notice_by: bilingual.nullable(),
      filed_with: bilingual.nullable(),
    }),
  ),
});

/** `policies/<id>/direct-path.yaml`: recognition without review for what is recognised nationally. */
export const directPathTheme = z.strictObject({
  /** Recognised on or after this day. */
  recognised_from: ruled(civilDate),
  certifier: ruled(bilingual),
  kinds: ruled(listed),
  review: ruled(z.boolean()),
  notice: ruled(z.boolean()),
  /** What is still checked. */
  checks: ruled(listed),
});

/** `policies/<id>/notice.yaml`: public notices and the objections to them. */
export const noticeTheme = z.strictObject({
  notices: z.array(
    ruled(z.strictObject({ id: z.enum(['accreditation', 'evaluation', 'change', 'termination']), ...clockRef.shape })),
  ),
  /** What counts as passed. */
  passes: ruled(z.enum(['no_open_or_upheld_objection'])),
  /** Correction of a list on notice. */
  correction: ruled(z.enum(['restart_item'])),
  objection: ruled(
    z.strictObject({
      written: z.boolean(),
      /** Requests of one person about one platform and one result. */
      most: count,
      /** What a corrected result on a new notice is to who objected before (AMB-GZ-30). */
      again: z.enum(['same_result', 'new_result']).default('same_result'),
      excluded: listed,
      accept: clockRef,
      decide: clockRef,
    }),
  ),
  /** How a written request may come in. */
  accepts: ruled(z.array(z.enum(['e_signature', 'scan', 'paper'])).min(1)),
});
