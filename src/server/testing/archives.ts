import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';

/** An entry of an archive made for a test; what well-behaved programs never write can be asked for. */
export interface TestEntry {
  name: string;
  content: Buffer | string;
  /** Unpacked size that the directory states, where it lies. */
  stated?: number;
  /** A symbolic link to what the content says. */
  link?: boolean;
  /** Packed bytes as they are, of the content that `stated` tells. */
  packed?: Buffer;
}

/** A zip archive, written byte by byte: no library writes the bad ones that are needed here. */
export function zipOf(entries: readonly TestEntry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, stated, link = false, packed: given } of entries) {
    const plain = Buffer.from(content);
    const packed = given ?? deflateRawSync(plain);
    const label = Buffer.from(name);
    const size = stated ?? plain.length;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(size, 22);
    local.writeUInt16LE(label.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(0x0314, 4);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(label.length, 28);
    entry.writeUInt32LE(link ? 0xa1ff0000 : 0x81a40000, 38);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, label, packed);
    directory.push(entry, label);
    offset += 30 + label.length + packed.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length & 0xffff, 8);
  end.writeUInt16LE(entries.length & 0xffff, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

export function tarOf(entries: readonly TestEntry[]): Buffer {
  const blocks = entries.flatMap(({ name, content, link = false }) => {
    const body = link ? Buffer.alloc(0) : Buffer.from(content);
    const header = Buffer.alloc(512);
    header.write(name.slice(0, 100), 0);
    header.write('0000644\0', 100);
    header.write(`${body.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write('        ', 148);
    header.write(link ? '2' : '0', 156);
    if (link) header.write(String(content).slice(0, 100), 157);
    header.write('ustar\u000000', 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return [header, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

export const tarGzOf = (entries: readonly TestEntry[]): Buffer => gzipSync(tarOf(entries));

/** A folder, or an archive as it is. */
export const packed = (path: string): Buffer =>
  statSync(path).isDirectory()
    ? zipOf(readdirSync(path).map((name) => ({ name, content: readFileSync(join(path, name)) })))
    : readFileSync(path);

export interface TestPart {
  rowType: string;
  file: string;
  /** Full names of terms; a pair gives a default too. */
  terms: readonly (string | readonly [term: string, fallback: string])[];
  rows: readonly (readonly string[])[];
  attributes?: string;
  encoding?: (text: string) => Buffer;
}

export const DWC = 'http://rs.tdwg.org/dwc/terms/';

/** `meta.xml` and the tables of a Darwin Core Archive; the first column of each is the id. */
export function dwcaEntries(parts: readonly TestPart[], more: readonly TestEntry[] = []): TestEntry[] {
  const plain =
    'encoding="UTF-8" fieldsTerminatedBy="\\t" linesTerminatedBy="\\n" fieldsEnclosedBy="" ignoreHeaderLines="1"';
  const described = parts.map(({ rowType, file, terms, attributes = plain }, i) => {
    const fields = terms.map((term, at) => {
      const [name, fallback] = typeof term === 'string' ? [term] : term;
      return `<field index="${at + 1}" term="${name}"${fallback === undefined ? '' : ` default="${fallback}"`}/>`;
    });
    const [element, key] = i === 0 ? ['core', 'id'] : ['extension', 'coreid'];
    return `<${element} ${attributes} rowType="${rowType}"><files><location>${file}</location></files><${key} index="0"/>${fields.join('')}</${element}>`;
  });
  const meta = `<?xml version="1.0" encoding="UTF-8"?>\n<archive xmlns="http://rs.tdwg.org/dwc/text/">${described.join('\n')}</archive>`;
  const tables = parts.map(({ file, terms, rows, encoding = (text: string) => Buffer.from(text) }) => ({
    name: file,
    content: encoding(
      [['id', ...terms.map((term) => String(typeof term === 'string' ? term : term[0]))], ...rows]
        .map((row) => row.join('\t'))
        .join('\n') + '\n',
    ),
  }));
  return [{ name: 'meta.xml', content: meta }, ...tables, ...more];
}
