import { guidanceRoutes } from '../../../shared/guidance/routes.ts';
import { defineModule } from '../../kernel/module.ts';
import { checkEligibility, checkEligibilityEverywhere, listEligibilityClasses } from './eligibility.ts';
import { printEligibility } from './eligibility-pdf.ts';
import { checkName } from './names.ts';
import { policyCommand } from './policy-command.ts';
import { policyHandlers } from './policies.ts';

export const guidance = defineModule({
  name: 'guidance',
  table: guidanceRoutes,
  handlers: {
    ...policyHandlers,
    listEligibilityClasses,
    checkEligibility,
    printEligibility,
    checkEligibilityEverywhere,
    checkName,
  },
  commands: { policy: policyCommand },
});
