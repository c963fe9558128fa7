import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Role, ROLE_IDS, ROLES } from '../../../shared/identity/roles.ts';
import type { Procedure } from '../../../shared/policy/procedures.ts';
import type { CaseActor, CaseFacts } from '../../../shared/procedures/case-facts.ts';
import { decide } from '../../../shared/procedures/decide.ts';
import { type CasePlace, desksOfPerson } from '../../../shared/procedures/desks.ts';
import { fifthJurisdiction } from '../../testing/fifth-jurisdiction.ts';
import { BUILT_IN, readRuleSet } from '../policy/index.ts';

const fifth = fifthJurisdiction();
afterAll(fifth.remove);

/** A table as it is written, read without the product's schema: what the engine must do is worked out from this alone. */
interface Written {
  initial: string;
  states: Record<string, { final?: boolean }>;
  expires?: Record<string, { action?: string; reminds?: string[] }>;
  transitions: {
    from: string | string[];
    action: string;
    to?: string;
    by: string[];
    clocks?: Record<string, string>[];
  }[];
}

const folders = [...readdirSync(BUILT_IN).map((name) => join(BUILT_IN, name)), join(fifth.folder, 'qinghe')].filter(
  (folder) => existsSync(join(folder, 'procedures.yaml')),
);
const tables = folders.flatMap((folder) => {
  const set = readRuleSet(folder);
  const written = (
    parse(readFileSync(join(folder, 'procedures.yaml'), 'utf8')) as { procedures: Record<string, Written> }
  ).procedures;
  return Object.entries(set.procedures!.procedures).map(([id, procedure]) => ({
    name: `${set.id}/${id}`,
    id,
    procedure,
    written: written[id]!,
  }));
});

const statesOf = ({ from }: Written['transitions'][number], { states }: Written): string[] =>
  from === 'any' ? Object.keys(states).filter((id) => states[id]!.final !== true) : [from].flat();

const place = (procedure: string, role: Role): CasePlace => ({
  programme: 'p',
  procedure,
  platform: '11',
  host: '12',
  supervising: '13',
  region: '440106',
  opener: '902',
  assigned: [{ role, account: '900' }],
});
const IDS = { platform: '11', organisation: '12', programme: 'p', region: '440100', instance: '*' } as const;
const ELSEWHERE = { platform: '91', organisation: '92', programme: 'q', region: '420100', instance: '*' } as const;

/** Somebody in one role, and which words of the table mean them. */
function persons(procedure: string, role: Role): { who: string; means: string[]; actor: CaseActor }[] {
  const held = (ids: Record<string, string>) =>
    ROLES[role].scopes.map((scopeKind) => ({
      role,
      scopeKind,
      scopeId: scopeKind === 'organisation' && role === 'supervising_clerk' && ids === IDS ? '13' : ids[scopeKind]!,
    }));
  const person = (
    account: string,
    roles: ReturnType<typeof held>,
    commissions: { role: string; programme: string; procedures: string[] }[] = [],
  ) => ({ kind: 'person', account, desks: desksOfPerson({ account, roles, commissions }) }) as const;
  const far = held(ELSEWHERE).filter(({ scopeKind }) => scopeKind !== 'instance');
  return [
    { who: role, means: [role, 'anyone'], actor: person('901', held(IDS)) },
    { who: `${role}@assigned`, means: [role, `${role}@assigned`, 'anyone'], actor: person('900', held(IDS)) },
    {
      who: `${role}@delegate`,
      means: [role, `${role}@delegate`, 'anyone'],
      actor: person('901', held(IDS), [{ role, programme: 'p', procedures: [procedure] }]),
    },
    {
      who: `${role} with another commission`,
      means: [role, 'anyone'],
      actor: person('901', held(IDS), [{ role, programme: 'p', procedures: ['other'] }]),
    },
    { who: `${role} elsewhere`, means: ['anyone'], actor: person('901', far) },
  ];
}

const others: { who: string; means: string[]; actor: CaseActor }[] = [
  {
    who: 'opener',
    means: ['opener', 'anyone'],
    actor: { kind: 'person', account: '902', desks: desksOfPerson({ account: '902', roles: [], commissions: [] }) },
  },
  { who: 'outside', means: ['outside'], actor: { kind: 'outside' } },
  { who: 'clock', means: ['clock'], actor: { kind: 'clock' } },
  { who: 'sub_cases', means: ['sub_cases'], actor: { kind: 'sub_cases' } },
  { who: 'nobody', means: [], actor: { kind: 'person', account: '0', desks: new Set() } },
];

/** The table alone: what is asked for and required is tested by its own tests and by the recorded cases. */
const bare = (procedure: Procedure): Procedure => ({
  ...procedure,
  transitions: procedure.transitions.map((row) => ({ ...row, requires: [], asks: [] })),
});

describe.each(tables)('$name', ({ id, procedure, written }) => {
  test('exactly the listed (state, action, role) succeed', () => {
    const actions = [...new Set(written.transitions.map(({ action }) => action))];
    const table = bare(procedure);
    let listed = 0;
    for (const state of Object.keys(written.states)) {
      for (const action of actions) {
        const rows = written.transitions.filter(
          (row) => row.action === action && statesOf(row, written).includes(state),
        );
        for (const [role, people] of ROLE_IDS.map((role) => [role, [...persons(id, role), ...others]] as const)) {
          const facts: CaseFacts = {
            state,
            place: place(id, role),
            data: {},
            held: false,
            subCases: [],
            clocks: [],
            clocksAbove: [],
            signatures: [],
            openedAs: null,
            taken: [],
          };
          for (const { who, means, actor } of people) {
            const wanted = rows.find(({ by }) => by.some((word) => means.includes(word)));
            const decision = decide(table, facts, actor, { action, answers: {} }, '2026-11-24');
            const done = decision.kind === 'taken' || decision.kind === 'signed';
            if (done !== (wanted !== undefined))
              expect.fail(`${state} ${action} ${who}: ${decision.kind}, listed: ${wanted !== undefined}`);
            if (!done) continue;
            listed++;
            expect(decision.transition.to).toBe(wanted!.to);
          }
        }
      }
    }
    expect(listed).toBeGreaterThan(0);
  });

  test('every state is reached, every state that is not an end has a way out, every clock’s end is handled', () => {
    const reached = new Set([written.initial]);
    for (const state of reached)
      for (const row of written.transitions)
        if (row.to !== undefined && statesOf(row, written).includes(state)) reached.add(row.to);
    expect([...reached].sort()).toEqual(Object.keys(written.states).sort());
    for (const [state, { final }] of Object.entries(written.states)) {
      const out = written.transitions.some(
        (row) => row.to !== undefined && row.to !== state && statesOf(row, written).includes(state),
      );
      expect([state, out]).toEqual([state, final !== true]);
    }
    const started = new Set(
      written.transitions.flatMap(({ clocks = [] }) => clocks.flatMap(({ start }) => start ?? [])),
    );
    for (const clock of started) {
      const end = written.expires?.[clock];
      expect([clock, end !== undefined]).toEqual([clock, true]);
      const by = written.transitions.some(({ action, by: whos }) => action === end!.action && whos.includes('clock'));
      expect([clock, (end!.reminds ?? []).length > 0 || by]).toEqual([clock, true]);
    }
  });
});

test('there are tables to look at', () => {
  expect(tables.length).toBeGreaterThan(5);
});
