import { proceduresRoutes } from '../../../shared/procedures/routes.ts';
import { defineModule } from '../../kernel/module.ts';
import { caseCommand } from './command.ts';
import { grantCommission } from './delegations.ts';
import { expireClocks } from './expire.ts';
import { recomputeClocks } from './recompute.ts';
import { nameFits, namePlatform } from './name-hooks.ts';
import { remindOfClocks } from './remind.ts';
import { handlers } from './routes.ts';
import { tellChangedRules } from './rules-changed.ts';
import { tellConcerned } from './tell.ts';

export { personOf, visibleCase } from './access.ts';
export {
  casesAssigned,
  casesUnder,
  countRunning,
  draftedData,
  openAssignments,
  platformCases,
  seatsUnder,
  setFields,
} from './below.ts';
export { onSubjectSide, readsAsOffice } from './field-readers.ts';
export { placeOf } from './place.ts';
export { replaceAssigned } from './assignments.ts';
export { findCase, lockCase } from './store.ts';
export { handlers as caseHandlers } from './routes.ts';
export { fileOfCase, uploadCaseFile } from './case-files.ts';
export { saveField } from './draft.ts';
export { type FormDesk, formDesk, writeMember, writeOnDesk } from './form-desk.ts';
export { wasAssignedBelow } from './assignments.ts';
export { grantDelegation, isCommissioned } from './delegations.ts';
export { expireClocks } from './expire.ts';
export type { CaseEffect, Gate, TakenStep } from './hooks.ts';
export { clockRule } from './clocks.ts';
export { valueText } from './labels.ts';
export { publicCases } from './public-cases.ts';
export { casesByEnd, casesByYear } from './case-statistics.ts';
export { momentAt, openingDesk, openInside } from './open-inside.ts';
export type { CaseSubject } from './insert-case.ts';
export {
  openFromOutside,
  outsideCtx,
  outsideNeeds,
  type OutsideView,
  takeFromOutside,
  viewFromOutside,
} from './outside.ts';
export { type CaseRules, citeOf, rulesOf } from './rules.ts';
export { subjectOf } from './subject.ts';
export { casesById, clocksOf, clocksOfCases, doneAt, newestEvent, subCasesSince, toldSince } from './store.ts';
export type { CaseRow, ClockRow } from './store.ts';
export { casesSeenBy } from './seen-by.ts';
export { counterOf, takeInside } from './take-action.ts';
export { readCase } from './view.ts';

export const procedures = defineModule({
  name: 'procedures',
  table: proceduresRoutes,
  handlers,
  commands: { case: caseCommand },
  effects: { 'procedures.tell': tellConcerned, 'calendar.changed': recomputeClocks },
  offers: {
    gates: { name_fits: nameFits },
    caseEffects: { grant_commission: grantCommission, name_platform: namePlatform },
  },
  start(context) {
    const looking = tellChangedRules(context('procedures.rules'));
    return () => looking;
  },
  due: [
    { name: 'procedures.clocks', every: 60, run: expireClocks },
    { name: 'procedures.reminders', every: 'daily', run: remindOfClocks },
  ],
});
