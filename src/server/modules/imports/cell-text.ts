/** How numbers of a workbook become the text its curator sees. */
export type NumberLook =
  | { kind: 'plain' }
  /** Only zeros, `00000` or `0.00`: leading and trailing zeros belong to numbers such as 00012 and 1.10. */
  | { kind: 'zeros'; integer: number; fraction: number }
  | { kind: 'date'; parts: 'y' | 'ym' | 'ymd'; time: 'none' | 'minutes' | 'seconds' }
  | { kind: 'time'; time: 'minutes' | 'seconds' };

const PLAIN: NumberLook = { kind: 'plain' };
const DAY: NumberLook = { kind: 'date', parts: 'ymd', time: 'none' };
const MONTH: NumberLook = { kind: 'date', parts: 'ym', time: 'none' };
const MINUTES: NumberLook = { kind: 'time', time: 'minutes' };
const SECONDS: NumberLook = { kind: 'time', time: 'seconds' };
const HUNDREDTHS: NumberLook = { kind: 'zeros', integer: 1, fraction: 2 };

/** Formats that have a number and no text (ECMA-376 part 1, 18.8.30), those of the Chinese and Japanese editions included. */
const BUILTIN: readonly (readonly [NumberLook, readonly number[]])[] = [
  [HUNDREDTHS, [2, 4]],
  [DAY, [14, 15, 16, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 58]],
  [MONTH, [17, 57]],
  [{ kind: 'date', parts: 'ymd', time: 'minutes' }, [22]],
  [MINUTES, [18, 20, 45]],
  [SECONDS, [19, 21, 32, 33, 34, 35, 46, 47]],
];
const builtinLook = (id: number): NumberLook => BUILTIN.find(([, ids]) => ids.includes(id))?.[0] ?? PLAIN;

/** @param code text of a number format; undefined for a built-in one */
export function lookOf(id: number, code: string | undefined): NumberLook {
  if (code === undefined) return builtinLook(id);
  const bare = code
    .split(';')[0]!
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?:\$|Red|Blue|Black|White|Green|Yellow|Cyan|Magenta|Color|>|<|=|DBNum)[^\]]*\]/gi, '')
    .trim()
    .toLowerCase();
  const zeros = /^(0+)(?:\.(0+))?$/.exec(bare);
  if (zeros) return { kind: 'zeros', integer: zeros[1]!.length, fraction: zeros[2]?.length ?? 0 };
  if (/general|[#?0]/.test(bare.replace(/\.0+/g, ''))) return PLAIN;
  const seconds = bare.includes('s');
  const hours = /h/.test(bare) || seconds;
  if (/y/.test(bare)) {
    const parts = /d/.test(bare) ? 'ymd' : /m/.test(bare.replace(/h+[^a-z]*m+/g, '')) ? 'ym' : 'y';
    return { kind: 'date', parts, time: hours ? (seconds ? 'seconds' : 'minutes') : 'none' };
  }
  if (/d/.test(bare) || (/m/.test(bare) && !hours)) return DAY;
  return hours ? { kind: 'time', time: seconds ? 'seconds' : 'minutes' } : PLAIN;
}

/** Fifteen digits are what a spreadsheet program shows and means; never in the form 1E+21. */
function plainNumber(value: number): string {
  const shown = Number(value.toPrecision(15));
  const text = String(shown);
  if (!text.includes('e')) return text;
  return Math.abs(shown) >= 1 ? BigInt(Math.round(shown)).toString() : shown.toFixed(20).replace(/0+$/, '');
}

/** @param raw the number as the file has it */
export function numberText(raw: string, look: NumberLook, since1904: boolean): string {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw;
  if (look.kind === 'plain' || ((look.kind === 'date' || look.kind === 'time') && (value < 0 || value > 2_958_466)))
    return plainNumber(value);
  if (look.kind === 'zeros') {
    const shown = value.toFixed(look.fraction);
    // A format that hides digits is not followed: the coordinate is what was measured, not what the column is wide.
    if (Number(shown) !== Number(value.toPrecision(15))) return plainNumber(value);
    const [integer, fraction] = shown.replace('-', '').split('.') as [string, string?];
    return `${value < 0 ? '-' : ''}${integer.padStart(look.integer, '0')}${fraction === undefined ? '' : `.${fraction}`}`;
  }
  return look.kind === 'time' ? timeText(value % 1, look.time) : dateText(value, look, since1904);
}

function dateText(serial: number, look: Extract<NumberLook, { kind: 'date' }>, since1904: boolean): string {
  // Day 60 of the 1900 system is the 29 February 1900 that never was; days before it are one further on.
  const days = Math.floor(serial) + (since1904 ? 1462 : serial < 60 ? 1 : 0);
  const date = new Date(Date.UTC(1899, 11, 30 + days)).toISOString().slice(0, 10);
  const shown = look.parts === 'y' ? date.slice(0, 4) : look.parts === 'ym' ? date.slice(0, 7) : date;
  const fraction = serial % 1;
  return look.time === 'none' || fraction === 0 ? shown : `${shown}T${timeText(fraction, look.time)}`;
}

function timeText(fraction: number, precision: 'none' | 'minutes' | 'seconds'): string {
  const seconds = Math.min(Math.round(fraction * 86_400), 86_399);
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  const text = `${two(seconds / 3600)}:${two((seconds % 3600) / 60)}`;
  return precision === 'seconds' || seconds % 60 !== 0 ? `${text}:${two(seconds % 60)}` : text;
}
