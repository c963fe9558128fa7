import {
  AlignmentType,
  BorderStyle,
  HeadingLevel,
  HeightRule,
  LineRuleType,
  PageBreak,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import type { Block, DocumentModel } from '../../../shared/documents/model.ts';
import { type Font, type Look, mm, plain, run } from './word-text.ts';

type Part = Paragraph | Table;
const LEVELS = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3] as const;
const DATE = '年　　月　　日';

/** A block of a document for Word. */
export function wordBlock(block: Block, look: Look, model: DocumentModel): Part[] {
  const indent = look.indent ? { indent: { firstLineChars: 200, firstLine: look.size * 20 } } : {};
  switch (block.kind) {
    case 'heading':
      return [
        look.wide
          ? plain(look, [run(block.text, 52, 'song', { color: '000000' })], {
              heading: LEVELS[block.level - 1]!,
              alignment: AlignmentType.CENTER,
              spacing: { before: 200, after: 200 },
            })
          : plain(look, [run(block.text, look.size, 'hei', { color: '000000' })], {
              heading: LEVELS[block.level - 1]!,
              ...indent,
            }),
      ];
    case 'paragraph':
      return block.text.split('\n').map((text) => plain(look, [run(text, look.size)], indent));
    case 'notice':
      return [plain(look, [run(block.text, look.size, 'hei', { color: 'C00000' })])];
    case 'page_break':
      return [new Paragraph({ children: [new PageBreak()] })];
    case 'seal':
      return [
        plain(look, [run(block.text, look.size)], {
          alignment: AlignmentType.CENTER,
          spacing: { before: 600, after: 600 },
        }),
      ];
    case 'facts':
      return [
        tableOf(
          [1, look.size === 24 ? 3 : 2.6],
          block.rows.map((row) => [...row]),
          undefined,
          look,
        ),
      ];
    case 'table': {
      const title =
        block.caption === undefined
          ? []
          : [plain(look, [run(block.caption, look.size, 'hei')], { alignment: AlignmentType.CENTER, keepNext: true })];
      const widths = block.columns.map(({ width }) => width);
      return [...title, tableOf(widths, block.rows, block.columns, look)];
    }
    case 'sign':
      return block.look === 'lines' ? signLines(block.labels, look, block.date) : [signBoxes(block.labels, look)];
    case 'cover':
      return coverOf(block, model);
  }
}

const RIGHT_HALF = { indent: { left: mm(60) } };

const signLines = (labels: readonly string[], look: Look, date = `　　　　${DATE}`): Part[] => [
  plain(look, []),
  ...labels.map((label) => plain(look, [run(`${label}：＿＿＿＿＿＿`, look.size)], RIGHT_HALF)),
  plain(look, [run(date, look.size)], RIGHT_HALF),
];

function signBoxes(labels: readonly string[], look: Look): Table {
  const box = (label: string, span: number): TableCell =>
    new TableCell({
      columnSpan: span,
      width: { size: 50 * span, type: WidthType.PERCENTAGE },
      children: [
        plain(look, [run(`${label}：`, look.size, 'hei')]),
        plain(look, []),
        plain(look, []),
        plain(look, [run(DATE, look.size)], { alignment: AlignmentType.RIGHT }),
      ],
    });
  const rows: string[][] = [];
  for (let at = 0; at < labels.length; at += 2) rows.push(labels.slice(at, at + 2));
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: rows.map(
      (row) =>
        new TableRow({
          cantSplit: true,
          height: { value: mm(30), rule: HeightRule.ATLEAST },
          children: row.map((label) => box(label, row.length === 1 ? 2 : 1)),
        }),
    ),
  });
}

function coverOf(block: Extract<Block, { kind: 'cover' }>, model: DocumentModel): Part[] {
  const centred = { alignment: AlignmentType.CENTER };
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const borders = { top: none, left: none, right: none, bottom: none };
  const cell = (text: string, width: number, font: Font, underlined: boolean): TableCell =>
    new TableCell({
      width: { size: width, type: WidthType.PERCENTAGE },
      verticalAlign: VerticalAlignTable.BOTTOM,
      borders: underlined ? { ...borders, bottom: { style: BorderStyle.SINGLE, size: 4, color: '000000' } } : borders,
      children: [
        new Paragraph({
          children: [run(text, 30, font)],
          alignment: underlined ? AlignmentType.CENTER : AlignmentType.LEFT,
        }),
      ],
    });
  return [
    new Paragraph({ spacing: { before: mm(26), after: mm(20) }, ...centred, children: [run(model.title, 56, 'song')] }),
    new Table({
      alignment: AlignmentType.CENTER,
      width: { size: 88, type: WidthType.PERCENTAGE },
      borders: { ...borders, insideHorizontal: none, insideVertical: none },
      rows: block.rows.map(
        ([name, value]) =>
          new TableRow({
            height: { value: mm(13), rule: HeightRule.ATLEAST },
            children: [cell(name, 38, 'hei', false), cell(value, 62, 'fang', true)],
          }),
      ),
    }),
    ...block.foot.map(
      (text, n) =>
        new Paragraph({ spacing: { before: n === 0 ? mm(18) : 120 }, ...centred, children: [run(text, 30)] }),
    ),
    new Paragraph({ children: [new PageBreak()] }),
  ];
}

function tableOf(
  widths: readonly number[],
  rows: readonly (readonly string[])[],
  columns: readonly { title: string; align: 'left' | 'center' | 'right' }[] | undefined,
  look: Look,
): Table {
  const total = widths.reduce((sum, width) => sum + width, 0);
  const size = look.size === 24 ? 22 : 21;
  const cell = (text: string, index: number, font: Font): TableCell =>
    new TableCell({
      width: { size: (widths[index]! / total) * 100, type: WidthType.PERCENTAGE },
      verticalAlign: VerticalAlignTable.CENTER,
      children: text.split('\n').map(
        (part) =>
          new Paragraph({
            spacing: { line: 320, lineRule: LineRuleType.AT_LEAST },
            alignment: columns?.[index]?.align ?? (index === 0 && look.size === 24 ? 'center' : 'left'),
            children: [run(part, size, font)],
          }),
      ),
    });
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [
      ...(columns
        ? [
            new TableRow({
              tableHeader: true,
              cantSplit: true,
              children: columns.map(({ title }, index) => cell(title, index, 'hei')),
            }),
          ]
        : []),
      ...rows.map(
        (row) =>
          new TableRow({
            cantSplit: true,
            ...(look.size === 24 && { height: { value: mm(10), rule: HeightRule.ATLEAST } }),
            children: row.map((text, index) =>
              cell(text, index, columns === undefined && index === 0 ? 'hei' : 'fang'),
            ),
          }),
      ),
    ],
  });
}
