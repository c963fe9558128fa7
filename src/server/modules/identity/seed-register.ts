import type { z } from 'zod';
import type { OrganisationKind, PlatformKind } from '../../../shared/identity/codes.ts';
import { identityProblem } from '../../../shared/identity/problems.ts';
import type { platformInput } from '../../../shared/identity/schemas.ts';
import type { Bilingual } from '../../../shared/i18n.ts';
import { act, type Tx } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { findOrganisation } from './grant-checks.ts';
import { insertOrganisation } from './organisations.ts';
import { findPlatform } from './platform-record.ts';
import { insertPlatform } from './platform-write.ts';
import { setMembership } from './placing.ts';
import { insertProgramme } from './programmes.ts';
import { checkRegion } from './regions.ts';

/** Organisations are named by unified social credit code or name, wherever another entry refers to one. */
export interface OrganisationSeed {
  name_zh: string;
  name_en?: string | undefined;
  uscc?: string | undefined;
  kind: OrganisationKind;
  region_code?: string | undefined;
  supervising?: string | undefined;
  defence?: boolean | undefined;
  demo?: boolean | undefined;
}

type PlatformFields = Omit<
  z.input<typeof platformInput>,
  'code' | 'name_zh' | 'kind' | 'host_id' | 'supervising_id' | 'programmes'
>;
export interface PlatformSeed extends PlatformFields {
  code: string;
  name_zh: string;
  kind: PlatformKind;
  host?: string | undefined;
  supervising?: string | undefined;
  demo?: boolean | undefined;
  programmes?: z.output<typeof platformInput>['programmes'];
}

export interface ProgrammeSeed {
  id: string;
  rule_set: string;
  authority?: string | undefined;
  mode: 'trial' | 'live';
  portal_name?: Bilingual | undefined;
  path: string;
  host?: string | undefined;
  position?: number | undefined;
}

export interface RegisterSeed {
  organisations?: readonly OrganisationSeed[];
  platforms?: readonly PlatformSeed[];
  programmes?: readonly ProgrammeSeed[];
}

/** Ids by what the seed calls an entry: credit code or name, platform code, programme id. */
export interface SeededRegister {
  organisations: Map<string, Id>;
  platforms: Map<string, Id>;
  programmes: Map<string, string>;
}

/**
 * Enters what is missing of a register, in one act: organisations by credit code or name, programmes by id,
 * platforms by code with missing places in programmes. What is there already is left as it is, as people may have
 * changed it.
 */
export async function seedRegister(ctx: Ctx, seed: RegisterSeed): Promise<SeededRegister> {
  const { organisations = [], platforms = [], programmes = [] } = seed;
  for (const { region_code } of [...organisations, ...platforms]) await checkRegion(ctx, region_code);
  return act(ctx, { action: 'identity.register.seed' }, async (tx) => {
    const ids: SeededRegister = { organisations: new Map(), platforms: new Map(), programmes: new Map() };
    for (const one of organisations)
      ids.organisations.set(one.uscc ?? one.name_zh, await seedOrganisation(ctx, tx, one));
    for (const one of programmes) ids.programmes.set(one.id, await seedProgramme(ctx, tx, one));
    for (const one of platforms) ids.platforms.set(one.code, await seedPlatform(ctx, tx, one));
    tx.note({ organisations: organisations.length, programmes: programmes.length, platforms: platforms.length });
    return ids;
  });
}

/** @throws identity.reference_unknown */
async function organisationId(tx: Tx, field: string, named: string | undefined): Promise<Id | null> {
  if (named === undefined) return null;
  const id = await findOrganisation(tx.db, named);
  if (id === undefined) throw identityProblem('identity.reference_unknown', { field: `${field} ${named}` });
  return id;
}

async function seedOrganisation(ctx: Ctx, tx: Tx, { supervising, ...seed }: OrganisationSeed): Promise<Id> {
  const known = await findOrganisation(tx.db, seed.uscc ?? seed.name_zh);
  if (known !== undefined) return known;
  const supervising_id = await organisationId(tx, 'supervising', supervising);
  return insertOrganisation(ctx, tx, { ...seed, supervising_id, defence: seed.defence ?? false });
}

async function seedProgramme(ctx: Ctx, tx: Tx, { authority, portal_name, ...seed }: ProgrammeSeed): Promise<string> {
  const known = await tx.db.selectFrom('programme').select('id').where('id', '=', seed.id).executeTakeFirst();
  if (known) return known.id;
  await insertProgramme(ctx, tx, {
    ...seed,
    authority_id: await organisationId(tx, 'authority', authority),
    portal_name_zh: portal_name?.zh,
    portal_name_en: portal_name?.en,
    position: seed.position ?? 0,
  });
  return seed.id;
}

async function seedPlatform(
  ctx: Ctx,
  tx: Tx,
  { host, supervising, programmes = [], ...seed }: PlatformSeed,
): Promise<Id> {
  const known = await findPlatform(tx.db, seed.code);
  if (known) {
    const placed = new Set(known.programmes.map(({ programme }) => programme));
    for (const one of programmes) if (!placed.has(one.programme)) await setMembership(ctx, tx, known.id, one);
    return known.id;
  }
  return insertPlatform(ctx, tx, {
    ...seed,
    host_id: await organisationId(tx, 'host', host),
    supervising_id: await organisationId(tx, 'supervising', supervising),
    programmes,
  });
}
