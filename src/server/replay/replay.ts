import type { Instant } from '../../shared/dates.ts';
import type { Procedures } from '../../shared/policy/procedures.ts';
import type { RecordedCase, RecordedStep } from '../../shared/policy/recorded-case.ts';
import type { App } from '../app.ts';
import { systemActor } from '../kernel/context.ts';
import type { Id } from '../kernel/ids.ts';
import { ruleSetOf } from '../modules/policy/index.ts';
import { expireClocks, newestEvent, subCasesSince } from '../modules/procedures/index.ts';
import { differences } from './expectations.ts';
import { fillForm } from './fill-form.ts';
import { actOutside, type Codes, openOutside, OUTSIDE, OWN_PAGES, placeOf } from './own-pages.ts';
import { samplePdf } from './sample-pdf.ts';
import { buildStage, freeNames, type Player, type Stage } from './stage.ts';

export interface Play {
  app: App;
  stage: Stage;
  procedures: Procedures;
  /** Cases by the names the record gives them. */
  cases: Map<string, Id>;
  codes: Codes;
}

/**
 * Plays a recorded case over the interface, in the product's time of its steps.
 * @param setTime sets the product's time
 * @param given where it is played; a stage of its own without it
 * @returns what came otherwise than recorded, one line each, with the number of the step; empty: all as recorded
 */
export async function replayCase(
  app: App,
  ruleSet: string,
  recorded: RecordedCase,
  setTime: (now: Instant) => void,
  given?: Stage,
): Promise<string[]> {
  setTime(instantOf(recorded.steps[0]!));
  const stage = given ?? (await buildStage(app, ruleSet, personsOf(recorded)));
  const found = await playOn(playOf(app, ruleSet, stage), recorded.steps, setTime);
  if (!given) await freeNames(app, stage);
  return found;
}

/** A stage on which nothing has happened yet. */
export const playOf = (app: App, ruleSet: string, stage: Stage): Play => ({
  app,
  stage,
  procedures: ruleSetOf(app.contextOf(systemActor('replay')), ruleSet).procedures?.procedures ?? {},
  cases: new Map(),
  codes: new Map(),
});

/**
 * Plays further steps.
 * @returns as `replayCase`; steps are counted from the first of these
 */
export async function playOn(
  play: Play,
  steps: readonly RecordedStep[],
  setTime: (now: Instant) => void,
): Promise<string[]> {
  const { app, stage } = play;
  const found: string[] = [];
  for (const [n, step] of steps.entries()) {
    setTime(instantOf(step));
    const ctx = app.contextOf(systemActor('replay'));
    const since = await newestEvent(ctx);
    await expireClocks(ctx);
    const lines = await playStep(play, step);
    const expected = [...(step.expect ? [[step.case, step.expect] as const] : []), ...Object.entries(step.also ?? {})];
    for (const [name, wanted] of lines.length === 0 ? expected : []) {
      const id = play.cases.get(name);
      const otherwise = id === undefined ? ['has not been opened'] : await differences(app, stage, id, wanted, since);
      lines.push(...otherwise.map((line) => (name === step.case ? line : `${name}: ${line}`)));
    }
    found.push(
      ...lines.map((line) => `step ${n + 1} (${step.on} ${step.as ?? ''} ${step.do ?? step.open ?? ''}): ${line}`),
    );
    // What follows rests on it: the rest would only repeat the fault.
    if (lines.length > 0) return found;
  }
  return found;
}

/** The instant of a step, on its day in Beijing. */
export const instantOf = ({ on, time = '10:00' }: Pick<RecordedStep, 'on' | 'time'>): Instant =>
  new Date(`${on}T${time.length === 5 ? `${time}:00` : time}+08:00`).toISOString();

/** Everybody a record names: who acts, whose buttons are looked at, and who is put into a field of accounts. */
export function personsOf({ steps }: Pick<RecordedCase, 'steps'>): string[] {
  const acting = steps.flatMap((step) => [
    ...(step.as === undefined ? [] : [step.as]),
    ...[step.expect, ...Object.values(step.also ?? {})].flatMap((expected) => Object.keys(expected?.actions ?? {})),
    ...Object.values(step.data ?? {}).flatMap((value) =>
      Array.isArray(value) ? value.filter((part) => typeof part === 'string') : [],
    ),
  ]);
  return [...new Set(acting)].filter((person) => person !== OUTSIDE);
}

/** @returns why the step did not go as recorded */
export async function playStep(play: Play, step: RecordedStep): Promise<string[]> {
  if (step.as === undefined) return [];
  const answer = step.as === OUTSIDE ? await fromOutside(play, step) : await fromInside(play, step.as, step);
  if (answer.status < 400)
    return step.refused === undefined ? [] : [`refused with ${step.refused} expected, it was done`];
  const problem = answer.body as { code?: string; title?: string; errors?: { code: string; message: string }[] };
  const codes = [
    problem.code ?? String(answer.status),
    ...(problem.errors ?? []).map(({ code }) => code.replace('procedures.need.', '')),
  ];
  if (step.refused !== undefined && codes.includes(step.refused)) return [];
  const why = [problem.title, ...(problem.errors ?? []).map(({ message }) => message)].join('; ');
  return [
    step.refused === undefined
      ? `refused: ${codes.join(', ')} ${why}`
      : `refused with ${step.refused} expected, it was ${codes.join(', ')}`,
  ];
}

type Answer = { status: number; body: unknown };

function fromInside(play: Play, person: string, step: RecordedStep): Promise<Answer> {
  const player = play.stage.players.get(person)!;
  return step.open === undefined ? act(play, player, step) : open(play, player, step);
}

async function fromOutside(play: Play, step: RecordedStep): Promise<Answer> {
  const { cases } = play;
  if (step.open === undefined) return actOutside(play, cases.get(step.case) ?? '', step);
  const answer = await openOutside(play, step);
  if (answer.status < 400) cases.set(step.case, (answer.body as { id: Id }).id);
  return answer;
}

const ownPage = (procedure: Procedures[string] | undefined) => OWN_PAGES[procedure?.open?.own_page ?? ''];

async function open({ stage, cases, procedures }: Play, player: Player, step: RecordedStep): Promise<Answer> {
  const procedure = procedures[step.open!];
  const place = placeOf(stage, step);
  const subjects = { platform: place.platform, organisation: place.host, programme: stage.programme };
  const kind = procedure?.subject ?? 'case';
  const isFile = (field: string): boolean => procedure?.fields[field]?.type === 'file';
  const data = Object.fromEntries(Object.entries(step.edit ?? {}).filter(([field]) => !isFile(field)));
  const page = ownPage(procedure);
  const answer: Answer = page
    ? await page.open(player, stage, step)
    : await player.call('POST', '/api/cases', {
        programme: stage.programme,
        procedure: step.open,
        ...(kind !== 'case' && { subject: { kind, id: subjects[kind] } }),
        ...(step.under !== undefined && { parent: cases.get(step.under) }),
        data,
      });
  if (answer.status >= 400) return answer;
  const { id } = answer.body as { id: Id };
  cases.set(step.case, id);
  const files = Object.entries(step.edit ?? {}).filter(([field]) => isFile(field));
  return files.length === 0 ? answer : write(player, answer.body, procedure!, Object.fromEntries(files));
}

async function act({ app, stage, cases, procedures }: Play, player: Player, step: RecordedStep): Promise<Answer> {
  const id = cases.get(step.case);
  if (id === undefined) throw new Error(`no case ${step.case} has been opened`);
  const seen: Answer = await player.call('GET', `/api/cases/${id}`);
  if (seen.status >= 400) return seen;
  const { procedure } = seen.body as { procedure: string };
  if (step.edit) {
    const written = await write(player, seen.body, procedures[procedure]!, named(stage, step.edit));
    if (written.status >= 400) return written;
  }
  if (step.do === undefined) return seen;
  await ownPage(procedures[procedure])?.before[step.do]?.(player, id);
  const wrote = asksForm(procedures[procedure]!, step.do) ? await fillForm(player, id, step.form) : undefined;
  const now: Answer = step.edit || wrote ? await player.call('GET', `/api/cases/${id}`) : seen;
  const { version } = now.body as { version: number };
  const since = await newestEvent(app.contextOf(systemActor('replay')));
  const data = await filled(player, id, procedures[procedure]!, stage, step.data ?? {});
  const answer: Answer = await player.call('POST', `/api/cases/${id}/actions/${step.do}`, {
    version,
    data,
    ...(step.overrides && { overrides: step.overrides }),
  });
  if (answer.status < 400 && step.names) {
    const opened = await subCasesSince(app.contextOf(systemActor('replay')), id, since);
    for (const [of, names] of Object.entries(step.names))
      for (const [n, sub] of opened.filter((one) => one.procedure === of).entries())
        if (names[n] !== undefined) cases.set(names[n], sub.id);
  }
  return answer;
}

/** Whether an action hands in the form of the case: what a record leaves out of it is filled with sample texts. */
const asksForm = ({ transitions }: Procedures[string], action: string): boolean =>
  transitions.some(
    (row) => row.action === action && row.requires.some((need) => 'gate' in need && need.gate === 'plan_complete'),
  );

/** Values as the interface takes them: persons as accounts, files uploaded. */
async function filled(
  player: Player,
  id: Id,
  procedure: Procedures[string],
  stage: Stage,
  values: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const entries: [string, unknown][] = [];
  for (const [field, value] of Object.entries(values)) {
    const type = procedure.fields[field]?.type;
    if (type === 'accounts' && Array.isArray(value))
      entries.push([field, value.map((person) => stage.players.get(String(person))?.account ?? person)]);
    else if (type === 'file' && typeof value === 'string')
      entries.push([field, await uploaded(player, id, field, value)]);
    else entries.push([field, value]);
  }
  return Object.fromEntries(entries);
}

async function uploaded(player: Player, id: Id, field: string, name: string): Promise<Id> {
  const { status, body } = await player.upload(
    `/api/cases/${id}/files?field=${field}&name=${encodeURIComponent(name)}`,
    samplePdf(name),
  );
  if (status >= 400) throw new Error(`${name}: ${JSON.stringify(body)}`);
  return (body as { id: Id }).id;
}

/** Values with the name of the stage's host where they say `{host}`. */
const named = ({ hostName }: Stage, values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  JSON.parse(JSON.stringify(values).replaceAll('{host}', hostName)) as Record<string, unknown>;

/** Types fields of a case, one after the other, as a form does. */
async function write(
  player: Player,
  seen: unknown,
  procedure: Procedures[string],
  values: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  const { id, fields } = seen as { id: Id; fields: { id: string; revision: number }[] };
  const revisions = new Map(fields.map((field) => [field.id, field.revision]));
  let answer: Answer = { status: 200, body: seen };
  for (const [path, given] of Object.entries(values)) {
    const value = procedure.fields[path]?.type === 'file' ? await uploaded(player, id, path, String(given)) : given;
    answer = await player.call('PATCH', `/api/cases/${id}/draft`, { path, value, revision: revisions.get(path) ?? 0 });
    if (answer.status >= 400) return answer;
  }
  return answer;
}
