import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  Footer,
  Header,
  type IParagraphOptions,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import type { DocumentModel } from '../../../shared/documents/model.ts';
import { wordBlock } from './word-blocks.ts';
import { sameBytes } from './word-bytes.ts';
import { type Look, lookOf, mm, plain, run } from './word-text.ts';

type Part = Paragraph | Table;
const CENTRED = { alignment: AlignmentType.CENTER };
const RED = { color: 'C00000' };

/**
 * The document as a Word file, for those who go on writing in it: the PDF is the copy that counts, and pages may break
 * elsewhere. The same model gives the same bytes.
 */
export async function wordOf(model: DocumentModel): Promise<Buffer> {
  const look = lookOf(model);
  const { margin } = look;
  const header = model.mark === undefined ? undefined : new Header({ children: [markOf(model.mark)] });
  const file = new Document({
    creator: model.issuer,
    title: model.title,
    evenAndOddHeaderAndFooters: true,
    sections: [
      {
        properties: {
          page: {
            size: {
              width: 11_906,
              height: 16_838,
              ...(look.wide && { orientation: PageOrientation.LANDSCAPE }),
            },
            margin: {
              top: mm(margin.top),
              bottom: mm(margin.bottom),
              left: mm(margin.left),
              right: mm(margin.right),
              footer: mm(25),
            },
            ...(look.wide && {
              borders: { pageBorderTop: FRAME, pageBorderBottom: FRAME, pageBorderLeft: FRAME, pageBorderRight: FRAME },
            }),
          },
          ...(look.grid && { grid: { type: DocumentGridType.LINES, linePitch: look.line } }),
        },
        ...(header && { headers: { default: header, even: header } }),
        ...(!look.wide && { footers: { default: pageNumber('right'), even: pageNumber('left') } }),
        children: [
          ...headOf(model, look),
          ...model.blocks.flatMap((block) => wordBlock(block, look, model)),
          ...footOf(model, look),
        ],
      },
    ],
  });
  return sameBytes(await Packer.toBuffer(file), model.date);
}

const FRAME = { style: BorderStyle.THIN_THICK_MEDIUM_GAP, size: 24, color: 'C00000', space: 12 };

const markOf = (mark: string): Paragraph => new Paragraph({ ...CENTRED, children: [run(mark, 20, 'hei', RED)] });

/** On the outer side: right on odd pages, left on even ones (GB/T 9704-2012, 7.5). */
const pageNumber = (side: 'left' | 'right'): Footer =>
  new Footer({
    children: [
      new Paragraph({
        alignment: side === 'left' ? AlignmentType.LEFT : AlignmentType.RIGHT,
        indent: { [side]: 280 },
        children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], size: 28 })],
      }),
    ],
  });

function headOf(model: DocumentModel, look: Look): Part[] {
  const { head } = model;
  const covered = model.blocks[0]?.kind === 'cover';
  const title = look.wide ? 80 : look.indent || look.size === 24 ? 44 : 36;
  return [
    ...(head
      ? [
          head.joint.length === 0
            ? plain(look, [run(head.mark, redSize(head.mark), 'song', RED)], { ...CENTRED, spacing: {} })
            : jointMark(head.joint, head.mark),
          plain(look, []),
          plain(look, [run(head.number, look.size)], {
            ...CENTRED,
            border: { bottom: { style: 'single', size: 12, color: RED.color, space: 6 } },
          }),
          plain(look, []),
        ]
      : []),
    ...(model.number === undefined
      ? []
      : [
          plain(
            look,
            [run(look.indent && !look.wide ? model.number : `编号：${model.number}`, look.wide ? 28 : look.size)],
            {
              alignment: AlignmentType.RIGHT,
            },
          ),
        ]),
    ...(covered
      ? []
      : [
          plain(look, [run(model.title, title, 'song', look.wide ? RED : {})], {
            ...CENTRED,
            spacing: { before: look.wide ? 300 : 120, after: 240 },
          }),
        ]),
    ...(model.to === undefined ? [] : [plain(look, [run(`${model.to}：`, look.size)])]),
  ];
}

/** Several names one below the other, the word 文件 beside them. */
function jointMark(names: readonly string[], word: string): Table {
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const borders = { top: none, left: none, right: none, bottom: none };
  const size = Math.min(...names.map((name) => redSize(`${name}${word}　`)));
  const cell = (texts: readonly string[], width: number, at: number): TableCell =>
    new TableCell({
      width: { size: width, type: WidthType.PERCENTAGE },
      verticalAlign: VerticalAlignTable.CENTER,
      borders,
      children: texts.map((text) => new Paragraph({ ...CENTRED, children: [run(text, at, 'song', RED)] })),
    });
  return new Table({
    alignment: AlignmentType.CENTER,
    width: { size: 90, type: WidthType.PERCENTAGE },
    borders: { ...borders, insideHorizontal: none, insideVertical: none },
    rows: [new TableRow({ children: [cell(names, 72, size), cell([word], 28, Math.round(size * 1.2))] })],
  });
}

/** Half points: as large as fits one line of the page. */
const redSize = (text: string): number => Math.min(72, Math.floor((2 * 425) / (text.length + 1)));

function footOf(model: DocumentModel, look: Look): Part[] {
  const right = (text: string, more: IParagraphOptions = {}): Paragraph =>
    plain(look, [run(text, look.size)], {
      alignment: AlignmentType.RIGHT,
      indent: { right: 4 * look.size * 10 },
      ...more,
    });
  const attachment = model.lang === 'en' ? 'Attachments: ' : '附件：';
  const names = model.signoff ? [model.signoff.organisation, ...model.signoff.joint] : [];
  return [
    ...model.attachments.map((name, index) =>
      plain(look, [run(`${index === 0 ? attachment : '　　　'}${index + 1}. ${name}`, look.size)], {
        ...(look.indent && { indent: { left: look.size * 20 } }),
      }),
    ),
    ...(model.signoff
      ? [
          plain(look, []),
          ...(look.wide ? [] : [plain(look, [])]),
          ...(names.length === 1 ? [right(names[0]!)] : [right(names.join('　　　　'), { indent: { right: 0 } })]),
          right(model.signoff.date),
        ]
      : []),
    ...(model.verify
      ? [
          ...(look.wide ? [] : [plain(look, [])]),
          plain(look, [run(`${model.verify.label} ${model.verify.code}　${model.verify.url}`, 18)]),
        ]
      : []),
    ...(model.imprint ? imprintOf(model.imprint, look) : []),
  ];
}

function imprintOf({ copies, organisation, date }: NonNullable<DocumentModel['imprint']>, look: Look): Part[] {
  const line = { style: 'single', size: 8, color: '000000', space: 4 } as const;
  return [
    plain(look, []),
    ...(copies === undefined ? [] : [plain(look, [run(copies, 28)], { border: { top: line } })]),
    plain(look, [run(`${organisation}　　　　${date}`, 28)], { border: { top: line, bottom: line } }),
  ];
}
