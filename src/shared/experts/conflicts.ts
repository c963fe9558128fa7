import { addMonths, type CivilDate } from '../dates.ts';
import type { ConflictKind, ConflictRule } from '../policy/reviews.ts';

/** An organisation or a person as somebody wrote it down; `id` where it is one of the register. */
export interface Named {
  name: string;
  id?: string | null | undefined;
}

export interface Employment extends Named {
  from?: CivilDate | null | undefined;
  /** Last day; null: still there. */
  to?: CivilDate | null | undefined;
}

export interface JointProject {
  title: string;
  organisations: readonly Named[];
  people: readonly string[];
  /** Last day; null: still running. */
  to?: CivilDate | null | undefined;
}

/** What is known of an expert as far as it may bind them to somebody. */
export interface ExpertTies {
  employers: readonly Employment[];
  projects: readonly JointProject[];
  /** What they declared themselves: organisations and persons. */
  declared: readonly (Named & { reason: string })[];
  name: string;
}

/** With whom an expert must have no ties. */
export interface Parties {
  host: Named | null;
  partners: readonly Named[];
  supervising: Named | null;
  /** Names of the platform's head and of those who applied. */
  people: readonly string[];
  /** Whom the applicant asked to keep away. */
  avoided: readonly (Named & { kind: 'organisation' | 'person'; reason: string })[];
}

export interface Conflict {
  kind: ConflictKind;
  /** The organisation or person concerned. */
  with: string;
  /** Last day of what is over; null: it goes on. */
  until: CivilDate | null;
  /** What was written about it: the project, the reason. */
  about: string | null;
  rule: ConflictRule;
}

/** Names without what writers do differently: width, brackets, spaces, case. */
export const nameKey = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cf}\p{P}]+/gu, '');

/** The same organisation: by the register where both are in it, else by name. */
export const isSame = (a: Named, b: Named): boolean =>
  a.id && b.id ? a.id === b.id : nameKey(a.name) !== '' && nameKey(a.name) === nameKey(b.name);

type Found = Omit<Conflict, 'rule'>;

/** What ends today or later still goes on. */
const endedBy =
  (today: CivilDate) =>
  <T extends { to?: CivilDate | null | undefined }>(tie: T): T => ({
    ...tie,
    to: tie.to && tie.to < today ? tie.to : null,
  });

/**
 * What binds an expert to the parties of an application, under the rules of its jurisdiction; each kind of tie that no rule
 * names is none. A tie that is over counts to the end of its years.
 */
export function conflictsOf(
  known: ExpertTies,
  parties: Parties,
  rules: readonly ConflictRule[],
  today: CivilDate,
): Conflict[] {
  const expert = {
    ...known,
    employers: known.employers.map(endedBy(today)),
    projects: known.projects.map(endedBy(today)),
  };
  return rules.flatMap((rule) => {
    const { id, years } = rule.value;
    // A tie that ended on 2023-11-27 counts for three years through 2026-11-27.
    const earliest = years === undefined ? today : addMonths(today, -12 * years);
    return FINDERS[id](expert, parties)
      .filter(({ until }) => until === null || until >= earliest)
      .map((found) => ({ ...found, rule }));
  });
}

const FINDERS: Readonly<Record<ConflictKind, (expert: ExpertTies, parties: Parties) => Found[]>> = {
  employer_host: (expert, { host }) => employedBy('employer_host', expert, host ? [host] : []),
  employer_partner: (expert, { partners }) => employedBy('employer_partner', expert, partners),
  employer_supervising: (expert, { supervising }) =>
    employedBy('employer_supervising', expert, supervising ? [supervising] : []),
  former_employer: (expert, parties) =>
    expert.employers
      .filter(({ to }) => to !== null && to !== undefined)
      .flatMap((employer) =>
        unitsOf(parties)
          .filter((unit) => isSame(employer, unit))
          .map((unit) => ({ kind: 'former_employer', with: unit.name, until: employer.to!, about: null })),
      ),
  joint_project: ({ projects }, parties) =>
    projects.flatMap(({ title, organisations, people, to }) => {
      const units = unitsOf(parties).filter((unit) => organisations.some((other) => isSame(other, unit)));
      const persons = parties.people.filter((person) =>
        people.some((other) => isSame({ name: other }, { name: person })),
      );
      return [...units.map(({ name }) => name), ...persons].map((name) => ({
        kind: 'joint_project',
        with: name,
        until: to ?? null,
        about: title,
      }));
    }),
  declared: ({ declared }, parties) =>
    declared
      .filter(
        (tie) =>
          allUnits(parties).some((unit) => isSame(tie, unit)) ||
          parties.people.some((person) => isSame(tie, { name: person })),
      )
      .map(({ name, reason }) => ({ kind: 'declared', with: name, until: null, about: reason })),
  avoided: (expert, { avoided }) =>
    avoided
      .filter((entry) =>
        entry.kind === 'person'
          ? isSame({ name: entry.name }, { name: expert.name })
          : expert.employers.some((employer) => !employer.to && isSame(employer, entry)),
      )
      .map(({ name, reason }) => ({ kind: 'avoided', with: name, until: null, about: reason })),
};

const unitsOf = ({ host, partners }: Parties): Named[] => [...(host ? [host] : []), ...partners];
const allUnits = (parties: Parties): Named[] => [
  ...unitsOf(parties),
  ...(parties.supervising ? [parties.supervising] : []),
];

const employedBy = (kind: ConflictKind, { employers }: ExpertTies, units: readonly Named[]): Found[] =>
  units
    .filter((unit) => employers.some((employer) => !employer.to && isSame(employer, unit)))
    .map(({ name }) => ({ kind, with: name, until: null, about: null }));
