import { readFile } from 'node:fs/promises';
import { agreementsProblem } from '../../../shared/agreements/problems.ts';
import type { Bilingual } from '../../../shared/i18n.ts';
import type { Tx } from '../../kernel/act.ts';
import { pdfFault } from '../../kernel/check-pdf.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Download } from '../../kernel/http/mount.ts';
import type { Id } from '../../kernel/ids.ts';
import { storedFiles } from '../../kernel/stored-files.ts';
import { type Part, partOf } from './access.ts';
import { checkFile, download } from './files.ts';
import { tell } from './tell.ts';

/** A scan is an unencrypted PDF by its content, and sent by whoever names it. @throws agreements.scan_refused | agreements.file_unknown */
export async function checkScan(ctx: Ctx, file: Id | null | undefined): Promise<void> {
  await checkFile(ctx, file);
  const stored = (file ?? null) === null ? undefined : (await storedFiles(ctx.db, [file!])).get(file!);
  if (!stored) throw agreementsProblem('agreements.file_unknown');
  const fault = pdfFault(await readFile(ctx.services.files.pathOf(stored.sha256)));
  if (!fault) return;
  const why: Bilingual =
    fault.kind === 'broken'
      ? { zh: `文件不完整或已损坏：${fault.zh}`, en: `it is cut off or damaged: ${fault.en}` }
      : fault.kind === 'encrypted'
        ? { zh: '文件已加密', en: 'it is encrypted' }
        : { zh: `文件内容不是 PDF（${fault.what}）`, en: `its content is no PDF (${fault.what})` };
  throw agreementsProblem('agreements.scan_refused', { why_zh: why.zh, why_en: why.en });
}

/** @throws agreements.part_unknown | agreements.contract_unknown */
export async function readScan(ctx: Ctx, subject: string): Promise<Download> {
  await partOf(ctx, subject);
  const row = await ctx.db
    .selectFrom('service_contract')
    .select('file_id')
    .where('subject', '=', subject)
    .executeTakeFirst();
  if (!row || row.file_id === null) throw agreementsProblem('agreements.contract_unknown');
  return download(ctx, row.file_id);
}

interface Notice {
  subject: Bilingual;
  body: Bilingual;
}

export const OFFERED: Notice = {
  subject: { zh: '收到报价或合同', en: 'A quotation or contract has come' },
  body: {
    zh: '平台已就您的资源申请发出报价或合同，请打开链接查看；须签署的请签署。',
    en: 'The platform has sent a quotation or contract for your request. Please look at it under the link, and sign it where that is asked.',
  },
};
export const SCANNED: Notice = {
  subject: { zh: '合同扫描件已上传', en: 'The scan of a contract was uploaded' },
  body: {
    zh: '平台已上传双方手签合同的扫描件。与您所签不一致的，请尽快联系平台。',
    en: 'The platform has uploaded the scan of the contract that both sides signed by hand. Please tell the platform at once if it is not what you signed.',
  },
};

/** Tells whoever asks, where it has an account. */
export async function tellAsker(tx: Tx, { asked }: Part, occasion: string, notice: Notice): Promise<void> {
  const account = asked.requester.accountId;
  if (account === null) return;
  await tell(tx, account, {
    ...notice,
    occasion: `contract:${asked.subject}:${occasion}`,
    link: `/terms/${asked.subject}`,
  });
}
