// What a first visit to the portal fetches. Wanted: at most 150 KiB of compressed script.
import { firstLoad, SCRIPT_LIMIT, type Weight } from './first-load.ts';
import { table } from './report.ts';

const kib = (bytes: number): string => (bytes / 1024).toFixed(1);
const row = (name: string, { raw, gzip, brotli }: Weight, wanted = ''): string[] => [
  name,
  kib(raw),
  kib(gzip),
  kib(brotli),
  wanted,
];

const { script, style } = firstLoad('dist/client', 'src/web/portal/client.tsx');
console.log(
  table(
    ['first load, KiB', 'raw', 'gzip', 'brotli', 'wanted (gzip)'],
    [row('script', script, `<= ${kib(SCRIPT_LIMIT)}`), row('style', style)],
  ),
);
