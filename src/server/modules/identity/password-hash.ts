import { hash, parseOptions, verify } from '@node-rs/argon2';
import { normalisePassword, passwordFault, PASSWORD_FAULTS } from '../../../shared/identity/password.ts';
import { identityProblem } from '../../../shared/identity/problems.ts';

/** Argon2id with the parameters of the OWASP Password Storage Cheat Sheet: 19 MiB, 2 passes, 1 lane. */
const PARAMETERS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashPassword = (password: string): Promise<string> => hash(normalisePassword(password), PARAMETERS);

let decoy: Promise<string> | undefined;

/**
 * Compares a password with a stored hash. Without one the same work is done for nothing, so that the
 * time taken does not tell which accounts exist.
 */
export async function passwordMatches(stored: string | null | undefined, password: string): Promise<boolean> {
  const against = stored ?? (await (decoy ??= hashPassword('no account has this password')));
  const matches = await verify(against, normalisePassword(password));
  return matches && stored !== null && stored !== undefined;
}

/** A hash made with weaker parameters than today's; it is renewed at the next sign-in. */
export function isOutdated(stored: string): boolean {
  const { memoryCost, timeCost, algorithm } = parseOptions(stored);
  return memoryCost < PARAMETERS.memoryCost || timeCost < PARAMETERS.timeCost || Number(algorithm) !== 2;
}

/** @throws identity.password_refused naming the field */
export function checkNewPassword(password: string, account: string): void {
  const fault = passwordFault(password, account);
  if (fault)
    throw identityProblem('identity.password_refused', undefined, {
      errors: [{ path: 'body.password', code: fault, ...PASSWORD_FAULTS[fault] }],
    });
}
