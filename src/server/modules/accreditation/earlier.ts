import { accreditationProblem } from '../../../shared/accreditation/problems.ts';
import type { accreditationRoutes } from '../../../shared/accreditation/routes.ts';
import type { InputOf } from '../../../shared/contract.ts';
import { identityProblem } from '../../../shared/identity/problems.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { platformOf, portalProgrammes, readProgrammeInstrument } from '../identity/index.ts';
import { ruleSetVersion } from '../policy/index.ts';
import { demandDecider } from './access.ts';
import { addEntry } from './register-write.ts';

type Input = InputOf<typeof accreditationRoutes.recordEarlierEntry>['body'];

/**
 * Enters a recognition that was decided before this system was in use, by its decision: the authority answers for it.
 * @throws accreditation.not_by_you | decision_in_future | in_register_before; identity.platform_unknown | programme_unknown
 */
export async function recordEarlier(ctx: Ctx, input: Input): Promise<Id> {
  if (!(await portalProgrammes(ctx)).some(({ id }) => id === input.programme))
    throw identityProblem('identity.programme_unknown', { id: input.programme });
  demandDecider(ctx, input.programme);
  const platform = await platformOf(ctx.db, input.platform);
  const { on } = input.decision;
  if (on > ctx.today) throw accreditationProblem('accreditation.decision_in_future', { date: on });
  if (input.term_first !== undefined && input.term_last !== undefined && input.term_last < input.term_first)
    throw kernelProblem('kernel.invalid_input', { count: 1 }, { errors: [TERM_FAULT] });
  const { rule_set, version, mark } = await readProgrammeInstrument(ctx, input.programme);
  const set = ruleSetVersion(ctx, rule_set, version);
  const known = set.criteria?.classes.find(({ value }) => value.code === input.class)?.value.name;
  const event = { action: 'accreditation.register.record_earlier', detail: { platform: platform.code } };
  return act(ctx, event, (tx) =>
    addEntry(ctx, tx, {
      programme_id: input.programme,
      platform_id: platform.id,
      case_id: null,
      rule_set,
      rule_set_version: version,
      trial: mark !== null,
      class: input.class ?? null,
      class_zh: known?.zh ?? input.class ?? null,
      class_en: known?.en ?? input.class ?? null,
      head: input.head ?? null,
      direct: null,
      decision: {
        type: { zh: input.decision.type, en: input.decision.type },
        number: input.decision.number,
        on,
        signatories: input.decision.signatories.map((name) => ({ zh: name, en: name })),
        cite: null,
      },
      list_no: input.list_no ?? null,
      list_on: null,
      plaque_no: input.plaque_no ?? null,
      plaque_on: input.plaque_on ?? null,
      term_first: input.term_first ?? null,
      term_last: input.term_last ?? null,
    }),
  );
}

const TERM_FAULT = {
  path: 'body.term_last',
  code: 'before_first',
  zh: '有效期止早于有效期起',
  en: 'the term ends before it begins',
};
