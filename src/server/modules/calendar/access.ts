import { ADMINISTRATION } from '../../../shared/identity/administration.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { type Actor, holds } from '../../kernel/context.ts';

/**
 * A notice is the State Council's and one for all programmes: a system administrator of any of them may enter it.
 * Every word is kept, under the name of whoever entered it.
 */
export function checkMayEditCalendar(actor: Actor): void {
  if (!holds(actor, ...ADMINISTRATION.edit_calendar)) throw kernelProblem('kernel.not_allowed');
}
