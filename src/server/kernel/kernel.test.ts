import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { act } from './act.ts';
import { startBackground } from './background.ts';
import { ANONYMOUS, systemActor } from './context.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { arrive, createTurns, leave } from './db/turns.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  // The tests look themselves; the product's own background must not take their work.
  await app.background.stop();
});
afterAll(() => app.close());

const context = () => app.contextOf(systemActor('test'));

test('what only says that somebody is there now leaves no audit event, and its change stays', async () => {
  const ctx = context();
  await act(ctx, { action: 'test.presence', passing: true }, async (tx) => {
    await tx.db.insertInto('setting').values({ key: 'here', value: '1' }).execute();
  });
  const events = await ctx.db.selectFrom('audit_event').select('id').where('action', '=', 'test.presence').execute();
  expect(events).toEqual([]);
  expect(await ctx.db.selectFrom('setting').select('key').where('key', '=', 'here').execute()).toHaveLength(1);
});

test('act writes the change, its audit event and its effects together, or nothing', async () => {
  const ctx = context();
  const write = (fail: boolean) =>
    act(ctx, { action: 'test.setting.write', subject: { kind: 'setting', id: 'x' } }, async (tx) => {
      await tx.db
        .insertInto('setting')
        .values({ key: fail ? 'bad' : 'good', value: '1' })
        .execute();
      await tx.queue('test.mail', { to: 'a' }, 'once');
      tx.note({ why: 'test' });
      if (fail) throw new Error('no');
    });
  await expect(write(true)).rejects.toThrow('no');
  await write(false);
  const settings = await ctx.db.selectFrom('setting').select('key').where('key', 'in', ['good', 'bad']).execute();
  expect(settings).toEqual([{ key: 'good' }]);
  const events = await ctx.db
    .selectFrom('audit_event')
    .selectAll()
    .where('action', '=', 'test.setting.write')
    .execute();
  expect(events).toMatchObject([{ actor_name: 'test', outcome: 'done', subject_id: 'x', detail: { why: 'test' } }]);
  expect(await ctx.db.selectFrom('outbox').select('kind').execute()).toEqual([{ kind: 'test.mail' }]);
});

test('an act inside another is refused instead of waiting for itself', async () => {
  const ctx = context();
  const nested = act(ctx, { action: 'a.b.c' }, () => act(ctx, { action: 'd.e.f' }, async () => undefined));
  await expect(nested).rejects.toThrow('inside another act');
});

test('an effect runs once after commit, a failing one again later', async () => {
  const ctx = context();
  await act(ctx, { action: 'test.queue.two' }, async (tx) => {
    await tx.queue('test.good', { n: 1 });
    await tx.queue('test.bad', { n: 2 });
  });
  const seen: unknown[] = [];
  const background = startBackground({
    context: () => context(),
    effects: {
      'test.good': async (_, p) => void seen.push(p),
      'test.bad': async () => {
        throw new Error('down');
      },
    },
    due: [],
    interval: 1_000_000,
  });
  await background.look();
  await background.look();
  await background.stop();
  expect(seen).toEqual([{ n: 1 }]);
  const bad = await ctx.db.selectFrom('outbox').selectAll().where('kind', '=', 'test.bad').executeTakeFirstOrThrow();
  expect(bad).toMatchObject({ attempts: 1, last_error: 'down', done_at: null });
});

test('daily work runs once per civil date of the product', async () => {
  let runs = 0;
  const background = startBackground({
    context: () => context(),
    effects: {},
    due: [{ name: 'test.daily', every: 'daily', run: async () => void runs++ }],
    interval: 1_000_000,
  });
  app.setTime('2026-11-24T15:59:00Z'); // 23:59 in Shanghai
  await background.look();
  await background.look();
  expect(runs).toBe(1);
  app.setTime('2026-11-24T16:00:00Z'); // midnight in Shanghai
  await background.look();
  expect(runs).toBe(2);
  await background.stop();
});

test('ids are unique and a cursor only fits its own query', async () => {
  const ctx = context();
  const ids = await ctx.services.ids.take(ctx.db, 2500);
  expect(new Set(ids).size).toBe(2500);
  const cursor = writeCursor({ q: 'a' }, ['2026', '5']);
  expect(readCursor({ q: 'a' }, cursor, z.tuple([z.string(), z.string()]))).toEqual(['2026', '5']);
  expect(() => readCursor({ q: 'b' }, cursor, z.tuple([z.string(), z.string()]))).toThrow('kernel.bad_cursor');
  expect(() => readCursor({ q: 'a' }, 'garbage', z.tuple([z.string()]))).toThrow('kernel.bad_cursor');
});

test('nobody is anonymous by default', () => expect(app.contextOf(ANONYMOUS).actor.kind).toBe('anonymous'));

test('a connection goes to whoever came first, however often they asked; what outlives its request goes to the end', async () => {
  const turns = createTurns(1);
  const served: string[] = [];
  const serve = async (name: string): Promise<void> => {
    const giveBack = await turns.take();
    served.push(name);
    await new Promise((resolve) => setImmediate(resolve));
    giveBack();
  };
  const all: Promise<void>[] = [];
  const come = (name: string, times: number): object => {
    const request = {};
    arrive(request, () =>
      all.push(
        (async () => {
          for (let n = 0; n < times; n++) await serve(name);
        })(),
      ),
    );
    return request;
  };
  come('long', 3);
  const answered = come('answered', 3);
  come('short', 1);
  all.push(serve('nobody'));
  leave(answered);
  await Promise.all(all);
  expect(served).toEqual(['long', 'answered', 'long', 'short', 'long', 'nobody', 'answered', 'answered']);
  const impatient = createTurns(1, 10);
  const giveBack = await impatient.take();
  await expect(impatient.take()).rejects.toThrow('within 10 ms');
  giveBack();
  await impatient.take();
});
