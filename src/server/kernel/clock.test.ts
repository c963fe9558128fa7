import fastify from 'fastify';
import { expect, test } from 'vitest';
import { movableClock } from './clock.ts';

test('a journey has a time of its own, in requests too; who is served meanwhile has that of the day', async () => {
  const now = '2026-11-27T02:00:00.000Z';
  const clock = movableClock({ now: () => now, today: () => '2026-11-27' });
  const http = fastify();
  http.get('/now', async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return { now: clock.now(), today: clock.today() };
  });
  const asked = async () => (await http.inject('/now')).json<{ now: string; today: string }>();
  let arrived = (): void => {};
  let leave = (): void => {};
  const there = new Promise<void>((resolve) => (arrived = resolve));
  const journey = clock.travel(async (setTime) => {
    setTime('2026-03-02T16:30:00.000Z');
    arrived();
    await new Promise<void>((resolve) => (leave = resolve));
    const seen = await asked();
    setTime(undefined);
    return [seen, await asked()];
  });
  await there;
  expect([clock.today(), await asked()]).toEqual(['2026-11-27', { now, today: '2026-11-27' }]);
  leave();
  expect(await journey).toEqual([
    { now: '2026-03-02T16:30:00.000Z', today: '2026-03-03' },
    { now, today: '2026-11-27' },
  ]);
  await http.close();
});
