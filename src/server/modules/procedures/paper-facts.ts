import { civilDateAt } from '../../../shared/dates.ts';
import type { PaperFacts } from '../../../shared/documents/paper.ts';
import { chineseDate } from '../../../shared/documents/paper-text.ts';
import { ORGANISATION_KINDS, type OrganisationKind } from '../../../shared/identity/codes.ts';
import { basisLine } from '../../../shared/policy/basis-line.ts';
import type { Transition } from '../../../shared/policy/procedures.ts';
import { readWho } from '../../../shared/policy/procedure-who.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import { listPapers } from '../documents/index.ts';
import {
  accountNames,
  findPlatform,
  type OrganisationFacts,
  organisationFacts,
  organisationNames,
  type PlatformRecord,
  regionNames,
  seatOf,
} from '../identity/index.ts';
import { authoritiesOf } from './authority-names.ts';
import { clockRule } from './clocks.ts';
import { onSubjectSide } from './field-readers.ts';
import { whoLabel } from './labels.ts';
import { checkRows, fieldValues, figureRows, markRows, unitsChecked } from './paper-values.ts';
import { type CaseRules, rulesOf } from './rules.ts';
import { type CaseRow, clocksOf, findCase } from './store.ts';

/** A step as far as its papers speak of it. */
export interface PaperStep {
  transition: Transition;
  party: string;
  /** Fields of the case and of the action. */
  values: Readonly<Record<string, unknown>>;
  /** Clocks that the step would start, for a paper that is only looked at. */
  clocks?: readonly PaperClock[];
}

interface PaperClock {
  clock: string;
  first_date: string;
  last_date: string;
}

type Values = Record<string, string>;

/** All that papers may say of a case at a step; docs/papers.md lists the names. */
export async function paperFacts(ctx: Ctx, db: ReadDb, row: CaseRow, step: PaperStep): Promise<PaperFacts> {
  const rules = rulesOf(ctx, row);
  const above = await casesAbove(db, row);
  const subs = await endedSubCases(db, row);
  const office = await officeFacts(ctx, db, row, rules, step.party);
  const lists = await subCaseLists(ctx, db, subs);
  const clocks = [...(step.clocks ?? []), ...(await clocksOf(db, row.id)).toReversed()];
  // What is nearer comes last, and counts.
  const values: Values = Object.assign(
    {},
    ...(await Promise.all(above.toReversed().map((parent) => parentValues(ctx, db, parent)))),
    await paperNumbers(db, [...above.map(({ id }) => id).toReversed(), ...subs.map(({ id }) => id), row.id]),
    await placeValues(db, row),
    office.values,
    clockValues(rules, clocks),
    ...Object.entries(lists).map(([procedure, rows]) => lastOf(procedure, rows)),
    prefixed('field', await fieldValues(db, rules.procedure, row, step.values)),
    {
      'case.number': row.id,
      'case.title': row.title,
      'case.opened': chineseDate(civilDateAt(row.opened_at)),
      procedure: rules.procedure.label.zh,
      action: step.transition.label.zh,
      state: rules.procedure.states[step.transition.to ?? row.state]!.label.zh,
      basis: basisLine(rules.ruleSet.instrument, step.transition.cite.article).zh,
      instrument: rules.ruleSet.instrument.title.zh,
      today: chineseDate(ctx.today),
      party: whoLabel(step.party, 'zh-CN'),
      person: ctx.actor.kind === 'account' ? ctx.actor.name : '',
    },
  ) as Values;
  return {
    action: step.transition.action,
    date: ctx.today,
    issuers: office.issuers,
    values,
    rows: {
      ...lists,
      figures: figureRows(rules, step.values),
      marks: markRows(rules, row.procedure, step.values),
      checks: checkRows(
        rules,
        step.values,
        await organisationNames({ db }, unitsChecked(rules.procedure, step.values)),
      ),
    },
    trial: row.trial,
  };
}

const prefixed = (prefix: string, values: Readonly<Values>): Values =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}.${name}`, value]));

async function casesAbove(db: ReadDb, row: CaseRow): Promise<CaseRow[]> {
  const found: CaseRow[] = [];
  for (let id = row.parent_id; id !== null;) {
    const parent = (await findCase(db, id))!;
    found.push(parent);
    id = parent.parent_id;
  }
  return found;
}

/** The last 500 sub-cases that have ended. */
async function endedSubCases(db: ReadDb, row: CaseRow): Promise<CaseRow[]> {
  const rows = await db
    .selectFrom('proc_case')
    .selectAll()
    .where('parent_id', '=', row.id)
    .where('closed_at', 'is not', null)
    .where('outcome', 'is not', null)
    .orderBy('id', 'desc')
    .limit(500)
    .execute();
  return rows.toReversed() as CaseRow[];
}

async function parentValues(ctx: Ctx, db: ReadDb, parent: CaseRow): Promise<Values> {
  const rules = rulesOf(ctx, parent);
  return {
    ...prefixed('parent', await fieldValues(db, rules.procedure, parent, parent.data)),
    'parent.case': parent.title,
    'parent.number': parent.id,
    'parent.procedure': rules.procedure.label.zh,
    ...clockValues(rules, (await clocksOf(db, parent.id)).toReversed()),
  };
}

function clockValues({ ruleSet }: CaseRules, clocks: readonly PaperClock[]): Values {
  const values: Values = {};
  for (const { clock, first_date, last_date } of clocks.toReversed()) {
    values[`clock.${clock}.first`] = chineseDate(first_date);
    values[`clock.${clock}.last`] = chineseDate(last_date);
    const { value } = clockRule(ruleSet, clock);
    if (!('dated' in value)) values[`clock.${clock}.length`] = `${value.count}${UNITS[value.unit]}`;
  }
  return values;
}

const UNITS: Readonly<Record<string, string>> = { working_day: '个工作日', day: '日', month: '个月', year: '年' };

/** Number and day of the newest paper of each kind in these cases; of a later case before an earlier. */
async function paperNumbers(db: ReadDb, ids: readonly string[]): Promise<Values> {
  const papers = await listPapers(db, { kind: 'case', ids, desks: 'all', limit: 500 });
  const order = new Map(ids.map((id, n) => [id, n]));
  const values: Values = {};
  for (const paper of papers.toReversed().toSorted((a, b) => order.get(a.subject)! - order.get(b.subject)!)) {
    if (paper.state !== 'valid') continue;
    values[`document.${paper.kind}.number`] = paper.number;
    values[`document.${paper.kind}.date`] = chineseDate(paper.issued_on);
  }
  return values;
}

async function placeValues(db: ReadDb, row: CaseRow): Promise<Values> {
  const platform = row.platform_id === null ? undefined : await findPlatform(db, row.platform_id);
  const host = row.host_id === null ? undefined : await organisationFacts(db, row.host_id);
  const supervising = await organisationName(db, row.supervising_id);
  const region = row.region_code === null ? undefined : await regionOf(db, row.region_code);
  return {
    ...known({
      'host.name': platform?.host_name,
      'supervising.name': supervising ?? platform?.supervising_name,
      region,
    }),
    ...(platform && platformValues(platform)),
    ...(host && hostValues(host)),
  };
}

const organisationName = async (db: ReadDb, id: string | null): Promise<string | undefined> =>
  id === null ? undefined : (await organisationNames({ db }, [id])).get(id);

const platformValues = ({ name_zh, name_en, code, contact }: PlatformRecord): Values =>
  known({
    'platform.name': name_zh,
    'platform.name_en': name_en,
    'platform.code': code,
    'platform.address': contact.address,
    'platform.phone': contact.phone,
    'platform.email': contact.email,
    'platform.contact': contact.person,
  });

const hostValues = (host: OrganisationFacts): Values =>
  known({
    'host.name': host.name_zh,
    'host.name_en': host.name_en,
    'host.uscc': host.uscc,
    'host.kind': ORGANISATION_KINDS[host.kind as OrganisationKind]?.zh,
    'host.region': host.region,
    'host.details': detailsOf(host),
  });

/** What a form asks of a host in one line: （信用代码…；高等学校；广州市天河区）. */
function detailsOf(host: OrganisationFacts): string | undefined {
  const parts = [
    host.uscc && `统一社会信用代码${host.uscc}`,
    ORGANISATION_KINDS[host.kind as OrganisationKind]?.zh,
    host.region,
  ].filter((part) => part !== undefined && part !== null && part !== '');
  return parts.length === 0 ? undefined : `（${parts.join('；')}）`;
}

const regionOf = async (db: ReadDb, code: string): Promise<string | undefined> =>
  (await regionNames(db, [code])).get(code)?.zh;

const known = (values: Readonly<Record<string, string | null | undefined>>): Values =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => (entry[1] ?? '') !== ''));

/** Who issues, receives and acts, by the names that papers carry. */
async function officeFacts(ctx: Ctx, db: ReadDb, row: CaseRow, { ruleSet }: CaseRules, party: string) {
  const { programme, authority, joint } = await authoritiesOf(ctx, db, row.programme_id, ruleSet);
  const office = await officeName(ctx, db, row, { party, authority, finance: joint[1] });
  const host = await organisationName(db, row.host_id);
  const opener = row.opened_by === null ? undefined : (await accountNames(db, [row.opened_by])).get(row.opened_by);
  const filer = onSubjectSide(party) ? (host ?? office) : office;
  return {
    issuers: { authority: [authority], joint, office: [office], filer: [filer] },
    values: known({ programme, authority, office, joint: joint.join('、'), opener }),
  };
}

interface OfficeNames {
  party: string;
  authority: string;
  finance: string | undefined;
}

/** The office that takes a step, as its paper is headed. */
async function officeName(
  ctx: Ctx,
  db: ReadDb,
  row: CaseRow,
  { party, authority, finance }: OfficeNames,
): Promise<string> {
  const who = readWho(party);
  const role = who && 'role' in who ? who.role : undefined;
  if (role === 'district_clerk') {
    const region = row.region_code === null ? undefined : await regionOf(db, row.region_code);
    return region === undefined ? whoLabel(party, 'zh-CN') : `${region}科技行政主管部门`;
  }
  if (role === 'finance_department') return finance ?? whoLabel(party, 'zh-CN');
  const id =
    role === 'supervising_clerk'
      ? row.supervising_id
      : role === 'third_party_agency'
        ? ((await seatOf(db, accountOf(ctx.actor) ?? '0', ctx.today))?.organisation ?? null)
        : null;
  return (await organisationName(db, id)) ?? authority;
}

/** Rows of lists: the ended sub-cases of each procedure, in their order. */
async function subCaseLists(ctx: Ctx, db: ReadDb, subs: readonly CaseRow[]): Promise<Record<string, Values[]>> {
  const lists: Record<string, Values[]> = {};
  for (const sub of subs) {
    const { procedure } = rulesOf(ctx, sub);
    (lists[sub.procedure] ??= []).push({
      ...prefixed('row', await fieldValues(db, procedure, sub, sub.data)),
      'row.outcome': procedure.states[sub.state]!.label.zh,
    });
  }
  return lists;
}

/** How many sub-cases of a procedure there are, and what the last says. */
const lastOf = (procedure: string, rows: readonly Values[]): Values => ({
  [`sub.${procedure}.count`]: String(rows.length),
  ...Object.fromEntries(
    Object.entries(rows.at(-1) ?? {}).map(([name, value]) => [`sub.${procedure}.${name.slice('row.'.length)}`, value]),
  ),
});
