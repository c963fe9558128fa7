import { ADMINISTRATION } from '../../../shared/identity/administration.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { type Actor, scopesOf } from '../../kernel/context.ts';

/** The calendar is one for the whole installation: an administrator of a programme alone does not enter it. */
export function checkMayEditCalendar(actor: Actor): void {
  if (scopesOf(actor, 'instance', ADMINISTRATION.edit_calendar).length === 0) throw kernelProblem('kernel.not_allowed');
}
