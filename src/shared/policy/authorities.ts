import { z } from 'zod';
import { bilingual } from './instrument.ts';
import { ruled } from './ruled.ts';
import { entryId, listed, named } from './terms.ts';

export const DECISIONS = [
  'establish',
  'approve',
  'publish_list',
  'adjust',
  'revoke',
  'mandate_review',
  'mandate_evaluation',
  'results',
  'receive_plan',
  'file_head',
  'file_change',
  'pay',
] as const;

/** `policies/<id>/authorities.yaml`: who manages, supervises, decides and is in charge. */
export const authoritiesTheme = z
  .strictObject({
    managers: ruled(z.array(named).min(1)),
    supervising: ruled(listed),
    /** Who acts by mandate. */
    agents: ruled(listed).optional(),
    hosts: ruled(listed),
    /** Kinds of host that go first, where the text names them. */
    preferred_hosts: ruled(listed).optional(),
    /** Who signs each decision; several: jointly. */
    decisions: z.array(ruled(z.strictObject({ id: z.enum(DECISIONS), by: z.array(entryId).min(1) }))),
    evaluator: ruled(bilingual),
    complaints: ruled(listed),
  })
  .superRefine(({ managers, decisions }, ctx) => {
    const known = new Set(managers.value.map(({ id }) => id));
    decisions.forEach(({ value }, n) =>
      value.by.forEach((id, at) => {
        if (!known.has(id))
          ctx.addIssue({
            code: 'custom',
            path: ['decisions', n, 'value', 'by', at],
            message: `没有管理部门“${id}” no manager ${id}`,
          });
      }),
    );
  });
