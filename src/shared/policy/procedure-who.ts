import { z } from 'zod';
import { type Role, ROLES } from '../identity/roles.ts';

/**
 * Who acts in a procedure, as written in a table:
 * - `host_admin`: whoever holds the role for the case's platform, host, supervising department, region or programme;
 * - `expert@assigned`: only those assigned to this case in that role;
 * - `third_party_agency@delegate`: only those whose organisation has a commission for the procedure;
 * - `opener`: whoever opened the case;
 * - `anyone`: everybody signed in;
 * - `outside`: whoever writes in through the portal, without account; a module above the engine lets them act (docs/procedures.md);
 * - `clock`: the end of a clock; `sub_cases`: the end of a sub-case, as soon as what is required is met.
 */
export type Who =
  | { kind: 'role'; role: Role }
  | { kind: 'assigned'; role: Role }
  | { kind: 'delegate'; role: Role }
  | { kind: 'opener' }
  | { kind: 'anyone' }
  | { kind: 'outside' }
  | { kind: 'clock' }
  | { kind: 'sub_cases' };

const PLAIN = ['opener', 'anyone', 'outside', 'clock', 'sub_cases'] as const;

/** @returns undefined for a word that names nobody */
export function readWho(text: string): Who | undefined {
  const plain = PLAIN.find((kind) => kind === text);
  if (plain) return { kind: plain };
  const [role, relation, ...rest] = text.split('@') as [string, string?, ...string[]];
  if (!Object.hasOwn(ROLES, role) || rest.length > 0) return undefined;
  if (relation === undefined) return { kind: 'role', role: role as Role };
  return relation === 'assigned' || relation === 'delegate' ? { kind: relation, role: role as Role } : undefined;
}

/** Whether a who is the program and no person. */
export const isProgram = (text: string): boolean => text === 'clock' || text === 'sub_cases';

export const whoSchema = z.string().refine((text) => readWho(text) !== undefined, {
  error: (issue) =>
    `${JSON.stringify(issue.input)} names nobody: a role, role@assigned, role@delegate, opener, anyone, outside, clock or sub_cases`,
});
