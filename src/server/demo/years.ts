import { type CivilDate, civilDateAt, type Instant } from '../../shared/dates.ts';
import type { RecordedStep } from '../../shared/policy/recorded-case.ts';
import type { App } from '../app.ts';
import { systemActor } from '../kernel/context.ts';
import { accountsNamed, platformsByCode, seedRegister } from '../modules/identity/index.ts';
import { ruleSetOf } from '../modules/policy/index.ts';
import { expireClocks, grantDelegation } from '../modules/procedures/index.ts';
import { instantOf, personsOf, type Play, playStep } from '../replay/replay.ts';
import { type Player, signedIn, type Stage } from '../replay/stage.ts';
import { readDemo } from './files.ts';
import { type DemoYear, readYears } from './year-file.ts';

/** Time of the product while years are lived; undefined gives it back its own. */
export type SetTime = (instant: Instant | undefined) => void;

export interface LivedYears {
  cases: number;
  steps: number;
  /** What did not go as written, one line each: file, step, why. */
  faults: string[];
}

/** The first day of the demonstration's years: accounts and roles have to be of that day. */
export const firstDay = (today: CivilDate): CivilDate =>
  readYears(today)
    .flatMap(({ steps }) => steps.map(({ on }) => on))
    .reduce((a, b) => (a < b ? a : b));

/**
 * Lives the years of all programmes, day by day, as the persons of the demonstration and over the interface: whatever a clerk would have
 * been refused is refused here. A case that went astray is left where it is; the others go on.
 */
export async function liveYears(app: App, password: string, setTime: SetTime): Promise<LivedYears> {
  const { today } = app.contextOf(systemActor('demo'));
  const lived: LivedYears = { cases: 0, steps: 0, faults: [] };
  try {
    const plays: { play: Play; year: DemoYear }[] = [];
    for (const year of readYears(today)) plays.push({ play: await playOf(app, year, password, setTime), year });
    const steps = plays
      .flatMap(({ play, year }) =>
        year.steps.map((step, n) => ({ play, step, at: instantOf(step), name: `${year.programme} ${n + 1}` })),
      )
      .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    const astray = new Set<string>();
    let day = '';
    for (const { play, step, at, name } of steps) {
      if (civilDateAt(at) !== day && day !== '') await endOfDay(app);
      setTime(at);
      if (civilDateAt(at) !== day) await expireClocks(app.contextOf(systemActor('demo')));
      day = civilDateAt(at);
      const life = `${play.stage.programme} ${step.case}`;
      if (astray.has(life)) continue;
      const faults = await taken(play, step);
      if (faults.length > 0) astray.add(life);
      lived.faults.push(
        ...faults.map(
          (fault) => `${name} (${step.on} ${step.as ?? ''} ${step.case} ${step.do ?? step.open ?? ''}): ${fault}`,
        ),
      );
      lived.steps++;
    }
    await endOfDay(app);
    lived.cases = plays.reduce((sum, { play }) => sum + play.cases.size, 0);
  } finally {
    setTime(undefined);
  }
  return lived;
}

/** What effects a day has left is delivered within it, so that messages carry its date. */
const endOfDay = (app: App): Promise<number> => app.background.look();

async function taken(play: Play, step: RecordedStep): Promise<string[]> {
  try {
    return await playStep(play, step);
  } catch (cause) {
    return [cause instanceof Error ? cause.message : String(cause)];
  }
}

async function playOf(app: App, year: DemoYear, password: string, setTime: SetTime): Promise<Play> {
  setTime(instantOf(year.steps.reduce((a, b) => (a.on < b.on ? a : b))));
  const ctx = app.contextOf(systemActor('demo'));
  const demo = readDemo();
  const records = new Map((await platformsByCode(ctx.db, year.platforms)).map((one) => [one.code, one]));
  const places = year.platforms.map((code) => {
    const record = records.get(code);
    if (!record || record.host_id === null || record.host_name === null)
      throw new Error(`demo/years: no platform ${code} with a host`);
    return { platform: record.id, host: record.host_id, hostName: record.host_name };
  });
  const names = new Map(personsOf(year).map((person) => [person, accountOf(person, year.programme)]));
  const ids = await accountsNamed(ctx.db, [...names.values()]);
  const players = new Map<string, Player>();
  for (const [person, account] of names) {
    const id = ids.get(account);
    if (id === undefined) throw new Error(`demo/years: no account ${account}`);
    players.set(person, await signedIn(app, id, account, password));
  }
  await delegate(app, demo, year.programme);
  const [first, ...others] = places as [(typeof places)[0], ...typeof places];
  const stage: Stage = { programme: year.programme, ...first, others, players };
  return {
    app,
    stage,
    procedures:
      ruleSetOf(ctx, demo.programmes.find(({ id }) => id === year.programme)!.rule_set).procedures?.procedures ?? {},
    cases: new Map(),
  };
}

/** `host_admin/2` is `host_admin2.guangzhou`. */
const accountOf = (person: string, programme: string): string =>
  `${person.replace(/\/1$/, '').replace('/', '')}.${programme}`;

/** Agencies of the demonstration are commissioned on its first day. */
async function delegate(
  app: App,
  { accounts, organisations }: ReturnType<typeof readDemo>,
  programme: string,
): Promise<void> {
  const ctx = app.contextOf(systemActor('demo'));
  const agency = accounts.find(({ account }) => account === `third_party_agency.${programme}`)!.organisation;
  const entry = organisations.find(({ name_zh }) => name_zh === agency)!;
  const known = await seedRegister(ctx, { organisations: [entry] });
  await grantDelegation(ctx, {
    programme,
    organisation: known.organisations.get(entry.uscc ?? entry.name_zh)!,
    role: 'third_party_agency',
    procedures: [],
    from_date: ctx.today,
    document: '委托书（演示）',
  });
}
