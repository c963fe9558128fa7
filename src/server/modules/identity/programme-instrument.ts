import type { z } from 'zod';
import type { CivilDate } from '../../../shared/dates.ts';
import type { Bilingual } from '../../../shared/i18n.ts';
import { identityProblem } from '../../../shared/identity/problems.ts';
import type { programmeInstrument } from '../../../shared/identity/programme-instrument.ts';
import { basisLine } from '../../../shared/policy/basis-line.ts';
import { type Standing, standingOn, type Validity, validityOf } from '../../../shared/policy/instrument.ts';
import type { RuleSet } from '../../../shared/policy/rule-set.ts';
import { citationOf } from '../../../shared/policy/ruled.ts';
import { standingTexts } from '../../../shared/policy/standing-texts.ts';
import type { Ctx } from '../../kernel/context.ts';
import { ruleSetInForce, ruleSetVersions } from '../policy/index.ts';

type Policies = Pick<Ctx, 'services'>;

interface ProgrammeRow {
  rule_set: string;
  mode: string;
  issued_on: CivilDate | null;
}

interface Governing {
  ruleSet: RuleSet;
  validity: Validity;
  standing: Standing;
}

/** The version of a programme's rule set for a day: the one in force, else the one it is nearest to. */
export function governing(
  ctx: Policies,
  { rule_set, issued_on }: Omit<ProgrammeRow, 'mode'>,
  date: CivilDate,
): Governing {
  const versions = ruleSetVersions(ctx, rule_set).map((ruleSet): Governing => {
    const validity = validityOf(ruleSet.instrument, issued_on);
    return { ruleSet, validity, standing: standingOn(validity, date) };
  });
  const last = (...wanted: Standing[]): Governing | undefined =>
    versions.findLast(({ standing }) => wanted.includes(standing));
  return last('in_force', 'expiring') ?? last('undated') ?? last('expired') ?? versions[0]!;
}

/** Whether an issue date is the administrator's to enter: some version takes force from a date its text does not give. */
export const lacksIssueDate = (ctx: Policies, ruleSet: string): boolean =>
  ruleSetVersions(ctx, ruleSet).some(({ instrument }) => validityOf(instrument).from === null);

async function rowOf(ctx: Ctx, id: string): Promise<ProgrammeRow> {
  const row = await ctx.db
    .selectFrom('programme')
    .select(['rule_set', 'mode', 'issued_on'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw identityProblem('identity.programme_unknown', { id });
  return row;
}

/** How a programme's instrument stands on a day, with the mark that pages show where it is no instrument in force. */
export async function readProgrammeInstrument(
  ctx: Ctx,
  id: string,
  date: CivilDate = ctx.today,
): Promise<z.input<typeof programmeInstrument>> {
  const row = await rowOf(ctx, id);
  const found = governing(ctx, row, date);
  const { ruleSet, validity, standing } = found;
  const { instrument } = ruleSet;
  return {
    programme: id,
    rule_set: ruleSet.id,
    version: ruleSet.version,
    title: instrument.title,
    document_no: instrument.document_no,
    status: instrument.status,
    issued_on: instrument.issued_on ?? row.issued_on,
    date,
    ...validity,
    standing,
    text: standingText(found),
    mark: markOf(ctx, row, date) ?? null,
    basis_line: basisLine(instrument, undefined, row.issued_on),
    may_open_round: row.mode === 'trial' || ['in_force', 'expiring'].includes(standing),
    cite: citationOf(ruleSet, instrument.in_force),
    fallback: (instrument.fallback?.value ?? []).map(({ title, document_no }) => ({ title, document_no })),
  };
}

const standingText = ({ standing, validity }: Governing): Bilingual =>
  standingTexts(standing, validity.from ?? '', validity.until ?? '');

/** Badge of a programme that runs on trial, or whose instrument is not in force: undefined where neither. */
export function markOf(ctx: Policies, row: ProgrammeRow, date: CivilDate): Bilingual | undefined {
  const found = governing(ctx, row, date);
  const { instrument } = found.ruleSet;
  const draft = instrument.status === 'draft' && found.standing === 'undated';
  if (draft) return { zh: '试运行：依据征求意见稿，尚未印发', en: 'Trial: under a draft that has not been issued' };
  if (row.mode === 'trial') return { zh: '试运行', en: 'Trial' };
  return found.standing === 'in_force' ? undefined : standingText(found);
}

/** What a case opened on a day is pinned to. */
export interface OpenRound {
  ruleSet: RuleSet;
  validity: Validity;
  /** Nothing in it has legal effect: the programme is on trial. */
  trial: boolean;
}

/**
 * Whether a round (or a new application) may be opened under a programme on a day. On trial an instrument without a date
 * may be used; a known date binds on trial too, so that what is tried is what will hold.
 * @throws identity.issue_date_unset | identity.instrument_expired | identity.instrument_not_in_force, each citing the article
 */
export async function assertMayOpenRound(
  ctx: Ctx,
  programme: string,
  date: CivilDate,
  kind?: 'live' | 'trial',
): Promise<OpenRound> {
  const row = await rowOf(ctx, programme);
  const inForce = ruleSetInForce(ctx, row.rule_set, date, row.issued_on);
  const trial = (kind ?? row.mode) === 'trial';
  if (inForce) return { ruleSet: inForce, validity: validityOf(inForce.instrument, row.issued_on), trial };
  const { ruleSet, validity, standing } = governing(ctx, row, date);
  const { in_force, validity: term } = ruleSet.instrument;
  if (standing === 'undated') {
    if (trial) return { ruleSet, validity, trial };
    throw identityProblem('identity.issue_date_unset', undefined, { cite: citationOf(ruleSet, in_force) });
  }
  if (standing === 'expired')
    throw identityProblem(
      'identity.instrument_expired',
      { until: validity.until! },
      { cite: citationOf(ruleSet, term) },
    );
  throw identityProblem(
    'identity.instrument_not_in_force',
    { from: validity.from! },
    { cite: citationOf(ruleSet, in_force) },
  );
}
