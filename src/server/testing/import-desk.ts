import { hash } from '@node-rs/argon2';
import type { z } from 'zod';
import type { Role, ScopeKind } from '../../shared/identity/roles.ts';
import type { importRoutes, importView } from '../../shared/imports/routes.ts';
import type { Id } from '../kernel/ids.ts';
import type { App } from '../app.ts';

export type ImportView = z.output<typeof importView>;
export type Preview = z.output<typeof importRoutes.previewImport.reply>;
export type FaultList = z.output<typeof importRoutes.listImportFaults.reply>;

export interface Answer<T> {
  status: number;
  body: T;
  bytes: Buffer;
  headers: Record<string, unknown>;
}

/** Somebody at the door: requests with their session. */
export interface Caller {
  call: <T = never>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: unknown,
  ) => Promise<Answer<T>>;
  upload: (name: string, bytes: Buffer | string) => Promise<Id>;
}

export interface Order {
  platform: string;
  type: string;
  mapping?: Record<string, string | null>;
  constants?: Record<string, string>;
  sheet?: string;
  dry_run?: boolean;
  state?: 'draft' | 'published';
}

export const PASSWORD = 'correct horse battery staple 9';

export async function addPlatform(
  app: App,
  code: string,
  { checkedByOther = false, state = 'active' }: { checkedByOther?: boolean; state?: 'active' | 'closed' } = {},
): Promise<Id> {
  const { db } = app.services.storage;
  const id = await app.services.ids.next(db);
  await db
    .insertInto('platform')
    .values({
      id,
      code,
      name_zh: `示范${code}库`,
      kind: 'resource_library',
      contact: '{}',
      checked_by_other: checkedByOther,
      state,
      created_at: '2026-01-01T00:00:00Z',
    })
    .execute();
  return id;
}

/** An account with a role, signed in. */
export async function addPerson(
  app: App,
  account: string,
  role: Role,
  scope: { kind: ScopeKind; id: string },
): Promise<Caller> {
  const { ids, storage } = app.services;
  const id = await ids.next(storage.db);
  const password_hash = await hash(PASSWORD, { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  const created_at = '2026-01-01T00:00:00Z';
  await storage.db.insertInto('account').values({ id, account, name: account, password_hash, created_at }).execute();
  await storage.db
    .insertInto('role_grant')
    .values({
      id: await ids.next(storage.db),
      account_id: id,
      role,
      scope_kind: scope.kind,
      scope_id: scope.id,
      from_date: '2026-01-01',
      created_at,
    })
    .execute();
  const reply = await app.http.inject({
    method: 'POST',
    url: '/api/session',
    payload: { account, password: PASSWORD },
  });
  if (reply.statusCode !== 200 && reply.statusCode !== 201) throw new Error(`sign-in of ${account}: ${reply.body}`);
  const { name, value } = reply.cookies[0]!;
  return callerWith(app, { [name]: value });
}

export const addCurator = async (app: App, account: string, platformId: Id): Promise<Caller> =>
  addPerson(app, account, 'platform_staff', { kind: 'platform', id: platformId });

export function callerWith(app: App, cookies: Record<string, string>): Caller {
  const call: Caller['call'] = async (method, url, body) => {
    const raw = Buffer.isBuffer(body);
    const reply = await app.http.inject({
      method,
      url,
      cookies,
      ...(raw && { headers: { 'content-type': 'application/octet-stream' } }),
      ...(method !== 'GET' && { payload: (body ?? {}) as Buffer | object }),
    });
    const json = /[/+]json/.test(String(reply.headers['content-type']));
    return {
      status: reply.statusCode,
      body: json ? reply.json() : (undefined as never),
      bytes: reply.rawPayload,
      headers: reply.headers,
    };
  };
  return {
    call,
    async upload(name, bytes) {
      const {
        status,
        body,
        bytes: text,
      } = await call<{ id: Id }>('POST', `/api/files?name=${encodeURIComponent(name)}`, Buffer.from(bytes));
      if (status !== 201) throw new Error(`upload of ${name}: ${status} ${text.toString().slice(0, 500)}`);
      return body.id;
    },
  };
}

export const nobody = (app: App): Caller => callerWith(app, {});

/** Uploads, starts and waits for the end. */
export async function importFile(
  caller: Caller,
  name: string,
  bytes: Buffer | string,
  order: Order,
): Promise<ImportView> {
  const file = await caller.upload(name, bytes);
  const started = await caller.call<ImportView>('POST', '/api/imports', { file, ...order });
  if (started.status !== 202)
    throw new Error(`import of ${name}: ${started.status} ${started.bytes.toString().slice(0, 1000)}`);
  return untilOver(caller, started.body.id);
}

export async function untilOver(caller: Caller, id: Id): Promise<ImportView> {
  for (;;) {
    const { body } = await caller.call<ImportView>('GET', `/api/imports/${id}`);
    if (!['waiting', 'running'].includes(body.state)) return body;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export const faultsOf = async (caller: Caller, id: Id, severity?: 'error' | 'warning'): Promise<FaultList> =>
  (await caller.call<FaultList>('GET', `/api/imports/${id}/faults?limit=100${severity ? `&severity=${severity}` : ''}`))
    .body;

/** Row, field and rule of each fault. */
export const briefly = ({ items }: FaultList): string[] =>
  items.map(({ row, field, code }) => `${row} ${field ?? '-'} ${code}`);

export const csvOf = (rows: readonly (readonly string[])[], separator = ','): string =>
  rows
    .map((row) =>
      row.map((cell) => (/[",\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(separator),
    )
    .join('\r\n');
