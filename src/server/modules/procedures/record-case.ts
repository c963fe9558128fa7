import { stringify } from 'yaml';
import { proceduresProblem } from '../../../shared/procedures/problems.ts';
import type { Procedure } from '../../../shared/policy/procedures.ts';
import { readWho } from '../../../shared/policy/procedure-who.ts';
import { civilDateAt, timeOfDay } from '../../../shared/dates.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { rulesOf } from './rules.ts';
import { type CaseRow, findCase } from './store.ts';

/** Stands for every text somebody wrote: a record tells what was done, never what was said or by whom. */
const TEXT = '……';

/**
 * The life of a case, of those above it and of its sub-cases, as `policies/<id>/cases/*.yaml` has it: who did what on which day and
 * the state that came of it. Played again it shows whether other rules, or a later program, would have led elsewhere. Texts, names
 * and files are left out.
 * @throws procedures.case_unknown
 */
export async function recordCase(ctx: Ctx, id: Id): Promise<string> {
  const names = new Map<Id, string>();
  const rows = new Map<Id, CaseRow>();
  const main = await findCase(ctx.db, id);
  if (!main) throw proceduresProblem('procedures.case_unknown');
  for (let above = main.parent_id; above !== null;) {
    const row = (await findCase(ctx.db, above))!;
    rows.set(row.id, row);
    names.set(row.id, row.procedure);
    above = row.parent_id;
  }
  const waiting = [main];
  for (let row = waiting.shift(); row; row = waiting.shift()) {
    rows.set(row.id, row);
    const alike = [...rows.values()].filter(({ procedure }) => procedure === row!.procedure).length;
    names.set(row.id, row.id === id ? 'main' : `${row.procedure}_${alike}`);
    const below = await ctx.db
      .selectFrom('proc_case')
      .select('id')
      .where('parent_id', '=', row.id)
      .orderBy('id')
      .execute();
    for (const sub of below) waiting.push((await findCase(ctx.db, sub.id))!);
  }
  const events = await ctx.db
    .selectFrom('case_event')
    .select(['id', 'case_id', 'at', 'kind', 'action', 'to_state', 'account_id', 'party', 'detail'])
    .where('case_id', 'in', [...rows.keys()])
    .where('kind', 'in', ['opened', 'action', 'signed'])
    .orderBy('id')
    .execute();
  const personOf = persons();
  const steps = events.flatMap((event): Record<string, unknown>[] => {
    const row = rows.get(event.case_id)!;
    const { procedure } = rulesOf(ctx, row);
    const name = names.get(row.id)!;
    const when = { on: civilDateAt(event.at), time: timeOfDay(event.at) };
    const which = name === 'main' ? {} : { case: name };
    const expect = event.to_state === null ? {} : { expect: { state: event.to_state } };
    if (event.account_id === null || event.party === null)
      return event.kind === 'opened'
        ? []
        : [{ ...when, expect: {}, ...(event.to_state && { also: { [name]: { state: event.to_state } } }) }];
    const who = { as: personOf(event.party, event.account_id) };
    if (event.kind === 'opened') {
      const under = row.parent_id === null ? undefined : names.get(row.parent_id);
      const edit = shown(procedure, editedIn(procedure, row), row.data as Record<string, unknown>, personOf);
      return [
        { ...when, ...who, open: row.procedure, ...(under && { under }), ...which, ...(edit && { edit }), ...expect },
      ];
    }
    const { answers = {}, overrides = [] } = event.detail as {
      answers?: Record<string, unknown>;
      overrides?: { kind: string }[];
    };
    const data = shown(procedure, Object.keys(answers), answers, personOf);
    const opened = (event.detail as { opened?: Id[] }).opened ?? [];
    return [
      {
        ...when,
        ...who,
        ...which,
        do: event.action,
        ...(data && { data }),
        ...(overrides.length > 0 && { overrides: Object.fromEntries(overrides.map(({ kind }) => [kind, TEXT])) }),
        ...(opened.length > 0 && { names: namesOf(opened, rows, names) }),
        ...expect,
      },
    ];
  });
  return stringify({ title: { zh: `办件 ${id}`, en: `Case ${id}` }, clauses: [], steps });
}

/** Fields written before the first step. */
const editedIn = (procedure: Procedure, { data }: CaseRow): string[] =>
  procedure.edit
    .filter(({ states }) => states.includes(procedure.initial))
    .flatMap(({ fields }) => fields)
    .filter((field) => (data as Record<string, unknown>)[field] !== undefined);

/** Persons by role in the order of their first step: `expert`, `expert/2`. */
function persons(): (party: string, account: Id) => string {
  const known = new Map<string, Id[]>();
  return (party, account) => {
    const who = readWho(party);
    const role = who && 'role' in who ? who.role : 'registered_user';
    const held = known.get(role) ?? [];
    if (!held.includes(account)) held.push(account);
    known.set(role, held);
    const at = held.indexOf(account);
    return at === 0 ? role : `${role}/${at + 1}`;
  };
}

function shown(
  procedure: Procedure,
  fields: readonly string[],
  values: Readonly<Record<string, unknown>>,
  personOf: (party: string, account: Id) => string,
): Record<string, unknown> | undefined {
  const entries = fields.flatMap((field): [string, unknown][] => {
    const value = values[field];
    const type = procedure.fields[field]?.type;
    if (value === undefined || value === null || type === undefined) return [];
    if (type === 'text' || type === 'long_text' || type === 'file') return [[field, TEXT]];
    if (type === 'accounts')
      return [[field, (value as Id[]).map((account) => personOf(roleIn(procedure, field), account))]];
    return [[field, value]];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** The role that the accounts of a field are assigned in. */
const roleIn = (procedure: Procedure, field: string): string =>
  procedure.transitions.flatMap(({ opens }) => opens).find(({ each }) => each?.field === field)?.each?.role ?? 'expert';

function namesOf(opened: readonly Id[], rows: ReadonlyMap<Id, CaseRow>, names: ReadonlyMap<Id, string>) {
  const by: Record<string, string[]> = {};
  for (const id of opened) (by[rows.get(id)!.procedure] ??= []).push(names.get(id)!);
  return by;
}
