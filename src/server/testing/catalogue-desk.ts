import type { z } from 'zod';
import type { workingCopy } from '../../shared/catalogue/schemas.ts';
import type { MemberState } from '../../shared/policy/catalogue-rules.ts';
import type { ProblemBody } from '../../shared/problems.ts';
import type { Id } from '../kernel/ids.ts';
import type { TestApp } from './app.ts';
import { addCurator, addPlatform, addPerson, type Caller, nobody } from './import-desk.ts';

export type Copy = z.output<typeof workingCopy>;

export async function addProgramme(app: TestApp, id: string): Promise<void> {
  await app.services.storage.db
    .insertInto('programme')
    .values({ id, rule_set: id, mode: 'trial', path: `/${id}` })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export interface House {
  id: Id;
  code: string;
  /** Two people of the platform, so that one can check what the other wrote. */
  author: Caller;
  checker: Caller;
}

/** A platform with two people, a member of a programme in some state; without one, house rules apply. */
export async function addHouse(
  app: TestApp,
  code: string,
  {
    programme,
    state = 'owner',
    checkedByOther = false,
    defence = false,
  }: { programme?: string; state?: MemberState; checkedByOther?: boolean; defence?: boolean } = {},
): Promise<House> {
  const { db } = app.services.storage;
  const id = await addPlatform(app, code, { checkedByOther });
  if (programme !== undefined) {
    await addProgramme(app, programme);
    await db
      .insertInto('platform_programme')
      .values({
        platform_id: id,
        programme_id: programme,
        state,
        ...(state === 'recommended' && { recommended_by: '示范省科技厅', recommended_on: '2026-03-01' }),
      })
      .execute();
  }
  if (defence) {
    const host = await app.services.ids.next(db);
    await db
      .insertInto('organisation')
      .values({
        id: host,
        name_zh: `示范${code}研究所`,
        kind: 'research_institute',
        defence: true,
        created_at: '2026-01-01T00:00:00Z',
      })
      .execute();
    await db.updateTable('platform').set({ host_id: host }).where('id', '=', id).execute();
  }
  return {
    id,
    code,
    author: await addCurator(app, `author.${code.toLowerCase()}`, id),
    checker: await addCurator(app, `checker.${code.toLowerCase()}`, id),
  };
}

export const operatorOf = (app: TestApp, programme: string): Promise<Caller> =>
  addPerson(app, `operator.${programme}`, 'portal_operator', { kind: 'programme', id: programme });

type Fields = Record<string, unknown>;

/** Creates a draft; the whole answer, refused or not. */
export const draft = (house: Pick<House, 'author' | 'code'>, type: string, fields: Fields) =>
  house.author.call<Copy & ProblemBody>('POST', '/api/resources', { platform: house.code, type, fields });

export async function act(caller: Caller, id: Id, action: string, reason = '') {
  const { body } = await caller.call<Copy>('GET', `/api/work/resources/${id}`);
  return caller.call<{ resource: Copy | null } & ProblemBody>('POST', `/api/resources/${id}/actions`, {
    action,
    revision: body.revision,
    reason,
  });
}

/** A record in the catalogue. @returns its id */
export async function publish(house: House, type: string, fields: Fields): Promise<Id> {
  const made = await draft(house, type, fields);
  if (made.status !== 201) throw new Error(made.bytes.toString());
  const done = await act(house.author, made.body.id, 'publish');
  if (done.status !== 200) throw new Error(done.bytes.toString());
  return made.body.id;
}

export interface Found {
  items: { id: Id; title: string; highlights: { title: [number, number][] } }[];
  total: { value: number; relation: string };
  facets: Record<string, { value: string; label: string; count: number }[]>;
  next: string | null;
}

export const find = async (app: TestApp, query: string): Promise<Found> =>
  (await nobody(app).call<Found>('GET', `/api/resources?${query}`)).body;
