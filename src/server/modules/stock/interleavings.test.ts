import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Id } from '../../kernel/ids.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { addPlatform } from '../../testing/import-desk.ts';
import { addRecord, contextOf } from '../../testing/stock-desk.ts';
import { interleaving, play } from '../../testing/stock-interleavings.ts';
import { verifyStock } from './verify.ts';

/** The suite plays some on its engine; KEYUAN_INTERLEAVINGS sets another number. */
const RUNS = Number(process.env['KEYUAN_INTERLEAVINGS'] ?? 250);

let app: TestApp;
let platform: Id;
let resource: Id;
beforeAll(async () => {
  app = await startTestApp();
  platform = await addPlatform(app, 'STOCK');
  resource = await addRecord(app, platform, 'ZD-1');
}, 60_000);
afterAll(() => app.close());

test(
  `${RUNS} interleavings of reservations, shipments, returns, cancellations and crashes: never below zero, always sums up`,
  { timeout: 60_000 + RUNS * 200 },
  async () => {
    await fc.assert(
      fc.asyncProperty(interleaving, (given) => play(app, { id: platform, code: 'STOCK' }, resource, given)),
      { numRuns: RUNS },
    );
    const { differences, movements } = await verifyStock(contextOf(app));
    expect(differences).toEqual([]);
    expect(movements).toBeGreaterThan(RUNS * 2);
  },
);
