import type { z } from 'zod';
import type { ProblemBody } from '../../shared/problems.ts';
import type { partView } from '../../shared/sharing/schemas.ts';
import type { Id } from '../kernel/ids.ts';
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
