import type { z } from 'zod';
import type { ProblemBody } from '../../shared/problems.ts';
import type { partView } from '../../shared/sharing/schemas.ts';
import type { Id } from '../kernel/ids.ts';
import type { House } from './catalogue-desk.ts';
import type { Answer, Caller } from './import-desk.ts';

export type PartView = z.output<typeof partView>;
type Reply = Answer<PartView & ProblemBody>;

/** What anybody who asks for material says. */
export const ASKING = {
  purpose: 'public_research',
  purpose_text: '大豆抗旱性鉴定',
  project: '示范项目 2026-01',
  region: '420000',
  delivery: { recipient: '林研', address: '武汉市示范路 1 号', phone: '027-00000000' },
};

type Made = { id: Id; parts: { id: Id; number: string; platform: { code: string } }[] } & ProblemBody;
export const ask = (caller: Caller, items: object[], more: object = {}): Promise<Answer<Made>> =>
  caller.call<Made>('POST', '/api/requests', { ...ASKING, items, ...more });

export const pathsOf = ({ errors }: ProblemBody) => errors?.map(({ path, code }) => `${path} ${code}`);

/** A service on offer, a custom one unless told, that promises a first answer in three working days. @returns its id */
export async function offerService({ code, author }: House, kind = 'custom'): Promise<Id> {
  const { body } = await author.call<{ id: Id; revision: number }>('POST', '/api/work/services', {
    platform: code,
    kind,
    name_zh: '定制分析',
    description_zh: '按需求分析数据',
    user_groups: ['researcher'],
    response_days: 3,
    contact: { person: '王工' },
  });
  const { id, revision } = body;
  await author.call('POST', `/api/work/services/${id}/actions`, { action: 'publish', revision });
  return id;
}

/** Both sides agree on intellectual property, half and half. */
export async function agreeOnProperty(user: Caller, keeper: Caller, part: Id): Promise<void> {
  const path = `/api/agreements/parts/${part}/statements`;
  const stated = await user.call<{ statements: { id: Id; revision: number }[] }>('POST', path, {
    kind: 'property',
    shares: (['user', 'platform'] as const).map((party) => ({ party, percent: 50 })),
  });
  const { id, revision } = stated.body.statements.at(-1)!;
  await keeper.call('POST', `${path}/${id}/check`, { outcome: 'confirmed', revision });
}

/** One side of a part of a request: reads it, and acts on what it read. */
export function deskOf(caller: Caller, id: Id) {
  const read = async (): Promise<PartView> => (await caller.call<PartView>('GET', `/api/requests/${id}`)).body;
  const post = (path: string, body: object): Promise<Reply> =>
    caller.call<PartView & ProblemBody>('POST', `/api/requests/${id}${path}`, body);
  return {
    read,
    /** With the revision of now, unless one is given. */
    step: async (item: Id, step: string, more: object = {}): Promise<Reply> =>
      post(`/items/${item}/steps`, { step, revision: (await read()).revision, ...more }),
    ship: async (lines: { item: Id; quantity: string }[], more: object = {}): Promise<Reply> =>
      post('/shipments', { revision: (await read()).revision, lines, ...more }),
    receive: async (shipment: Id, more: object = {}): Promise<Reply> =>
      post(`/shipments/${shipment}/receipt`, { revision: (await read()).revision, ...more }),
    post: async (path: string, more: object = {}): Promise<Reply> =>
      post(path, { revision: (await read()).revision, ...more }),
  };
}
