import { guidanceRoutes } from '../../../shared/guidance/routes.ts';
import { defineModule } from '../../kernel/module.ts';
import { checkEligibility, checkEligibilityEverywhere, listEligibilityClasses } from './eligibility.ts';
import { printEligibility } from './eligibility-pdf.ts';
import { checkName } from './names.ts';

export const guidance = defineModule({
  name: 'guidance',
  table: guidanceRoutes,
  handlers: { listEligibilityClasses, checkEligibility, printEligibility, checkEligibilityEverywhere, checkName },
});
