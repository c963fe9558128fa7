import { COLORS, FONT_STACK, HIGH_CONTRAST, LATIN_STACK, MONO_STACK, ROOT_SIZE, SIZES } from './tokens.ts';

const quoted = (fonts: readonly string[]): string => fonts.map((f) => (f.includes(' ') ? `"${f}"` : f)).join(',');
const properties = (table: Readonly<Record<string, string>>): string =>
  Object.entries(table)
    .map(([name, value]) => `--${name}:${value};`)
    .join('');

/** The tokens as custom properties of the root element, with the high-contrast and large-print variants. */
export const tokenCss = (): string =>
  [
    `:root{font-size:${(ROOT_SIZE.normal / 16) * 100}%;${properties(COLORS)}${properties(SIZES)}`,
    `--font:${quoted(FONT_STACK)};--latin:${quoted(LATIN_STACK)};--mono:${quoted(MONO_STACK)};}`,
    `:root[data-size='large']{font-size:${(ROOT_SIZE.large / 16) * 100}%}`,
    `:root[data-contrast='high']{${properties(HIGH_CONTRAST)}}`,
    `@media (prefers-contrast:more){:root{${properties(HIGH_CONTRAST)}}}`,
  ].join('\n');
