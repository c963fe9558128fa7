import {
  AlignmentType,
  Document,
  DocumentGridType,
  Footer,
  HeadingLevel,
  LineRuleType,
  type IParagraphOptions,
  Packer,
  PageBreak,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { Block, DocumentModel } from '../../../shared/documents/model.ts';
import { sameBytes } from './word-bytes.ts';

const mm = (length: number): number => Math.round((length / 25.4) * 1440);

/** Fonts by name, as GB/T 9704 and offices have them: the reader's program supplies them. */
const FONTS = { fang: '仿宋_GB2312', hei: '黑体', song: '方正小标宋_GBK' } as const;
type Font = keyof typeof FONTS;

const LOOKS = {
  // 3 号, 22 lines of 28 characters.
  official: { size: 32, line: 580, grid: true, margin: { top: 37, bottom: 35, left: 28, right: 26 }, indent: true },
  form: { size: 22, line: 360, grid: false, margin: { top: 25, bottom: 28, left: 25, right: 25 }, indent: false },
} as const;
type Look = (typeof LOOKS)[keyof typeof LOOKS];

const run = (text: string, size: number, font: Font = 'fang', more: { color?: string; bold?: boolean } = {}): TextRun =>
  new TextRun({
    text,
    size,
    font: { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: FONTS[font], hint: 'eastAsia' },
    ...more,
  });

/**
 * The document as a Word file, for those who go on writing in it: the PDF is the copy that counts, and pages may break
 * elsewhere. The same model gives the same bytes.
 */
export async function wordOf(model: DocumentModel): Promise<Buffer> {
  const look: Look = LOOKS[model.style];
  const spacing = { line: look.line, lineRule: LineRuleType.EXACT, before: 0, after: 0 };
  const plain = (children: TextRun[], more: IParagraphOptions = {}): Paragraph =>
    new Paragraph({ spacing, children, ...more });
  const centred = { alignment: AlignmentType.CENTER };
  const children = [
    ...(model.head
      ? [
          plain([run(model.head.mark, 60, 'song', { color: 'C00000' })], { ...centred, spacing: {} }),
          plain([run(model.head.number, look.size)], {
            ...centred,
            border: { bottom: { style: 'single', size: 12, color: 'C00000', space: 6 } },
          }),
          plain([]),
        ]
      : []),
    plain([run(model.title, model.style === 'official' ? 44 : 36, 'song')], { ...centred, spacing: { after: 240 } }),
    ...(model.to === undefined ? [] : [plain([run(`${model.to}：`, look.size)])]),
    ...model.blocks.flatMap((block) => blockOf(block, look, plain)),
    ...model.attachments.map((name, index) =>
      plain([
        run(
          `${index === 0 ? (model.lang === 'en' ? 'Attachments: ' : '附件：') : '　　　'}${index + 1}. ${name}`,
          look.size,
        ),
      ]),
    ),
    ...(model.signoff
      ? [
          plain([]),
          plain([]),
          ...[model.signoff.organisation, model.signoff.date].map((text) =>
            plain([run(text, look.size)], { alignment: AlignmentType.RIGHT, indent: { right: 4 * look.size * 10 } }),
          ),
        ]
      : []),
    ...(model.verify
      ? [plain([]), plain([run(`${model.verify.label} ${model.verify.code}　${model.verify.url}`, 18)])]
      : []),
  ];
  const { margin } = look;
  const file = new Document({
    creator: model.issuer,
    title: model.title,
    sections: [
      {
        properties: {
          page: {
            size: { width: 11_906, height: 16_838 },
            margin: {
              top: mm(margin.top),
              bottom: mm(margin.bottom),
              left: mm(margin.left),
              right: mm(margin.right),
              footer: mm(25),
            },
          },
          ...(look.grid && { grid: { type: DocumentGridType.LINES, linePitch: look.line } }),
        },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                ...centred,
                children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], size: 28 })],
              }),
            ],
          }),
        },
        children,
      },
    ],
  });
  return sameBytes(await Packer.toBuffer(file), model.date);
}

const LEVELS = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3] as const;

function blockOf(
  block: Block,
  look: Look,
  plain: (children: TextRun[], more?: IParagraphOptions) => Paragraph,
): (Paragraph | Table)[] {
  const indent = look.indent ? { indent: { firstLineChars: 200, firstLine: look.size * 20 } } : {};
  switch (block.kind) {
    case 'heading':
      return [
        plain([run(block.text, look.size, 'hei', { color: '000000' })], {
          heading: LEVELS[block.level - 1]!,
          ...indent,
        }),
      ];
    case 'paragraph':
      return block.text.split('\n').map((text) => plain([run(text, look.size)], indent));
    case 'notice':
      return [plain([run(block.text, look.size, 'hei', { color: 'C00000' })])];
    case 'page_break':
      return [new Paragraph({ children: [new PageBreak()] })];
    case 'seal':
      return [
        plain([run(block.text, look.size)], { alignment: AlignmentType.CENTER, spacing: { before: 600, after: 600 } }),
      ];
    case 'facts':
      return [
        tableOf(
          [1, 2.6],
          block.rows.map((row) => [...row]),
          undefined,
        ),
      ];
    case 'table': {
      const title =
        block.caption === undefined
          ? []
          : [plain([run(block.caption, look.size, 'hei')], { alignment: AlignmentType.CENTER })];
      const widths = block.columns.map(({ width }) => width);
      return [...title, tableOf(widths, block.rows, block.columns)];
    }
  }
}

function tableOf(
  widths: readonly number[],
  rows: readonly (readonly string[])[],
  columns: readonly { title: string; align: 'left' | 'center' | 'right' }[] | undefined,
): Table {
  const total = widths.reduce((sum, width) => sum + width, 0);
  const cell = (text: string, index: number, font: Font): TableCell =>
    new TableCell({
      width: { size: (widths[index]! / total) * 100, type: WidthType.PERCENTAGE },
      children: text.split('\n').map(
        (part) =>
          new Paragraph({
            spacing: { line: 320, lineRule: LineRuleType.AT_LEAST },
            alignment: columns?.[index]?.align ?? 'left',
            children: [run(part, 21, font)],
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
            children: row.map((text, index) =>
              cell(text, index, columns === undefined && index === 0 ? 'hei' : 'fang'),
            ),
          }),
      ),
    ],
  });
}
