import type { RecordedStep } from '../../shared/policy/recorded-case.ts';
import type { App } from '../app.ts';
import type { Player, Stage } from './stage.ts';

type Answer = { status: number; body: unknown };

/** The platform of the stage that a step numbers, with its host. @throws Error without one */
export function placeOf(stage: Stage, { platform }: RecordedStep): Pick<Stage, 'platform' | 'host'> {
  const place = [stage, ...stage.others][platform - 1];
  if (place === undefined) throw new Error(`the stage has no platform ${platform}`);
  return place;
}

/** Somebody outside has no seat on the stage. */
export const OUTSIDE = 'outside';

let writers = 0;
/** Everybody writes from a machine of their own: a flood from one is not what is replayed. */
async function write(app: App, url: string, payload: object): Promise<Answer> {
  const remoteAddress = `10.128.${(writers >> 8) & 255}.${writers++ & 255}`;
  const answer = await app.http.inject({ method: 'POST', url: `/api/portal/complaints${url}`, remoteAddress, payload });
  return { status: answer.statusCode, body: answer.json() };
}

/** Codes by which those outside follow their cases, by number. */
export type Codes = Map<string, string>;

interface Outside {
  app: App;
  stage: Stage;
  codes: Codes;
}

/** Opens a case as the portal does for who has no account; its code is kept for what they do later. */
export async function openOutside({ app, stage, codes }: Outside, step: RecordedStep): Promise<Answer> {
  const data = step.edit ?? {};
  const answer = await write(app, '', { programme: stage.programme, platform: placeOf(stage, step).platform, data });
  const { number, code } = answer.body as { number: string; code: string };
  if (answer.status < 400) codes.set(number, code);
  return { status: answer.status, body: answer.status < 400 ? { id: number } : answer.body };
}

/** What they do with it later. */
export const actOutside = ({ app, codes }: Outside, number: string, step: RecordedStep): Promise<Answer> =>
  write(app, '/steps', { number, code: codes.get(number) ?? '', action: step.do, data: step.data ?? {} });

/** Enters a project’s deposit by its own page; what a unit enters has something on its list. */
async function openDeposit(player: Player, stage: Stage, step: RecordedStep): Promise<Answer> {
  const { edit = {}, as = '' } = step;
  const { project_no, project_title, ...days } = edit;
  const place = placeOf(stage, step);
  const answer: Answer = await player.call('POST', '/api/work/deposits', {
    programme: stage.programme,
    platform: place.platform,
    unit: place.host,
    number: project_no,
    title: project_title,
    ...days,
  });
  if (answer.status < 400 && as.startsWith('host_admin'))
    await player.call('POST', `/api/work/deposits/${(answer.body as { id: string }).id}/items`, {
      title: '水质监测数据集',
      kind: '数据集',
      note: '光盘，存档案室',
    });
  return answer;
}

/** The platform accepts what is on the list, before it says that it has checked. */
async function acceptItems(player: Player, id: string): Promise<void> {
  const { body } = await player.call('GET', `/api/work/deposits/${id}`);
  for (const { id: item, revision } of (body as { items: { id: string; revision: number }[] }).items)
    await player.call('POST', `/api/work/deposits/${id}/items/${item}/judgement`, { revision, result: 'accepted' });
}

/** A page of a module’s own: how it opens a case, and what is done on it before an action. */
interface OwnPage {
  open: (player: Player, stage: Stage, step: RecordedStep) => Promise<Answer>;
  before: Readonly<Record<string, (player: Player, id: string) => Promise<void>>>;
}

/** By `open.own_page` of the table. */
export const OWN_PAGES: Readonly<Record<string, OwnPage>> = {
  deposits: { open: openDeposit, before: { check: acceptItems } },
};
