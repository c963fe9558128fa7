import { identityRoutes } from '../../../shared/identity/routes.ts';
import { defineModule } from '../../kernel/module.ts';
import { accountHandlers } from './account-handlers.ts';
import { userCommand } from './command.ts';
import { registerHandlers } from './register-handlers.ts';
import { startRegions } from './regions.ts';
import { sessionHandlers } from './session-handlers.ts';
import { tidy } from './tidy.ts';

export { auditedBy, mayOnPlatform, platformCondition, platformIds } from './access.ts';
export { contains } from './like.ts';
export {
  accountLogins,
  accountNames,
  accountsIn,
  accountsNamed,
  accountsInRole,
  accountsOfOrganisation,
  activeAccounts,
  employersOf,
  type OrganisationFacts,
  organisationFacts,
  organisationNamed,
  organisationNames,
  organisationPlace,
  type Reached,
  regionNames,
  regionsNamed,
  seatOf,
} from './lookups.ts';
export { mailVisible, mailWithheld } from './mail-access.ts';
export { askMailProof, PROOF_MINUTES, takeMailProof } from './mail-proofs.ts';
export { platformNameOf } from './platform-names.ts';
export { platformNamesAmong } from './platform-names-taken.ts';
export {
  countProvinces,
  findPlatform,
  listedPlatforms,
  platformOf,
  type PlatformMembership,
  type PlatformRecord,
  platformsByCode,
  platformsById,
  platformsOfProgramme,
  selectPlatforms,
} from './platform-record.ts';
export { renamePlatform } from './platform-write.ts';
export { setMembership } from './placing.ts';
export { type PortalProgramme, portalProgrammes } from './portal-programmes.ts';
export { assertMayOpenRound, type OpenRound, readProgrammeInstrument } from './programme-instrument.ts';
export { type AccountSeed, type RoleSeed, renewDemoPassword, seedAccounts } from './seed-accounts.ts';
export {
  type OrganisationSeed,
  type PlatformSeed,
  type ProgrammeSeed,
  type RegisterSeed,
  type SeededRegister,
  seedRegister,
} from './seed-register.ts';
export { writeLink } from './links.ts';
export { actorOfSession } from './session-store.ts';

export const identity = defineModule({
  name: 'identity',
  table: identityRoutes,
  handlers: { ...sessionHandlers, ...accountHandlers, ...registerHandlers },
  due: [{ name: 'identity.tidy', every: 'daily', run: tidy }],
  commands: { user: userCommand },
  start: (context) => startRegions(context('regions')),
});
