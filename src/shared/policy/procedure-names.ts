import type { ProcedureFault } from './procedure-checks.ts';
import { DAY_BOUNDS, type Requirement } from './procedure-requirements.ts';
import { readWho } from './procedure-who.ts';
import type { Procedure, Procedures, Transition } from './procedures.ts';

/** Names in a procedure's table that lead nowhere: states, fields, clocks, procedures, outcomes, roles. */
export function namesIn(procedures: Procedures, procedure: Procedure): ProcedureFault[] {
  const known = knownNames(procedures, procedure);
  return [
    ...known.state(procedure.initial, ['initial']),
    ...Object.entries(procedure.fields).flatMap(([id, field]) =>
      (field.type === 'choice') === (field.choices !== undefined)
        ? []
        : [{ path: ['fields', id, 'choices'], message: 'a choice has choices, and nothing else has' }],
    ),
    ...procedure.edit.flatMap(({ states, fields, when }, i) => [
      ...(when ? known.field(when.field, ['edit', i, 'when', 'field']) : []),
      ...states.flatMap((state, j) => known.state(state, ['edit', i, 'states', j])),
      ...fields.flatMap((field, j) => known.field(field, ['edit', i, 'fields', j])),
    ]),
    ...procedure.unique.flatMap(({ except, renewable, unless }, i) => [
      ...except.flatMap((state, j) => known.state(state, ['unique', i, 'except', j])),
      ...(renewable ? known.clock(renewable.clock, ['unique', i, 'renewable', 'clock']) : []),
      ...(unless
        ? [
            ...known.procedure(unless.procedure, ['unique', i, 'unless', 'procedure']),
            ...known.outcome(unless.outcome, unless.procedure, ['unique', i, 'unless', 'outcome']),
          ]
        : []),
    ]),
    ...(procedure.open?.requires ?? []).flatMap((need, i) =>
      'gate' in need
        ? [
            {
              path: ['open', 'requires', i, 'gate'],
              message: 'a gate looks at a case: none is there before it is opened',
            },
          ]
        : requirement(known, need, ['open', 'requires', i]),
    ),
    ...(procedure.open?.under ?? []).flatMap((under, i) => known.under(under, ['open', 'under', i])),
    ...procedure.transitions.flatMap((row, i) => transition(known, row, ['transitions', i])),
    ...Object.keys(procedure.expires).flatMap((clock) => known.clock(clock, ['expires', clock])),
    ...known.clocksWithoutEnd(),
  ];
}

type Path = (string | number)[];
type Known = ReturnType<typeof knownNames>;

function knownNames(procedures: Procedures, procedure: Procedure) {
  const missing = (what: string, name: string, path: Path): ProcedureFault[] => [
    { path, message: `unknown ${what} ${name}` },
  ];
  const started = new Set(
    procedure.transitions.flatMap(({ clocks }) =>
      clocks.flatMap((change) => ('start' in change ? [change.start] : [])),
    ),
  );
  const other = (name: string, path: Path): ProcedureFault[] =>
    procedures[name] ? [] : missing('procedure', name, path);
  return {
    state: (name: string, path: Path) => (Object.hasOwn(procedure.states, name) ? [] : missing('state', name, path)),
    field: (name: string, path: Path) => (Object.hasOwn(procedure.fields, name) ? [] : missing('field', name, path)),
    clock: (name: string, path: Path) => (started.has(name) ? [] : missing('clock: no action starts', name, path)),
    procedure: other,
    role: (name: string, path: Path) => (readWho(name)?.kind === 'role' ? [] : missing('role', name, path)),
    under: (under: { procedure: string; states?: string[] | undefined }, path: Path) => [
      ...other(under.procedure, [...path, 'procedure']),
      ...(under.states ?? []).flatMap((state, i) =>
        !procedures[under.procedure] || procedures[under.procedure]!.states[state]
          ? []
          : missing(`state of ${under.procedure}`, state, [...path, 'states', i]),
      ),
    ],
    outcome: (name: string, of: string, path: Path) =>
      !procedures[of] || Object.values(procedures[of].states).some(({ outcome }) => outcome === name)
        ? []
        : missing(`outcome of ${of}`, name, path),
    opener: (name: string, path: Path) =>
      procedure.open?.by.includes(name) ? [] : missing('opener: open.by does not name', name, path),
    action: (name: string, path: Path) =>
      procedure.transitions.some(({ action }) => action === name) ? [] : missing('action', name, path),
    clocksWithoutEnd: (): ProcedureFault[] => [
      ...[...started].flatMap((clock) =>
        procedure.expires[clock] ? [] : [{ path: ['expires'], message: `clock ${clock} has no outcome` }],
      ),
      ...Object.entries(procedure.expires).flatMap(([clock, end]) =>
        'action' in end &&
        !procedure.transitions.some(({ action, by }) => action === end.action && by.includes('clock'))
          ? missing('action by clock', end.action, ['expires', clock, 'action'])
          : [],
      ),
    ],
  };
}

function transition(known: Known, row: Transition, path: Path): ProcedureFault[] {
  const from = typeof row.from === 'string' ? [row.from] : row.from;
  return [
    ...(row.from === 'any' ? [] : from.flatMap((state) => known.state(state, [...path, 'from']))),
    ...(row.to === undefined ? [] : known.state(row.to, [...path, 'to'])),
    ...row.asks.flatMap((ask, i) => known.field(ask.replace('?', ''), [...path, 'asks', i])),
    ...row.requires.flatMap((need, i) => requirement(known, need, [...path, 'requires', i])),
    ...row.clocks.flatMap((change, i) => {
      const at = [...path, 'clocks', i];
      if (!('start' in change))
        return Object.entries(change).flatMap(([key, clock]) => known.clock(clock, [...at, key]));
      return (['from', 'count', 'first', 'last'] as const).flatMap((key) =>
        change[key] === undefined ? [] : known.field(change[key], [...at, key]),
      );
    }),
    ...row.opens.flatMap((opened, i) => {
      const at = [...path, 'opens', i];
      return [
        ...known.procedure(opened.procedure, [...at, 'procedure']),
        ...opened.pauses.flatMap((clock, j) => known.clock(clock, [...at, 'pauses', j])),
        ...opened.copies.flatMap((field, j) => known.field(field, [...at, 'copies', j])),
        ...(opened.each
          ? [
              ...known.field(opened.each.field, [...at, 'each', 'field']),
              ...known.role(opened.each.role, [...at, 'each', 'role']),
            ]
          : []),
      ];
    }),
  ];
}

const requirement = (known: Known, need: Requirement, path: Path): ProcedureFault[] => [
  ...(need.when ? known.field(need.when.field, [...path, 'when', 'field']) : []),
  ...asked(known, need, path),
];

function asked(known: Known, need: Requirement, path: Path): ProcedureFault[] {
  if ('fields' in need) return need.fields.flatMap((field, i) => known.field(field, [...path, 'fields', i]));
  if ('value' in need) return known.field(need.value.field, [...path, 'value', 'field']);
  if ('none_open' in need) return need.none_open.flatMap((name, i) => known.procedure(name, [...path, 'none_open', i]));
  if ('other_person_than' in need)
    return need.other_person_than.flatMap((name, i) => known.action(name, [...path, 'other_person_than', i]));
  if ('criteria' in need)
    return (['class', 'figures'] as const).flatMap((key) =>
      known.field(need.criteria[key], [...path, 'criteria', key]),
    );
  if ('clock' in need)
    return need.clock.of === 'parent'
      ? []
      : [
          ...known.clock(need.clock.id, [...path, 'clock', 'id']),
          ...(need.clock.or ?? []).flatMap((name, i) => known.clock(name, [...path, 'clock', 'or', i])),
        ];
  if ('span' in need)
    return (['from', 'to'] as const).flatMap((key) => known.field(need.span[key], [...path, 'span', key]));
  if ('same' in need)
    return (['field', 'as'] as const).flatMap((key) => known.field(need.same[key], [...path, 'same', key]));
  if ('among' in need) return known.field(need.among.field, [...path, 'among', 'field']);
  if ('days' in need)
    return [
      ...known.field(need.days.field, [...path, 'days', 'field']),
      ...DAY_BOUNDS.flatMap((bound) => {
        const other = need.days[bound];
        if (typeof other !== 'object') return [];
        if ('field' in other) return known.field(other.field, [...path, 'days', bound, 'field']);
        return 'clock' in other && other.of === 'case'
          ? known.clock(other.clock, [...path, 'days', bound, 'clock'])
          : [];
      }),
    ];
  if ('no_other' in need)
    return [
      ...need.no_other.same.flatMap((field, i) => known.field(field, [...path, 'no_other', 'same', i])),
      ...need.no_other.states.flatMap((state, i) => known.state(state, [...path, 'no_other', 'states', i])),
    ];
  // Its name is checked where it is read.
  if ('gate' in need) return [];
  if ('opened_as' in need) return need.opened_as.flatMap((who, i) => known.opener(who, [...path, 'opened_as', i]));
  const { procedure, outcome } = need.sub_cases;
  return [
    ...known.procedure(procedure, [...path, 'sub_cases', 'procedure']),
    ...(outcome ?? []).flatMap((name, i) => known.outcome(name, procedure, [...path, 'sub_cases', 'outcome', i])),
  ];
}
