import type { z } from 'zod';
import type { complaintForm, FormField } from '../../../shared/complaints/routes.ts';
import type { Ctx } from '../../kernel/context.ts';
import {
  findPlatform,
  type PlatformRecord,
  type PortalProgramme,
  portalProgrammes,
  readProgrammeInstrument,
} from '../identity/index.ts';
import { ruleSetVersion } from '../policy/index.ts';
import { type CaseRules, citeOf, outsideNeeds } from '../procedures/index.ts';

export const PROCEDURE = 'complaint';
export const CLOCK = 'complaint_answer';

/** The rules by which a network takes complaints today; undefined where it takes none. */
async function rulesOfNetwork(ctx: Ctx, programme: string): Promise<CaseRules | undefined> {
  const { rule_set, version } = await readProgrammeInstrument(ctx, programme);
  const ruleSet = ruleSetVersion(ctx, rule_set, version);
  const procedures = ruleSet.procedures?.procedures ?? {};
  const procedure = procedures[PROCEDURE];
  return procedure?.open?.by.includes('outside') ? { ruleSet, procedures, procedure } : undefined;
}

interface Network extends PortalProgramme {
  rules: CaseRules;
}

async function networksOf(ctx: Ctx): Promise<Network[]> {
  const networks: Network[] = [];
  for (const one of await portalProgrammes(ctx)) {
    const rules = await rulesOfNetwork(ctx, one.id);
    if (rules) networks.push({ ...one, rules });
  }
  return networks;
}

interface Asked {
  programme?: string | undefined;
  platform?: string | undefined;
}

/** What to fill in to complain about a platform; without one, which networks take complaints. */
export async function readForm(ctx: Ctx, asked: Asked): Promise<z.input<typeof complaintForm>> {
  const networks = await networksOf(ctx);
  const named = asked.platform === undefined ? undefined : await findPlatform(ctx.db, asked.platform);
  const platform = named?.state === 'active' ? named : undefined;
  const found = networkFor(networks, platform, asked.programme);
  return {
    programmes: networks.map(({ id, name }) => ({ id, name })),
    programme: found ? { id: found.id, name: found.name } : null,
    authority: found?.authority ?? null,
    platform:
      platform && found
        ? {
            code: platform.code,
            name: { zh: platform.name_zh, en: platform.name_en ?? platform.name_zh },
            department: platform.supervising_name,
          }
        : null,
    ...formOf(found?.rules),
  };
}

/** The network asked for; where a platform is named and is not in that one, the first of its own. */
function networkFor(
  networks: readonly Network[],
  platform: PlatformRecord | undefined,
  programme: string | undefined,
): Network | undefined {
  const fitting = platform
    ? networks.filter(({ id }) => platform.programmes.some((own) => own.programme === id))
    : networks;
  const asked = fitting.find(({ id }) => id === programme);
  return asked ?? (platform || programme === undefined ? fitting[0] : undefined);
}

function formOf(rules: CaseRules | undefined) {
  if (!rules) return { help: null, fields: [], anonymous: false, answer: null, cite: null, handlers: [] };
  const { procedure, ruleSet } = rules;
  const fields = fieldsOf(rules, procedure.initial, 'file');
  const clock = ruleSet.clocks?.clocks[CLOCK];
  return {
    help: procedure.help ?? null,
    fields,
    anonymous: !fields.some((field) => field.private && field.required),
    answer:
      clock && !('dated' in clock.value)
        ? { count: clock.value.count, unit: clock.value.unit, house: clock.basis === 'house' }
        : null,
    cite: citeOf(ruleSet, procedure),
    handlers: ruleSet.authorities?.complaints?.value.items ?? [],
  };
}

/** Fields that whoever writes fills in for an action from a state. */
export const fieldsOf = (rules: CaseRules, state: string, action: string): FormField[] =>
  [...outsideNeeds(rules, state, action)].map(([id, required]) => {
    const field = rules.procedure.fields[id]!;
    return {
      id,
      label: field.label,
      help: field.help ?? null,
      type: field.type,
      max_length: field.max_length ?? null,
      choices: Object.entries(field.choices ?? {}).map(([choice, label]) => ({ id: choice, label })),
      required,
      private: field.seen_by !== undefined && !field.seen_by.includes('outside'),
    };
  });
