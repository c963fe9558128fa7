import { z } from 'zod';
import type { Citation } from '../problems.ts';
import { citationOf, type Ruled, ruled } from './ruled.ts';

/** Publication states of a platform in a programme (AMB-NAT-03). */
export const MEMBER_STATES = ['owner', 'recommended', 'accredited'] as const;
export type MemberState = (typeof MEMBER_STATES)[number];

export const EXCEPTION_KINDS = ['secrecy', 'special_rule', 'approved_reason'] as const;
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number];

/** `policies/<id>/catalogue.yaml`: the first theme of a rule set. */
export const catalogueTheme = z.strictObject({
  portal_name: ruled(z.strictObject({ zh: z.string(), en: z.string() })),
  openness: ruled(z.strictObject({ in_principle: z.boolean() })),
  exceptions: z.array(
    ruled(
      z.strictObject({
        kind: z.enum(EXCEPTION_KINDS),
        /** Only the number of such resources is declared: no record may describe one. */
        declared_only: z.boolean().default(false),
        /** Fields that must be filled with it. */
        needs: z.array(z.string()),
      }),
    ),
  ),
  identifier: ruled(
    z.strictObject({ scheme: z.literal('cstr'), refused_without: z.array(z.enum(MEMBER_STATES)) }),
  ).optional(),
  update_interval_days: ruled(z.number().int().positive()),
  metadata_profile: ruled(z.strictObject({ name: z.string(), mandatory: z.array(z.string()) })),
  reserved_names: ruled(z.array(z.string())).optional(),
  defence_declaration: ruled(z.strictObject({ required: z.boolean() })).optional(),
  /** Products made of resources keep to the conditions of their sources. */
  derived_products: ruled(z.strictObject({ inherit: z.literal(true) })).optional(),
  /** Every so many months a platform that holds these types publishes what can be had of them. */
  available_list: ruled(
    z.strictObject({ months: z.number().int().positive(), types: z.array(z.string()).min(1) }),
  ).optional(),
  /** Resources formed with private money: their opening is encouraged, closing them needs no reason. */
  private_resources: ruled(z.strictObject({ encouraged: z.literal(true) })).optional(),
  /** Publication states of platforms on the portal. */
  publishers: ruled(z.array(z.enum(MEMBER_STATES)).min(1)).optional(),
  /** Records that miss fields of their type's minimum set are counted and listed. */
  completeness: ruled(z.strictObject({ listed: z.literal(true) })).optional(),
  /** The stock of physical resources: no movement may leave less than nothing, today or on any day before. */
  holdings: ruled(z.strictObject({ negative: z.literal(false) })).optional(),
  private_channel: ruled(z.strictObject({ accept_without: z.boolean() })).optional(),
});

export type CatalogueTheme = z.output<typeof catalogueTheme>;

/** A platform's place in a programme. */
export interface Membership {
  ruleSet: { id: string; catalogue: CatalogueTheme };
  state: MemberState;
}

export interface CatalogueRules {
  /** Why publicly funded resources must be open: one citation per rule set; empty under house rules alone. */
  openness: Citation[];
  /** Exceptions that every rule set of the platform knows. */
  exceptions: { kind: ExceptionKind; declaredOnly: boolean; needs: string[]; cite: Citation }[];
  /** Publishing without an identifier is refused. */
  identifierRefused: Citation | undefined;
  /** Publishing without one is pointed out. */
  identifierFlagged: Citation | undefined;
  updateIntervalDays: { value: number; cite: Citation | undefined };
  mandatory: { field: string; profile: string; cite: Citation }[];
  defenceDeclaration: Citation | undefined;
  availableList: { months: number; types: string[]; cite: Citation } | undefined;
  /** Why a product keeps to the conditions of its sources; a rule of the house where no rule set names products. */
  derived: Citation | undefined;
}

/** Records not confirmed for this many days count as overdue where no rule set says otherwise. */
const HOUSE_UPDATE_INTERVAL_DAYS = 365;

/** The rules of a platform's records: those of all its programmes, the strictest of each; house rules without any. */
export function catalogueRules(memberships: readonly Membership[]): CatalogueRules {
  const cited = memberships.map(({ ruleSet, state }) => ({
    state,
    theme: ruleSet.catalogue,
    cite: (rule: Ruled<unknown>): Citation => citationOf(ruleSet, rule),
  }));
  const interval = cited
    .map(({ theme, cite }) => ({ value: theme.update_interval_days.value, cite: cite(theme.update_interval_days) }))
    .sort((a, b) => a.value - b.value)[0];
  const identifiers = cited.flatMap(({ theme, state, cite }) =>
    theme.identifier
      ? [{ refused: theme.identifier.value.refused_without.includes(state), cite: cite(theme.identifier) }]
      : [],
  );
  return {
    openness: cited.map(({ theme, cite }) => cite(theme.openness)),
    exceptions: sharedExceptions(cited),
    identifierRefused: identifiers.find(({ refused }) => refused)?.cite,
    identifierFlagged: identifiers.find(({ refused }) => !refused)?.cite,
    updateIntervalDays: interval ?? { value: HOUSE_UPDATE_INTERVAL_DAYS, cite: undefined },
    mandatory: cited.flatMap(({ theme, cite }) =>
      theme.metadata_profile.value.mandatory.map((field) => ({
        field,
        profile: theme.metadata_profile.value.name,
        cite: cite(theme.metadata_profile),
      })),
    ),
    availableList: cited
      .flatMap(({ theme, cite }) =>
        theme.available_list ? [{ ...theme.available_list.value, cite: cite(theme.available_list) }] : [],
      )
      .sort((a, b) => a.months - b.months)[0],
    derived: cited.flatMap(({ theme, cite }) => (theme.derived_products ? [cite(theme.derived_products)] : []))[0],
    defenceDeclaration: cited.flatMap(({ theme, cite }) =>
      theme.defence_declaration?.value.required ? [cite(theme.defence_declaration)] : [],
    )[0],
  };
}

function sharedExceptions(
  sets: readonly { theme: CatalogueTheme; cite: (rule: Ruled<unknown>) => Citation }[],
): CatalogueRules['exceptions'] {
  const [first, ...others] = sets;
  if (!first) return [];
  return first.theme.exceptions
    .filter(({ value }) =>
      others.every(({ theme }) => theme.exceptions.some((other) => other.value.kind === value.kind)),
    )
    .map((rule) => ({
      kind: rule.value.kind,
      declaredOnly: rule.value.declared_only,
      needs: [
        ...new Set(
          sets.flatMap(
            ({ theme }) => theme.exceptions.find((other) => other.value.kind === rule.value.kind)?.value.needs ?? [],
          ),
        ),
      ],
      cite: first.cite(rule),
    }));
}
