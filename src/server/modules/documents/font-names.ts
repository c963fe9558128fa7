/** Names of a font file, by their numbers in the OpenType table `name`. */
type Names = Readonly<Record<number, string>>;

interface Table {
  tag: string;
  bytes: Buffer;
}

/** Names that stay as they are: copyright and licence. */
const KEPT = [0, 13, 14];

/**
 * A TrueType font under another family name. The reserved names of its licence stay the owner's, and a private
 * name cannot be taken by a font of the machine.
 */
export function renamedFont(font: Buffer, family: string, style: string): Buffer {
  const tables = tablesOf(font);
  const old = namesOf(tables.find(({ tag }) => tag === 'name')!.bytes);
  const kept = Object.fromEntries(KEPT.flatMap((id) => (old[id] === undefined ? [] : [[id, old[id]]])));
  const postscript = `${family.replaceAll(' ', '')}-${style}`;
  const names: Names = {
    ...kept,
    1: family,
    2: style,
    3: postscript,
    4: `${family} ${style}`,
    5: 'Version 1.0',
    6: postscript,
  };
  return fontOf(tables.map((table) => (table.tag === 'name' ? { tag: 'name', bytes: nameTable(names) } : table)));
}

function tablesOf(font: Buffer): Table[] {
  return Array.from({ length: font.readUInt16BE(4) }, (_, index) => {
    const at = 12 + index * 16;
    const offset = font.readUInt32BE(at + 8);
    return {
      tag: font.toString('latin1', at, at + 4),
      bytes: font.subarray(offset, offset + font.readUInt32BE(at + 12)),
    };
  });
}

/** English names for Windows, as UTF-16. */
function namesOf(table: Buffer): Names {
  const strings = table.readUInt16BE(4);
  const found: Record<number, string> = {};
  for (let index = 0; index < table.readUInt16BE(2); index++) {
    const at = 6 + index * 12;
    if (table.readUInt16BE(at) !== 3 || table.readUInt16BE(at + 4) !== 0x409) continue;
    const from = strings + table.readUInt16BE(at + 10);
    const text = Buffer.from(table.subarray(from, from + table.readUInt16BE(at + 8))).swap16();
    found[table.readUInt16BE(at + 6)] = text.toString('utf16le');
  }
  return found;
}

function nameTable(names: Names): Buffer {
  const entries = Object.entries(names)
    .map(([id, text]) => ({ id: Number(id), bytes: Buffer.from(text, 'utf16le').swap16() }))
    .sort((a, b) => a.id - b.id);
  const head = Buffer.alloc(6 + entries.length * 12);
  head.writeUInt16BE(entries.length, 2);
  head.writeUInt16BE(head.length, 4);
  let offset = 0;
  for (const [index, { id, bytes }] of entries.entries()) {
    for (const [place, value] of [3, 1, 0x409, id, bytes.length, offset].entries())
      head.writeUInt16BE(value, 6 + index * 12 + place * 2);
    offset += bytes.length;
  }
  return Buffer.concat([head, ...entries.map(({ bytes }) => bytes)]);
}

const padded = (length: number): number => Math.ceil(length / 4) * 4;

function checksum(bytes: Buffer): number {
  const whole = Buffer.alloc(padded(bytes.length));
  bytes.copy(whole);
  let sum = 0;
  for (let at = 0; at < whole.length; at += 4) sum = (sum + whole.readUInt32BE(at)) >>> 0;
  return sum;
}

/** Puts tables together with their directory and checksums. */
function fontOf(tables: readonly Table[]): Buffer {
  const power = 2 ** Math.floor(Math.log2(tables.length));
  const directory = Buffer.alloc(12 + tables.length * 16);
  directory.writeUInt32BE(0x00010000, 0);
  for (const [place, value] of [tables.length, power * 16, Math.log2(power), (tables.length - power) * 16].entries())
    directory.writeUInt16BE(value, 4 + place * 2);
  let offset = directory.length;
  const parts: Buffer[] = [];
  let head: { at: number } | undefined;
  for (const [index, { tag, bytes }] of tables.entries()) {
    const at = 12 + index * 16;
    const part = Buffer.alloc(padded(bytes.length));
    bytes.copy(part);
    if (tag === 'head') {
      part.writeUInt32BE(0, 8);
      head = { at: offset + 8 };
    }
    directory.write(tag, at, 'latin1');
    directory.writeUInt32BE(checksum(part), at + 4);
    directory.writeUInt32BE(offset, at + 8);
    directory.writeUInt32BE(bytes.length, at + 12);
    parts.push(part);
    offset += part.length;
  }
  const font = Buffer.concat([directory, ...parts]);
  if (head) font.writeUInt32BE((0xb1b0afba - checksum(font)) >>> 0, head.at);
  return font;
}
