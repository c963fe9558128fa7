import { randomBytes } from 'node:crypto';
import { codeOf, CODE_LENGTH, shownCode } from '../../../shared/documents/code.ts';
import { DOCUMENT_KINDS, type DocumentKind } from '../../../shared/documents/kinds.ts';
import type { DocumentInput } from '../../../shared/documents/model.ts';
import { buildReceipt, type ReceiptData, receiptData } from '../../../shared/documents/receipt.ts';
import type { Tx } from '../../kernel/act.ts';
import { baseUrlOf } from '../../kernel/config.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { checkedModel } from './set-document.ts';

export interface NewDocument {
  kind: DocumentKind;
  /** Programme whose series of numbers it belongs to; null for the installation. */
  programme: string | null;
  subject: { kind: string; id: string } | null;
  /** Account it is issued to, who may download it. */
  owner: Id | null;
  /** Whether anybody with the code may download it. */
  public: boolean;
  /** What it says, now that its number is known. Its title and issuer are shown to the public: no personal data. */
  model: (number: string) => DocumentInput;
  /** The same for machines. */
  data: unknown;
}

export interface Issued {
  id: Id;
  /** As printed, in groups. */
  code: string;
  number: string;
}

/**
 * Issues a document inside an act: number, verification code and content are fixed with it; the bytes follow after commit.
 * @throws documents.characters_missing
 */
export async function issueDocument(ctx: Ctx, tx: Tx, wanted: NewDocument): Promise<Issued> {
  const year = Number(ctx.today.slice(0, 4));
  const number = await nextNumber(tx, wanted, year);
  const numberText = `${DOCUMENT_KINDS[wanted.kind].zh}〔${year}〕${number}号`;
  const code = codeOf(randomBytes(CODE_LENGTH));
  const url = `${baseUrlOf(ctx.services.config)}/verify/${code}`;
  const model = await checkedModel({
    ...wanted.model(numberText),
    verify: { code: shownCode(code), url, label: '验证码' },
  });
  const id = await ctx.services.ids.next(tx.db);
  await tx.db
    .insertInto('issued_document')
    .values({
      id,
      code,
      kind: wanted.kind,
      programme: wanted.programme,
      year,
      number,
      number_text: numberText,
      title: model.title,
      issuer: model.issuer,
      issued_on: model.date,
      subject_kind: wanted.subject?.kind ?? null,
      subject_id: wanted.subject?.id ?? null,
      owner_id: wanted.owner,
      public: wanted.public,
      model: JSON.stringify(model),
      data: JSON.stringify(wanted.data ?? null),
      created_at: ctx.now,
      created_by: accountOf(ctx.actor),
    })
    .execute();
  tx.note({ document: { id, number: numberText } });
  await tx.queue('documents.produce', { id }, `documents.produce:${id}`);
  return { id, code: shownCode(code), number: numberText };
}

/** Counts on within a programme, kind and year; those who ask at once wait for each other. */
async function nextNumber(tx: Tx, { programme, kind }: NewDocument, year: number): Promise<number> {
  const row = await tx.db
    .insertInto('document_number')
    .values({ programme: programme ?? '', kind, year, last: 1 })
    .onConflict((oc) =>
      oc.columns(['programme', 'kind', 'year']).doUpdateSet((eb) => ({ last: eb('document_number.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return row.last;
}

/** Issues the receipt of a submission inside an act. @throws documents.characters_missing */
export const issueReceipt = (
  ctx: Ctx,
  tx: Tx,
  data: ReceiptData,
  place: Pick<NewDocument, 'programme' | 'subject' | 'owner'>,
): Promise<Issued> => {
  const whole = receiptData.parse(data);
  return issueDocument(ctx, tx, {
    ...place,
    kind: 'receipt',
    public: false,
    model: (number) => buildReceipt(whole, number),
    data: whole,
  });
};
