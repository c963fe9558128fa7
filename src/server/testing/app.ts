import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instant } from '../../shared/dates.ts';
import { civilDateAt } from '../../shared/dates.ts';
import { type App, type AppOptions, buildApp } from '../app.ts';
import { readConfig } from '../kernel/config.ts';
import { openTestStorage } from './database.ts';

export interface TestApp extends App {
  /** Sets the product's time. */
  setTime: (instant: Instant) => void;
}

/** The whole product on a fresh database, at a fixed time that the test moves. */
export async function startTestApp(env: Record<string, string> = {}, web?: AppOptions['web']): Promise<TestApp> {
  const folder = await mkdtemp(join(tmpdir(), 'keyuan-app-'));
  let now: Instant = '2026-11-24T02:00:00.000Z';
  const config = readConfig({ KEYUAN_DATA: folder, KEYUAN_LOG: 'silent', KEYUAN_MODE: 'trial', ...env });
  const app = await buildApp({
    config,
    storage: await openTestStorage(),
    ...(web && { web }),
    clock: { now: () => now, today: () => civilDateAt(now) },
  });
  await app.http.ready();
  return {
    ...app,
    setTime: (instant) => void (now = new Date(instant).toISOString()),
    async close() {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
