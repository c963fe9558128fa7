import type { Block, DocumentInput } from './model.ts';
import type { Paper } from './paper.ts';
import type { PaperLayout } from './paper-spec.ts';
import { chineseDate } from './paper-text.ts';

type Laid = Pick<DocumentInput, 'style' | 'blocks' | 'head' | 'number' | 'to' | 'attachments' | 'signoff' | 'imprint'>;
type Input = DocumentInput['blocks'][number];

/** The forms of papers that Chinese offices use. */
export const LAYOUTS: Readonly<Record<PaperLayout, (paper: Paper) => Laid>> = {
  red_head: (paper) => ({
    style: 'official',
    head: {
      mark: paper.issuers.length === 1 ? `${paper.issuers[0]}文件` : '文件',
      joint: paper.issuers.length === 1 ? [] : [...paper.issuers],
      number: paper.number ?? '',
    },
    ...addressed(paper),
    blocks: running(paper),
    ...(paper.issuers.length > 0 && {
      imprint: {
        ...(paper.copies !== undefined && { copies: `抄送：${paper.copies}。` }),
        organisation: paper.issuers[0]!,
        date: `${chineseDate(paper.date)}印发`,
      },
    }),
  }),
  letter: (paper) => ({ style: 'official', ...numbered(paper), ...addressed(paper), blocks: running(paper) }),
  notice: (paper) => ({ style: 'official', ...numbered(paper), ...addressed(paper), blocks: running(paper) }),
  sheet: (paper) => ({ style: 'sheet', ...numbered(paper), blocks: [...running(paper), ...signed(paper, 'boxes')] }),
  statement: (paper) => ({
    style: 'official',
    ...numbered(paper),
    ...(paper.to !== undefined && { to: paper.to }),
    blocks: [...running(paper), ...signed(paper, 'lines')],
  }),
  cover: (paper) => ({
    style: 'sheet',
    ...numbered(paper),
    blocks: [
      {
        kind: 'cover',
        rows: paper.fields
          .slice(0, COVER_ROWS)
          .map(({ zh, value }) => [zh.replace(/（.*）$/, ''), value.slice(0, 200)]),
        foot: [...paper.issuers.slice(0, 1), chineseDate(paper.date)],
      },
      ...running(paper),
      ...signed(paper, 'boxes'),
    ],
  }),
  certificate: (paper) => ({
    style: 'certificate',
    ...numbered(paper),
    blocks: running(paper),
    signoff: signoffOf(paper),
  }),
};

/** Rows of a cover; the rest stands in the sheet behind it. */
const COVER_ROWS = 7;

const numbered = ({ number }: Paper): Pick<Laid, 'number'> => (number === undefined ? {} : { number });

const signoffOf = ({ issuers, date }: Paper): NonNullable<DocumentInput['signoff']> => ({
  organisation: issuers[0] ?? '',
  joint: issuers.slice(1),
  date: chineseDate(date),
  seal: true,
});

const addressed = (paper: Paper): Pick<Laid, 'to' | 'attachments' | 'signoff'> => ({
  ...(paper.to !== undefined && { to: paper.to }),
  attachments: paper.attachments,
  signoff: signoffOf(paper),
});

/** Where to sign. What was filed in the system has its date; a form has room for one. */
const signed = ({ sign, number, date }: Paper, look: 'lines' | 'boxes'): Input[] =>
  sign.length === 0
    ? []
    : [
        {
          kind: 'sign',
          look,
          labels: sign,
          ...(number !== undefined && look === 'lines' && { date: chineseDate(date) }),
        },
      ];

/** Paragraphs in their order, with the list and the fields where the text wants them, or at its end. */
function running(paper: Paper): Input[] {
  const list = listBlocks(paper);
  const fields = fieldBlocks(paper);
  const placed = new Set(paper.text.map(({ kind }) => kind));
  return [
    ...paper.text.flatMap((part): Input[] => {
      if (!('text' in part)) return part.kind === 'list' ? list : fields;
      return part.kind === 'heading'
        ? [{ ...part, kind: 'heading', level: 1 }]
        : [{ kind: 'paragraph', text: part.text }];
    }),
    ...(placed.has('fields') || placed.has('paragraph') ? [] : fields),
    ...(placed.has('list') ? [] : list),
  ];
}

const listBlocks = ({ list }: Paper): Input[] =>
  !list || list.rows.length === 0
    ? []
    : [
        {
          kind: 'table',
          ...(list.caption !== undefined && { caption: list.caption }),
          columns: list.columns,
          rows: list.rows,
        } satisfies Partial<Block> & { kind: 'table' },
      ];

const fieldBlocks = ({ fields }: Paper): Input[] =>
  fields.length === 0 ? [] : [{ kind: 'facts', rows: fields.map(({ zh, value }) => [zh, value]) }];
