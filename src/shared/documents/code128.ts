/** Widths of bars and gaps of the 107 characters of Code 128 (ISO/IEC 15417), start and stop among them. */
const WIDTHS = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 ' +
  '123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 ' +
  '232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 ' +
  '313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 ' +
  '111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 ' +
  '111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 ' +
  '114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112'
).split(' ');

const START_B = 104;
const TO_C = 99;
const STOP = 106;
const CHECK = 103;

/** The characters of a text: set B, digits at its end two by two in set C where that is shorter. */
function charactersOf(text: string): number[] {
  const digits = /(?:\d\d)+$/.exec(text)?.[0] ?? '';
  const pairs = digits.length >= 4 ? (digits.match(/\d\d/g) ?? []) : [];
  const plain = pairs.length === 0 ? text : text.slice(0, -digits.length);
  return [
    START_B,
    ...[...plain].map((character) => character.charCodeAt(0) - 32),
    ...(pairs.length > 0 ? [TO_C, ...pairs.map(Number)] : []),
  ];
}

/**
 * A text of printable ASCII as Code 128: widths in modules of bar, gap, bar and so on, the stop included, without the quiet
 * zones of ten modules at either end.
 * @throws RangeError for another character
 */
export function code128(text: string): number[] {
  if (!/^[ -~]+$/.test(text)) throw new RangeError(`not for Code 128: ${text}`);
  const characters = charactersOf(text);
  const check = characters.reduce((sum, value, at) => sum + value * Math.max(at, 1), 0) % CHECK;
  return [...characters, check, STOP].flatMap((value) => [...WIDTHS[value]!].map(Number));
}

const QUIET = 10;

/** The same as an SVG of a given height in modules, its quiet zones within. */
export function code128Svg(text: string, height = 30): string {
  const widths = code128(text);
  let x = QUIET;
  const bars = widths.map((width, at) => {
    const bar = at % 2 === 0 ? `<rect x="${x}" y="0" width="${width}" height="${height}"/>` : '';
    x += width;
    return bar;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${x + QUIET} ${height}" preserveAspectRatio="none" shape-rendering="crispEdges">${bars.join('')}</svg>`;
}
