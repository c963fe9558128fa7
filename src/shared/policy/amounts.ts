import type { Bilingual } from '../i18n.ts';

/**
 * Amounts are compared exactly: a bigint of millionths of the base unit of their family. 1 亩 = 10000/15 m², so areas
 * are held in thirds of a square metre; data units are decimal, 1 TB = 1000 GB (AMB-GZ-36); money is held in fen.
 */
export type Amount = bigint;

interface Unit extends Bilingual {
  family: string;
  /** Base units in one of it. */
  factor: bigint;
  aliases: readonly string[];
}

const unit = (family: string, factor: bigint, zh: string, en: string, ...aliases: string[]): Unit => ({
  family,
  factor,
  zh,
  en,
  aliases: aliases.map((alias) => alias.toLowerCase()),
});

export const UNITS = {
  MB: unit('data', 1n, 'MB', 'MB', 'mb'),
  GB: unit('data', 1000n, 'GB', 'GB', 'gb'),
  TB: unit('data', 1_000_000n, 'TB', 'TB', 'tb'),
  PB: unit('data', 1_000_000_000n, 'PB', 'PB', 'pb'),
  m2: unit('area', 3n, '平方米', 'm²', 'm2', '㎡', 'm²', '平方米'),
  mu: unit('area', 2000n, '亩', 'mu', 'mu', '亩'),
  ha: unit('area', 30_000n, '公顷', 'ha', 'ha', '公顷'),
  m3: unit('volume', 1n, '立方米', 'm³', 'm3', 'm³', '立方米'),
  celsius: unit('temperature', 1n, '℃', '°C', '℃', '°c', 'celsius'),
  g: unit('mass', 1n, '克', 'g', 'g', '克'),
  kg: unit('mass', 1000n, '千克', 'kg', 'kg', '千克', '公斤'),
  fen: unit('money', 1n, '分', 'fen', 'fen', '分'),
  yuan: unit('money', 100n, '元', 'CNY', 'yuan', '元', 'cny'),
  wan_yuan: unit('money', 1_000_000n, '万元', 'CNY 10,000', 'wan_yuan', '万元'),
} as const satisfies Readonly<Record<string, Unit>>;

export type UnitId = keyof typeof UNITS;
export const UNIT_IDS = Object.keys(UNITS) as [UnitId, ...UnitId[]];

/** Units that measure the same. */
export const unitsLike = (id: UnitId): UnitId[] => UNIT_IDS.filter((other) => UNITS[other].family === UNITS[id].family);

/** A unit by its id or one of its written forms. */
export const unitNamed = (text: string): UnitId | undefined =>
  UNIT_IDS.find((id) => id === text || UNITS[id].aliases.includes(text.toLowerCase()));

const SCALE = 1_000_000n;
const DECIMAL = /^([+-]?)(\d{1,15})(?:\.(\d{1,6}))?$/;

/** Reads a plain decimal, at most six places, as millionths. @returns undefined where it is none */
export function readDecimal(text: string): Amount | undefined {
  const match = DECIMAL.exec(text);
  if (!match) return undefined;
  const millionths = BigInt(match[2]!) * SCALE + BigInt((match[3] ?? '').padEnd(6, '0'));
  return match[1] === '-' ? -millionths : millionths;
}

/** A number of a rule file or of an answer as an amount. */
export const amountOf = (value: number, id?: UnitId): Amount => {
  const plain = Number.isInteger(value) ? BigInt(value) * SCALE : readDecimal(String(value));
  if (plain === undefined) throw new RangeError(`not a plain decimal: ${value}`);
  return id === undefined ? plain : plain * UNITS[id].factor;
};

/** Places kept where a unit does not divide evenly into another (m² of a 亩). */
const PLACES = 10_000n;

/**
 * An amount as a number in a unit. Where it has no end, it is cut to four places towards zero, or up when asked: a
 * value never looks larger and a gap never smaller than it is.
 */
export function numberIn(amount: Amount, id: UnitId | undefined, up = false): number {
  const divisor = SCALE * (id === undefined ? 1n : UNITS[id].factor);
  if (amount % divisor === 0n) return Number(amount / divisor);
  const scaled = amount * PLACES;
  const rest = scaled % divisor;
  const cut = scaled / divisor + (up && rest > 0n ? 1n : 0n);
  // Amounts with an end keep it: the quotient of two whole numbers below 2^53 is the nearest number to it.
  return rest === 0n || !isFinite(amount, divisor) ? Number(cut) / Number(PLACES) : Number(amount) / Number(divisor);
}

/** Whether a quotient has at most six decimal places. */
const isFinite = (amount: Amount, divisor: bigint): boolean => (amount * SCALE) % divisor === 0n;
