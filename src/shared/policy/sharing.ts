import { z } from 'zod';
import { userGroup } from '../stock/service-schemas.ts';
import { bilingual } from './instrument.ts';
import { ruled } from './ruled.ts';
import { entryId } from './terms.ts';

/** Purposes whose basic services are free of charge, each with the evidence that shows it. */
const freeServices = z.strictObject({
  items: z.array(z.strictObject({ id: entryId, name: bilingual, evidence: bilingual })).min(1),
  /** The text ends with 等: other public purposes may be claimed with a reason. */
  open: z.boolean().default(false),
});

/** A permit, approval or proof that a special rule asks for. */
const askedPermit = z.strictObject({
  /** Kind of permit, `ethics_approval`; one handed in may serve several requests. */
  kind: entryId,
  name: bilingual,
  /** Who must hold it. */
  of: z.enum(['requester', 'platform']).default('requester'),
  /** `foreign`: asked by a foreign or foreign-controlled unit, also through an agent; `abroad`: it leaves the country. */
  when: z.enum(['always', 'foreign', 'abroad']).default('always'),
  /** Before which step it must be there and checked. */
  stage: z.enum(['accept', 'deliver']).default('deliver'),
});

/**
 * A rule of another law that the instrument defers to (国家法律法规有特殊规定的，遵从其规定): for which resources it holds
 * and what it asks.
 */
export const specialRule = z.strictObject({
  id: entryId,
  name: bilingual,
  /** Law or regulation, as cited. */
  law: bilingual,
  /** Types of resources it is about. */
  types: z.array(entryId).min(1),
  /** Only those whose field has one of these values; `unless`: none of these, where the field is filled in. */
  where: z
    .strictObject({
      field: z.string().min(1),
      is: z.array(z.string()).optional(),
      unless: z.array(z.string()).optional(),
      /** What the field says: where it is empty nobody knows whether the rule holds, so the platform states it first. */
      stated: bilingual.optional(),
    })
    .optional(),
  /** The requester declares, with evidence, whether a foreign party stands behind the request. */
  declare_foreign: z.boolean().default(false),
  /** The purpose must lie within what donors consented to: the platform confirms it. */
  consent: z.boolean().default(false),
  /** What is never open to the public, whatever the record says. */
  never_public: bilingual.optional(),
  permits: z.array(askedPermit).default([]),
});
export type SpecialRule = z.output<typeof specialRule>;

/** `reference/special-laws.yaml`: the special laws that rule sets name, written once. */
export const specialLaws = z.strictObject({ laws: z.array(specialRule) });

/** `policies/<id>/sharing.yaml`: on which terms resources are given to users. */
export const sharingTheme = z.strictObject({
  /** Null: the text has no such rule; nothing may then be shown as free by law. */
  free: ruled(freeServices.nullable()),
  /** A purpose that is partly public: free only where no business gains by it, or never. */
  mixed: ruled(z.enum(['free_without_beneficiary', 'never_free'])).optional(),
  /** Business purposes need a signed contract: always, or only where something is charged. */
  business: ruled(z.strictObject({ contract: z.enum(['always', 'charged']) })),
  /** Purposes that are neither free nor business (AMB-X-27): whether a contract is needed as well. */
  other: ruled(z.strictObject({ contract: z.boolean() })),
  /** When a custom service may be delivered: after both sides have agreed what is to be done. */
  custom: ruled(z.enum(['agreed_specification'])).optional(),
  /** What material needs to be delivered: how much, and to whom. */
  delivery: ruled(z.enum(['quantity_and_recipient'])).optional(),
  /**
   * Deliveries that nobody confirms: natural days after which the requester is reminded, and after which they count as received;
   * data that nobody takes are then withdrawn. Without it requests stay open.
   */
  receipt: ruled(
    z.strictObject({ remind_after: z.number().int().min(1).max(365), close_after: z.number().int().min(2).max(730) }),
  ).optional(),
  /** Ownership or shares of works and inventions are settled before delivery. */
  property: ruled(z.boolean()),
  /** Technology contracts are registered, and the numbers followed up. */
  registration: ruled(z.boolean()).optional(),
  /** Who sees the name of those who rate a service. */
  raters: ruled(z.enum(['platform', 'supervising'])),
  /** Ratings of unnamed raters are shown `together` so many at once, whatever there is of them at the end of the period; without it at once. */
  hold_ratings: ruled(
    z.strictObject({ together: z.number().int().min(2).max(20), at_most: z.enum(['month', 'quarter', 'year']) }),
  ).optional(),
  /** When receivers of a service are asked to rate it and what came of it, counted from its day, in order; without it nobody asks. */
  questions: ruled(
    z
      .array(
        z.strictObject({
          asks: z.enum(['rating', 'use']),
          months: z.number().int().min(0).max(120).default(0),
          days: z.number().int().min(0).max(366).default(0),
        }),
      )
      .min(1)
      .max(12),
  ).optional(),
  /** Classes of services and groups of users that a year is looked at for: what has none is named as lacking. */
  served: ruled(
    z.strictObject({
      classes: z.array(z.enum(['public', 'popularisation', 'custom'])).default([]),
      groups: z.array(userGroup).default([]),
    }),
  ).optional(),
  /** Special laws of `reference/special-laws.yaml` that the text defers to; read, they stand in `special`. */
  special_laws: ruled(z.array(entryId)).optional(),
  /** Special rules of the jurisdiction alone. */
  special: z.array(ruled(specialRule)).default([]),
});
export type SharingRules = z.output<typeof sharingTheme>;
