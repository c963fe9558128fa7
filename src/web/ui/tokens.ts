/**
 * The look of both front ends: the portal reads these as custom properties (`virtual:tokens.css`), the workbench
 * as an antd theme. Sizes are in rem, so that large print is one setting on the root element.
 */
export const FONT_STACK = [
  'Rare', // subset of characters outside common fonts, see docs/decisions/0006-web.md
  'PingFang SC',
  'Hiragino Sans GB',
  'Microsoft YaHei',
  'Source Han Sans SC',
  'Noto Sans CJK SC',
  'Noto Sans SC',
  'system-ui',
  'sans-serif',
] as const;

/** English text: Latin fonts first, else quotes and dashes come in the full width of a Chinese font. */
export const LATIN_STACK = ['system-ui', 'Segoe UI', 'Roboto', 'Helvetica Neue', 'Arial', ...FONT_STACK] as const;

export const MONO_STACK = [
  'ui-monospace',
  'Menlo',
  'Consolas',
  'DejaVu Sans Mono',
  'Noto Sans Mono CJK SC',
  'monospace',
] as const;

/** Contrast with the ground of each: text at least 4.5, borders of controls at least 3 (WCAG 2.1, 1.4.3 and 1.4.11). */
export const COLORS = {
  text: '#1b2430',
  muted: '#55606f',
  ground: '#ffffff',
  wash: '#f5f7fa',
  line: '#dce2e9',
  control: '#78838f',
  accent: '#17508f',
  'accent-strong': '#0f3c6e',
  'accent-wash': '#e9f1fa',
  'accent-line': '#b3cde9',
  'on-accent': '#ffffff',
  success: '#1a6a3d',
  'success-wash': '#e8f4ec',
  'success-line': '#a6d3b7',
  warning: '#7d4e00',
  'warning-wash': '#fcf3e1',
  'warning-line': '#e6c789',
  danger: '#a8261d',
  'danger-wash': '#fcebea',
  'danger-line': '#efb3ae',
  mark: '#fff0b8',
} as const;

/** High contrast (适老化): text at least 7 on every ground, and lines as dark as text. */
export const HIGH_CONTRAST: Readonly<Record<keyof typeof COLORS, string>> = {
  text: '#000000',
  muted: '#1d1d1d',
  ground: '#ffffff',
  wash: '#ffffff',
  line: '#000000',
  control: '#000000',
  accent: '#00307a',
  'accent-strong': '#001d4d',
  'accent-wash': '#ffffff',
  'accent-line': '#00307a',
  'on-accent': '#ffffff',
  success: '#00451d',
  'success-wash': '#ffffff',
  'success-line': '#00451d',
  warning: '#513200',
  'warning-wash': '#ffffff',
  'warning-line': '#513200',
  danger: '#7c0b05',
  'danger-wash': '#ffffff',
  'danger-line': '#7c0b05',
  mark: '#ffe600',
};

export const SIZES = {
  'font-small': '0.875rem',
  'font-body': '1rem',
  'font-lead': '1.125rem',
  'font-h3': '1.125rem',
  'font-h2': '1.375rem',
  'font-h1': '1.875rem',
  'space-1': '0.25rem',
  'space-2': '0.5rem',
  'space-3': '0.75rem',
  'space-4': '1rem',
  'space-5': '1.5rem',
  'space-6': '2rem',
  'space-7': '3rem',
  'space-8': '4.5rem',
  radius: '0.375rem',
  /** A line of running text. */
  measure: '44rem',
  page: '76rem',
} as const;

/** Root font size, px: what 1 rem is. */
export const ROOT_SIZE = { normal: 16, large: 20 } as const;

/** How a page is shown: kept in a cookie, so that the first HTML already has it. */
export interface Display {
  large: boolean;
  contrast: boolean;
}

export const DISPLAY_COOKIE = 'keyuan_display';

export const readDisplay = (cookie: string | undefined): Display => ({
  large: (cookie ?? '').split('-').includes('large'),
  contrast: (cookie ?? '').split('-').includes('contrast'),
});

export const writeDisplay = ({ large, contrast }: Display): string =>
  [large && 'large', contrast && 'contrast'].filter(Boolean).join('-') || 'normal';

/** Attributes of the root element that the style sheets read. */
export const displayAttributes = ({ large, contrast }: Display): Record<`data-${string}`, string> => ({
  ...(large && { 'data-size': 'large' }),
  ...(contrast && { 'data-contrast': 'high' }),
});
