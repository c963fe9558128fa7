import { accreditationProblem } from '../../../shared/accreditation/problems.ts';
import { DECIDERS } from '../../../shared/identity/administration.ts';
import { type Ctx, scopesOf } from '../../kernel/context.ts';

/** Whether somebody is of the authority that decides on recognition in a programme. Administrators are not (NAT-7.2). */
export const isDecider = ({ actor }: Pick<Ctx, 'actor'>, programme: string): boolean =>
  scopesOf(actor, 'programme', DECIDERS).includes(programme);

/** @throws accreditation.not_by_you */
export function demandDecider(ctx: Pick<Ctx, 'actor'>, programme: string): void {
  if (!isDecider(ctx, programme)) throw accreditationProblem('accreditation.not_by_you');
}
