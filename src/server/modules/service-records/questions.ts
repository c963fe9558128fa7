import { addDays, addMonths, type CivilDate } from '../../../shared/dates.ts';
import { QUESTIONS } from '../../../shared/service-records/house.ts';
import type { Tx } from '../../kernel/act.ts';
import type { Id } from '../../kernel/ids.ts';

/** When a receiver is asked for a step, counted from the day of the service; undefined: no more. */
export function askedOn(step: number, on: CivilDate): CivilDate | undefined {
  const question = QUESTIONS[step];
  return question && addDays(addMonths(on, question.months), question.days);
}

/** From now on the receiver of a service is asked, where it has an account. */
export async function openQuestions(
  tx: Tx,
  { root, account, on }: { root: Id; account: Id | null; on: CivilDate },
): Promise<void> {
  if (account === null) return;
  await tx.db
    .insertInto('service_question')
    .values({ root_id: root, account_id: account, step: 0, next_on: askedOn(0, on)! })
    .execute();
}
