import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'server',
          include: ['src/shared/**/*.test.ts', 'src/server/**/*.test.ts', 'src/*.test.ts', 'demo/**/*.test.ts'],
          globalSetup: ['src/server/testing/global-setup.ts'],
          // Beside browsers on a small machine a test may wait long for its turn.
          testTimeout: 120_000,
          hookTimeout: 240_000,
          maxWorkers: Number(process.env['KEYUAN_TEST_WORKERS'] ?? 2),
          // Files of a worker share its modules, compiled WebAssembly and read rule sets: half the time. State belongs to an app, not to a module.
          isolate: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          exclude: ['e2e/accreditation-*.test.ts'],
          globalSetup: ['e2e/global-setup.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['e2e/accreditation-*.test.ts'],
          globalSetup: ['e2e/journeys-setup.ts'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 240_000,
          // After the others: two browsers and two products at once are too much for a small machine.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
