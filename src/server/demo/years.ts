import { z } from 'zod';
import { type CivilDate, civilDateAt, type Instant } from '../../shared/dates.ts';
import type { RecordedStep } from '../../shared/policy/recorded-case.ts';
import type { App } from '../app.ts';
import type { SetTime } from '../kernel/clock.ts';
import { type Ctx, systemActor } from '../kernel/context.ts';
import { readSetting, writeSetting } from '../kernel/settings.ts';
import { accountsNamed, platformsByCode, seedRegister } from '../modules/identity/index.ts';
import { ruleSetOf } from '../modules/policy/index.ts';
import {
  casesById,
  doneAt,
  expireClocks,
  grantDelegation,
  isCommissioned,
  subCasesSince,
} from '../modules/procedures/index.ts';
import { instantOf, personsOf, type Play, playStep } from '../replay/replay.ts';
import { type Player, signedIn, type Stage } from '../replay/stage.ts';
import { readDemo } from './files.ts';
import { idNamed } from './known-names.ts';
import { readSharingYear } from './sharing-file.ts';
import { type SharingWorld, takeSharingStep } from './sharing-steps.ts';
import { type DemoYear, readYears } from './year-file.ts';

/** How far the years have been lived: kept with every step, so that an interrupted start goes on where it stopped. */
const livedYears = z.object({
  /** The day they end on or before. */
  today: z.string(),
  done: z.number().int(),
  finished: z.boolean(),
  /** By programme: cases by the names the steps give them, and names of those that went astray. */
  cases: z.record(z.string(), z.record(z.string(), z.string())),
  astray: z.array(z.string()),
});
type Progress = z.output<typeof livedYears>;

/** Setting that holds it. */
export const YEARS_LIVED = 'demo.years';
export const NOTHING_LIVED = (today: CivilDate): Progress => ({
  today,
  done: 0,
  finished: false,
  cases: {},
  astray: [],
});

/** Whether the years have begun and not ended; false too for a demonstration of before they were counted. */
export const yearsInterrupted = async (ctx: Ctx): Promise<boolean> =>
  (await readSetting(ctx.db, YEARS_LIVED, livedYears))?.finished === false;

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
 * been refused is refused here. A case that went astray is left where it is; the others go on. Interrupted, it goes on where it is run
 * again.
 * @param onStep told how many steps of how many are done; what it throws ends the load as a kill would
 */
export async function liveYears(
  app: App,
  password: string,
  setTime: SetTime,
  onStep: (done: number, of: number) => void = () => undefined,
): Promise<LivedYears> {
  const now = app.contextOf(systemActor('demo'));
  const progress = (await readSetting(now.db, YEARS_LIVED, livedYears)) ?? NOTHING_LIVED(now.today);
  const lived: LivedYears = { cases: 0, steps: 0, faults: [] };
  try {
    const seated = new Map<string, Player>();
    const plays: { play: Play; year: DemoYear }[] = [];
    for (const year of readYears(progress.today)) {
      const play = await playOf(app, year, { password, setTime, seated });
      if (progress.done === 0) await delegate(app, readDemo(), year.programme);
      for (const [name, id] of Object.entries(progress.cases[year.programme] ?? {})) play.cases.set(name, id);
      plays.push({ play, year });
    }
    const sharing = await sharingLives(app, progress, { password, setTime, seated });
    const steps = [...plays.flatMap(livesOf), ...sharing.lives].toSorted((a, b) =>
      a.at < b.at ? -1 : a.at > b.at ? 1 : 0,
    );
    const names = (): Progress['cases'] => ({ ...namesOf(plays), [SHARING]: Object.fromEntries(sharing.parts) });
    const astray = new Set(progress.astray);
    const resumed = progress.done;
    let day = '';
    for (const [n, step] of steps.entries()) {
      if (n < resumed) continue;
      if (civilDateAt(step.at) !== day && day !== '') await endOfDay(app);
      setTime(step.at);
      if (civilDateAt(step.at) !== day) await expireClocks(app.contextOf(systemActor('demo')));
      day = civilDateAt(step.at);
      if (!astray.has(step.life)) {
        // What a kill cut off after the step, before it was noted, is not done again.
        const faults = n === resumed && (await step.wasTaken()) ? [] : await step.take();
        if (faults.length > 0) astray.add(step.life);
        lived.faults.push(...faults.map((fault) => `${step.name}: ${fault}`));
        lived.steps++;
      }
      await note(app, { ...progress, done: n + 1, cases: names(), astray: [...astray] });
      onStep(n + 1, steps.length);
    }
    await endOfDay(app);
    await note(app, { ...progress, done: steps.length, cases: names(), astray: [...astray], finished: true });
    lived.cases = plays.reduce((sum, { play }) => sum + play.cases.size, 0);
  } finally {
    setTime(undefined);
  }
  return lived;
}

/** One step of a life, on its day. */
interface LifeStep {
  at: Instant;
  /** What goes astray with it. */
  life: string;
  name: string;
  /** @returns why it did not go as written */
  take: () => Promise<string[]>;
  /** Whether it had been taken before a kill; then its names are known again. */
  wasTaken: () => Promise<boolean>;
}

const livesOf = ({ play, year }: { play: Play; year: DemoYear }): LifeStep[] =>
  year.steps.map((step, n) => ({
    at: instantOf(step),
    life: `${year.programme} ${step.case}`,
    name: `${year.programme} ${n + 1} (${step.on} ${step.as ?? ''} ${step.case} ${step.do ?? step.open ?? ''})`,
    take: () => taken(play, step),
    wasTaken: () => wasTaken(play, step, instantOf(step)),
  }));

const SHARING = 'sharing';

/** What is asked for, given and said between users and platforms. */
async function sharingLives(
  app: App,
  progress: Progress,
  seats: Seats,
): Promise<{ lives: LifeStep[]; parts: SharingWorld['parts'] }> {
  const { steps, tables } = readSharingYear(progress.today);
  const players = await seatedOf(app, [...new Set(steps.map(({ as }) => as))], seats);
  const parts = new Map(Object.entries(progress.cases[SHARING] ?? {}));
  const world: SharingWorld = {
    players,
    parts,
    tables,
    known: (name) => idNamed(app.contextOf(systemActor('demo')), name),
  };
  const lives = steps.map((step, n): LifeStep => {
    const take = (): Promise<string[]> => takeSharingStep(world, step, `demo-sharing-${n}`);
    return {
      at: instantOf(step),
      // A message or a table that was refused leaves the others as they are.
      life: `${SHARING} ${step.of === '' ? n : step.of}`,
      name: `${SHARING} ${n + 1} (${step.on} ${step.as} ${step.of} ${step.do})`,
      take,
      // Taken again under the same key it either names what it made, or is refused because it was done.
      wasTaken: async () => {
        await take();
        return true;
      },
    };
  });
  return { lives, parts };
}

const namesOf = (plays: readonly { play: Play }[]): Progress['cases'] =>
  Object.fromEntries(plays.map(({ play }) => [play.stage.programme, Object.fromEntries(play.cases)]));

/** No act of anybody’s: it leaves no trace in the audit. */
const note = (app: App, progress: Progress): Promise<void> =>
  app.services.storage.db.transaction().execute((db) => writeSetting({ db }, YEARS_LIVED, progress));

/** Whether a step had been taken; then its cases get their names. */
async function wasTaken({ app, stage, cases }: Play, step: RecordedStep, at: Instant): Promise<boolean> {
  const ctx = app.contextOf(systemActor('demo'));
  const account = step.as === undefined ? undefined : stage.players.get(step.as)?.account;
  if (account === undefined) return false;
  const known = new Set(cases.values());
  const done = await doneAt(ctx, { at, account, action: step.do });
  if (step.open !== undefined) {
    const opened = [...(await casesById(ctx.db, done.cases)).values()].find(
      ({ id, procedure }) => procedure === step.open && !known.has(id),
    );
    if (opened) cases.set(step.case, opened.id);
    return opened !== undefined;
  }
  const id = cases.get(step.case);
  if (id === undefined || !done.cases.includes(id)) return false;
  const below = (await subCasesSince(ctx, id, done.before)).filter((sub) => !known.has(sub.id));
  for (const [of, names] of Object.entries(step.names ?? {}))
    for (const [n, sub] of below.filter(({ procedure }) => procedure === of).entries())
      if (names[n] !== undefined) cases.set(names[n], sub.id);
  return true;
}

/** What effects a day has left is delivered within it, so that messages carry its date. */
const endOfDay = (app: App): Promise<number> => app.background.look();

async function taken(play: Play, step: RecordedStep): Promise<string[]> {
  try {
    return await playStep(play, step);
  } catch (cause) {
    // A stop in the midst of it is no fault of the step: the next start takes it.
    if (cause instanceof Error && 'code' in cause && cause.code === 'FST_ERR_REOPENED_CLOSE_SERVER') throw cause;
    return [cause instanceof Error ? cause.message : String(cause)];
  }
}

interface Seats {
  password: string;
  setTime: SetTime;
  /** Those who have signed in already, by sign-in name. */
  seated: Map<string, Player>;
}

/** Everybody signs in once. */
async function seatedOf(
  app: App,
  accounts: readonly string[],
  { password, seated }: Seats,
): Promise<Map<string, Player>> {
  const ids = await accountsNamed(app.contextOf(systemActor('demo')).db, accounts);
  for (const account of accounts) {
    const id = ids.get(account);
    if (id === undefined) throw new Error(`demo: no account ${account}`);
    if (!seated.has(account)) seated.set(account, await signedIn(app, id, account, password));
  }
  return seated;
}

async function playOf(app: App, year: DemoYear, seats: Seats): Promise<Play> {
  seats.setTime(instantOf(year.steps.reduce((a, b) => (a.on < b.on ? a : b))));
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
  const seated = await seatedOf(app, [...names.values()], seats);
  const players = new Map([...names].map(([person, account]) => [person, seated.get(account)!]));
  const [first, ...others] = places as [(typeof places)[0], ...typeof places];
  const stage: Stage = { programme: year.programme, ...first, others, players };
  return {
    app,
    stage,
    procedures:
      ruleSetOf(ctx, demo.programmes.find(({ id }) => id === year.programme)!.rule_set).procedures?.procedures ?? {},
    cases: new Map(),
    codes: new Map(),
  };
}

/** `host_admin/2` is `host_admin2.guangzhou`. */
const accountOf = (person: string, programme: string): string =>
  `${person.replace(/\/1$/, '').replace('/', '')}.${programme}`;

/** Agencies of the demonstration are commissioned on its first day; once, though a kill may come before the first step is noted. */
async function delegate(
  app: App,
  { accounts, organisations }: ReturnType<typeof readDemo>,
  programme: string,
): Promise<void> {
  const ctx = app.contextOf(systemActor('demo'));
  const agency = accounts.find(({ account }) => account === `third_party_agency.${programme}`)!.organisation;
  const entry = organisations.find(({ name_zh }) => name_zh === agency)!;
  const known = await seedRegister(ctx, { organisations: [entry] });
  const organisation = known.organisations.get(entry.uscc ?? entry.name_zh)!;
  const role = 'third_party_agency';
  if (await isCommissioned(ctx, { programme, organisation, role })) return;
  await grantDelegation(ctx, {
    programme,
    organisation,
    role,
    procedures: [],
    from_date: ctx.today,
    document: '委托书（演示）',
  });
}
