import { randomBytes } from 'node:crypto';

const LF = 0x0a;
const CR = 0x0d;

/** What stands at the end of a record that was cut, told from data by a part made up for this file. */
export interface Cuts {
  tooLong: string;
  notClosed: string;
}

export function makeCuts(): Cuts {
  const nonce = randomBytes(12).toString('hex');
  return { tooLong: `\u0001cut-${nonce}`, notClosed: `\u0001open-${nonce}` };
}

/** The characters that part cells and that enclose them; without the latter ('') nothing does. */
export interface Marks {
  delimiter: string;
  quote: string;
}

/** Where the scan stands: at a cell's start, in a bare cell, in a quoted one, behind a quotation mark in a quoted one. */
const START = 0;
const BARE = 1;
const QUOTED = 2;
const MARK = 3;

/**
 * Watches the bytes on their way to the CSV parser, which would keep a record of any length in memory. A record that
 * grows beyond the limit is cut: it ends in a cell with a mark, and the scan goes on behind the record's end. A quotation mark
 * that is never closed is closed at the end of the file, and marked too.
 *
 * @param limit bytes of one record
 */
export async function* guardRecords(
  source: AsyncIterable<Buffer>,
  { delimiter, quote }: Marks,
  limit: number,
  cuts: Cuts,
): AsyncGenerator<Buffer> {
  const scan = scanner(delimiter, quote);
  let length = 0;
  let dropping = false;
  /** The record that was dropped ended in CR: an LF behind it must not come through as an empty record. */
  let skipLf = false;
  for await (const chunk of source) {
    let from = dropping || skipLf ? -1 : 0;
    for (let i = 0; i < chunk.length; i++) {
      const was = scan.at;
      const event = scan.take(chunk[i]!, dropping);
      if (event === IN_RECORD) {
        skipLf = false;
        if (from === -1 && !dropping) from = i;
        if (++length > limit && !dropping) {
          if (i > from) yield chunk.subarray(from, i);
          yield Buffer.from(`${was === QUOTED ? quote : ''}${delimiter}${cuts.tooLong}\n`);
          dropping = true;
          from = -1;
        }
      } else if (event === RECORD_END) {
        length = 0;
        if (dropping) {
          skipLf = chunk[i] === CR;
          from = skipLf ? -1 : i + 1;
        }
        dropping = false;
      } else if (skipLf) {
        skipLf = false;
        from = i + 1;
      }
    }
    if (from !== -1 && from < chunk.length) yield chunk.subarray(from);
  }
  if (scan.at === QUOTED && !dropping) yield Buffer.from(`${quote}${delimiter}${cuts.notClosed}\n`);
}

/** Counts the records of a text, empty lines included. */
export async function countRecords(source: AsyncIterable<Buffer>, { delimiter, quote }: Marks): Promise<number> {
  const scan = scanner(delimiter, quote);
  let count = 0;
  let open = false;
  for await (const chunk of source) {
    for (let i = 0; i < chunk.length; i++) {
      const event = scan.take(chunk[i]!, false);
      if (event === RECORD_END) count++;
      if (event !== SECOND_HALF) open = event === IN_RECORD;
    }
  }
  return open ? count + 1 : count;
}

const IN_RECORD = 0;
const RECORD_END = 1;
/** The LF of a CR LF whose CR has ended the record. */
const SECOND_HALF = 2;

interface Scanner {
  at: number;
  take: (byte: number, dropping: boolean) => number;
}

/** The same reading of quotation marks as the parser's: only at a cell's start do they open, only before a separator or line end do they close. */
function scanner(delimiter: string, quotation: string): Scanner {
  const quote = quotation === '' ? -1 : quotation.charCodeAt(0);
  const separator = delimiter.charCodeAt(0);
  let before = LF;
  /** The byte in front of the quotation mark that MARK stands behind. */
  let beforeMark = 0;
  const next = (byte: number, at: number, dropping: boolean): number => {
    if (at === QUOTED) return byte === quote ? MARK : QUOTED;
    if (byte === separator) return START;
    if (byte === quote) return at === BARE ? BARE : QUOTED;
    if (at !== MARK) return BARE;
    // While dropping, a mark behind a separator opens the next quoted cell: the one that was cut had never been closed.
    return dropping && (beforeMark === separator || beforeMark === LF) ? QUOTED : BARE;
  };
  const scan: Scanner = {
    at: START,
    take(byte, dropping) {
      if (scan.at !== QUOTED && (byte === LF || byte === CR)) {
        const second = byte === LF && before === CR && scan.at === START;
        scan.at = START;
        before = byte;
        return second ? SECOND_HALF : RECORD_END;
      }
      if (scan.at === QUOTED && byte === quote) beforeMark = before;
      scan.at = next(byte, scan.at, dropping);
      before = byte;
      return IN_RECORD;
    },
  };
  return scan;
}
