import type { Bilingual } from '../i18n.ts';
import { note, type Notes, shown } from './check-value-notes.ts';
import { parseNumber } from './check-value-number.ts';
import { narrow } from './check-value-text.ts';

export type Axis = 'latitude' | 'longitude';
const AXES: Readonly<
  Record<Axis, { name: Bilingual; limit: number; form: string; positive: string; negative: string }>
> = {
  latitude: { name: { zh: '纬度', en: 'latitude' }, limit: 90, form: '23.4333', positive: 'N', negative: 'S' },
  longitude: { name: { zh: '经度', en: 'longitude' }, limit: 180, form: '113.2644', positive: 'E', negative: 'W' },
};

const HEMISPHERES: readonly (readonly [RegExp, string])[] = [
  [/北纬|北緯/g, 'N'],
  [/南纬|南緯/g, 'S'],
  [/东经|東經/g, 'E'],
  [/西经|西經/g, 'W'],
];
const DEGREES =
  /^(\d{1,3}(?:\.\d+)?)(?:\s*[°º˚度]\s*|[\s:]+|$)(?:(\d{1,2}(?:\.\d+)?)(?:\s*['′’‘分]\s*|[\s:]+|$)(?:(\d{1,2}(?:\.\d+)?)\s*(?:["″”“]|['′’]{2}|秒)?)?)?$/;

/** Degrees from a decimal number or from degrees, minutes and seconds in their usual spellings. */
export function parseCoordinate(given: string, axis: Axis): number | undefined {
  const plain = parseNumber(given);
  if (plain !== undefined) return plain;
  let text = narrow(given).toUpperCase();
  if (text.length > 40) return undefined;
  for (const [words, letter] of HEMISPHERES) text = text.replace(words, letter);
  const lettered = /^([NSEW])?\s*([+-])?\s*([^NSEW]+?)\s*([NSEW])?$/.exec(text);
  if (!lettered) return undefined;
  const [, before, sign, body, after] = lettered;
  const letter = before ?? after;
  const { positive, negative } = AXES[axis];
  if ((before && after) || (letter && letter !== positive && letter !== negative)) return undefined;
  const match = DEGREES.exec(body!);
  if (!match) return undefined;
  const [minutes, seconds] = [Number(match[2] ?? 0), Number(match[3] ?? 0)];
  if (minutes >= 60 || seconds >= 60) return undefined;
  const degrees = Number(match[1]) + minutes / 60 + seconds / 3600;
  return Math.round((letter === negative || sign === '-' ? -degrees : degrees) * 1e6) / 1e6 + 0;
}

export function readCoordinate(axis: Axis, given: string | number, notes: Notes): number | undefined {
  const { name, limit, form } = AXES[axis];
  const degrees = typeof given === 'number' ? given : parseCoordinate(given, axis);
  const params = { given: shown(String(given)), axis_zh: name.zh, axis_en: name.en };
  if (degrees === undefined || !Number.isFinite(degrees)) {
    note(notes, 'error', 'record.coordinate_form', { ...params, form });
    return undefined;
  }
  if (Math.abs(degrees) > limit) {
    note(notes, 'error', 'record.coordinate_range', { ...params, range: `-${limit} … ${limit}` });
    return undefined;
  }
  return degrees === 0 ? 0 : degrees;
}

const DDMMSS = /^(\d{2,3})(\d{2}|--)(\d{2}|--)([NSEW])$/;

/** DDMMSS[N/S] or DDDMMSS[E/W] of MCPD v2.1, with how far off it may be because parts are unknown, in degrees. */
export function parseDms(given: string): { degrees: number; within: number } | undefined {
  const match = DDMMSS.exec(narrow(given).toUpperCase());
  if (!match) {
    const axis = /[EW]|经/i.test(given) ? 'longitude' : 'latitude';
    const degrees = parseCoordinate(given, axis);
    return degrees === undefined ? undefined : { degrees, within: 0.02 };
  }
  const [, degrees, minutes, seconds, letter] = match;
  const size = Number(degrees) + (Number(minutes) || 0) / 60 + (Number(seconds) || 0) / 3600;
  const within = minutes === '--' ? 1 : 0.02;
  return { degrees: Math.round((letter === 'S' || letter === 'W' ? -size : size) * 1e4) / 1e4, within };
}
