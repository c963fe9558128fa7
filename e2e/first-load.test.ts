import { expect, test } from 'vitest';
import { firstLoad, SCRIPT_LIMIT } from '../bench/first-load.ts';

test('a first visit to the portal fetches at most 150 KiB of compressed script', () => {
  const { script, style } = firstLoad('dist/client', 'src/web/portal/client.tsx');
  expect(script.gzip).toBeGreaterThan(0);
  expect(script.gzip).toBeLessThanOrEqual(SCRIPT_LIMIT);
  expect(style.gzip).toBeGreaterThan(0);
  expect(style.gzip).toBeLessThanOrEqual(20 * 1024);
});
