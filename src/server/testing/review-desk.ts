import { sql } from 'kysely';
import { buildStage, type Player, type Stage } from '../replay/stage.ts';
import type { TestApp } from './app.ts';

export interface Reply {
  status: number;
  body: never;
}

/** A programme’s desks for reviews: a stage, experts in the pool, and applications that have come to a state. */
export interface ReviewDesk {
  stage: Stage;
  who: (person: string) => Player;
  act: (person: string, id: string, action: string, data?: object, overrides?: object) => Promise<Reply>;
  type: (person: string, id: string, path: string, value: unknown) => Promise<Reply>;
  /** @param ownHost of a host of its own, as a host may apply once in a call */
  application: (state: string, data?: object, ownHost?: boolean) => Promise<string>;
  /** Ids of the sub-cases of a procedure, in the order of their opening. */
  subs: (id: string, procedure: string) => Promise<string[]>;
}

export const EXPERTS = Array.from({ length: 9 }, (_, n) => `expert/${n + 1}`);

interface Wanted {
  ruleSet: string;
  /** Who opens and publishes calls. */
  authority: string;
  persons?: readonly string[];
  /** Sets the figures an application needs. */
  data?: object;
}

export async function reviewDesk(
  app: TestApp,
  { ruleSet, authority, persons = [], data: base = {} }: Wanted,
): Promise<ReviewDesk> {
  const { db } = app.services.storage;
  const everybody = [
    authority,
    'third_party_agency',
    'host_admin',
    'platform_head',
    'supervising_clerk',
    ...EXPERTS,
    ...persons,
  ];
  const stage = await buildStage(app, ruleSet, [...new Set(everybody)]);
  const who = (person: string): Player => stage.players.get(person)!;
  const revisionOf = async (id: string): Promise<number> =>
    (await db.selectFrom('proc_case').select('revision').where('id', '=', id).executeTakeFirstOrThrow()).revision;
  const act: ReviewDesk['act'] = async (person, id, action, data = {}, overrides = {}) =>
    who(person).call('POST', `/api/cases/${id}/actions/${action}`, { version: await revisionOf(id), data, overrides });
  let call: string | undefined;
  const openCall = async (): Promise<string> => {
    const opened = await who(authority).call('POST', '/api/cases', {
      programme: ruleSet,
      procedure: 'call',
      data: {
        title: '申报通知',
        guide: '见附件',
        window_from: '2026-09-07',
        window_to: '2026-12-31',
        ...(ruleSet === 'hubei' && { directions: '农业种质' }),
      },
    });
    if (opened.status !== 201) throw new Error(JSON.stringify(opened.body));
    const { id } = opened.body as { id: string };
    const published = await act(authority, id, 'publish');
    if (published.status !== 200) throw new Error(JSON.stringify(published.body));
    return id;
  };
  return {
    stage,
    who,
    act,
    async type(person, id, path, value) {
      const seen = await who(person).call('GET', `/api/cases/${id}`);
      const fields = (seen.body as { fields?: { id: string; revision: number }[] }).fields ?? [];
      const revision = fields.find((field) => field.id === path)?.revision ?? 0;
      return who(person).call('PATCH', `/api/cases/${id}/draft`, { path, value, revision });
    },
    async application(state, data = {}, ownHost = false) {
      call ??= await openCall();
      const at = await buildStage(app, ruleSet, []);
      // The persons of the first stage act for every subject.
      await db
        .updateTable('platform')
        .set({ host_id: stage.host, supervising_id: null })
        .where('id', '=', at.platform)
        .execute();
      const opened = await who('host_admin').call('POST', '/api/cases', {
        programme: ruleSet,
        procedure: 'application',
        subject: { kind: 'platform', id: at.platform },
        parent: call,
        data: { name_zh: `示范资源库${at.platform}`, ...base, ...data },
      });
      if (opened.status !== 201) throw new Error(JSON.stringify(opened.body));
      const { id } = opened.body as { id: string };
      // How it got there is tested elsewhere.
      const host = ownHost ? at.host : stage.host;
      await sql`update proc_case set state = ${state}, host_id = ${host} where id = ${id}`.execute(db);
      return id;
    },
    subs: async (id, procedure) =>
      (
        await db
          .selectFrom('proc_case')
          .select('id')
          .where('parent_id', '=', id)
          .where('procedure', '=', procedure)
          .orderBy('id')
          .execute()
      ).map((row) => row.id),
  };
}
