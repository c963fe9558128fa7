import { type IParagraphOptions, LineRuleType, Paragraph, TextRun } from 'docx';
import type { DocumentModel } from '../../../shared/documents/model.ts';

/** Twentieths of a point. */
export const mm = (length: number): number => Math.round((length / 25.4) * 1440);

/** Fonts by name, as GB/T 9704 and offices have them: the reader's program supplies them. */
const FONTS = { fang: '仿宋_GB2312', hei: '黑体', song: '方正小标宋_GBK' } as const;
export type Font = keyof typeof FONTS;

/** Sizes in half points, lines in twentieths of a point. */
const LOOKS = {
  // 3 号, 22 lines of 28 characters.
  official: {
    size: 32,
    line: 580,
    grid: true,
    wide: false,
    margin: { top: 37, bottom: 35, left: 28, right: 26 },
    indent: true,
  },
  form: {
    size: 22,
    line: 360,
    grid: false,
    wide: false,
    margin: { top: 25, bottom: 28, left: 25, right: 25 },
    indent: false,
  },
  sheet: {
    size: 24,
    line: 400,
    grid: false,
    wide: false,
    margin: { top: 25, bottom: 28, left: 25, right: 25 },
    indent: false,
  },
  certificate: {
    size: 34,
    line: 520,
    grid: false,
    wide: true,
    margin: { top: 26, bottom: 20, left: 38, right: 38 },
    indent: true,
  },
} as const satisfies Readonly<Record<DocumentModel['style'], object>>;
export type Look = (typeof LOOKS)[keyof typeof LOOKS];
export const lookOf = ({ style }: DocumentModel): Look => LOOKS[style];

export const run = (
  text: string,
  size: number,
  font: Font = 'fang',
  more: { color?: string; bold?: boolean; characterSpacing?: number } = {},
): TextRun =>
  new TextRun({
    text,
    size,
    font: { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: FONTS[font], hint: 'eastAsia' },
    ...more,
  });

/** A paragraph in the line pitch of the look. */
export const plain = (look: Look, children: TextRun[], more: IParagraphOptions = {}): Paragraph =>
  new Paragraph({
    spacing: { line: look.line, lineRule: LineRuleType.EXACT, before: 0, after: 0 },
    children,
    ...more,
  });
