import { z } from 'zod';
import type { Bilingual } from '../i18n.ts';
import { civilDateAt } from '../dates.ts';
import type { DocumentInput } from './model.ts';

/** What a receipt for a submission says; the JSON receipt is this, with number and code. */
export const receiptData = z.object({
  /** Who received it. */
  authority: z.string(),
  programme: z.string(),
  /** What was submitted, 建设运行实施方案. */
  what: z.string(),
  case_number: z.string(),
  applicant: z.string(),
  subject: z.string().describe('name of the platform it is about'),
  submitted_at: z.string().describe('ISO instant'),
  /** Digest of the submitted content. */
  content_sha256: z.string().nullable(),
  files: z.array(z.object({ name: z.string(), size: z.number().int().nonnegative(), sha256: z.string() })),
  basis: z.string().nullable().describe('article, 《…办法》第十三条'),
  next: z.string().nullable().describe('what follows, and until when'),
  trial: z.boolean(),
});

export type ReceiptData = z.output<typeof receiptData>;

/** Title of receipts, as the public sees it. */
export const RECEIPT_TITLE: Bilingual = { zh: '材料接收回执', en: 'Receipt of submission' };

const time = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** The receipt as a document. @param number as numbered, 回执〔2026〕12号 */
export function buildReceipt(data: ReceiptData, number: string): DocumentInput {
  const submitted = `${civilDateAt(data.submitted_at)} ${time.format(new Date(data.submitted_at))}（北京时间）`;
  const rows: [string, string][] = [
    ['编号', number],
    ['案件编号', data.case_number],
    ['所属共享网', data.programme],
    ['提交内容', data.what],
    ['提交单位', data.applicant],
    ['资源平台', data.subject],
    ['提交时间', submitted],
  ];
  if (data.content_sha256 !== null) rows.push(['内容摘要（SHA-256）', grouped(data.content_sha256)]);
  if (data.basis !== null) rows.push(['依据', data.basis]);
  if (data.next !== null) rows.push(['后续办理', data.next]);
  return {
    style: 'form',
    title: RECEIPT_TITLE.zh,
    issuer: data.authority,
    date: civilDateAt(data.submitted_at),
    ...(data.trial && { mark: '试用 - 不具效力' }),
    blocks: [
      { kind: 'facts', rows },
      ...filesTable(data),
      { kind: 'paragraph', text: '本回执证明所列材料已由系统接收，不代表材料通过审查。' },
    ],
    signoff: { organisation: data.authority, date: civilDateAt(data.submitted_at) },
  };
}

const filesTable = ({ files }: ReceiptData): DocumentInput['blocks'] =>
  files.length === 0
    ? []
    : [
        { kind: 'heading', level: 1, text: '所附文件' },
        {
          kind: 'table',
          columns: [
            { title: '文件名', width: 3 },
            { title: '大小（字节）', width: 1.2, align: 'right' },
            { title: 'SHA-256', width: 4 },
          ],
          rows: files.map(({ name, size, sha256 }) => [name, String(size), grouped(sha256)]),
        },
      ];

/** A digest in groups of eight, so that lines break in it and eyes can compare. */
const grouped = (digest: string): string => digest.match(/.{1,8}/g)?.join(' ') ?? '';
