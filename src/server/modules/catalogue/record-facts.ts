import type { RecordFields } from '../../../shared/catalogue/resource-type.ts';
import type { Access, Funding } from '../../../shared/catalogue/schemas.ts';

export const accessOf = (fields: RecordFields): Access =>
  fields['share_scope'] === 'none' ? 'closed' : fields['share_scope'] === 'full' ? 'open' : 'conditional';

/** Where nothing is said, public money is presumed: the stricter reading. */
export const fundingOf = (fields: RecordFields): Funding => {
  const given = fields['funding'];
  return given === 'private' || given === 'mixed' ? given : 'fiscal';
};
