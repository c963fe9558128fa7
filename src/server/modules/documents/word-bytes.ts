import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { CivilDate } from '../../../shared/dates.ts';

/** Names that Word looks for where the first is not there. */
const OTHER_NAMES = { 仿宋_GB2312: '仿宋', 方正小标宋_GBK: '宋体' } as const;

const FONT_TABLE = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${Object.entries(
  OTHER_NAMES,
)
  .map(([name, other]) => `<w:font w:name="${name}"><w:altName w:val="${other}"/></w:font>`)
  .join('')}</w:fonts>`;

/** A Word file without what differs from one making to the next: times, the order of its parts, running numbers. */
export function sameBytes(file: Uint8Array, date: CivilDate): Buffer {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  // Zip times are local: one that is made of the date reads the same in every zone.
  const mtime = new Date(year, month - 1, day);
  const parts = Object.entries(unzipSync(file))
    .filter(([name]) => !name.endsWith('/'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, bytes]): [string, [Uint8Array, { mtime: Date }]] => [name, [settled(name, bytes, date), { mtime }]]);
  return Buffer.from(zipSync(Object.fromEntries(parts), { level: 6, mtime }));
}

function settled(name: string, bytes: Uint8Array, date: CivilDate): Uint8Array {
  if (name === 'word/fontTable.xml') return strToU8(FONT_TABLE);
  if (name === 'docProps/core.xml')
    return strToU8(strFromU8(bytes).replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${date}T00:00:00Z`));
  if (name !== 'word/document.xml') return bytes;
  let id = 0;
  return strToU8(strFromU8(bytes).replace(/(<wp:docPr id=")\d+/g, (_, start: string) => `${start}${++id}`));
}
