import { randomBytes } from 'node:crypto';
import { codeOf, CODE_LENGTH, shownCode } from '../../../shared/documents/code.ts';
import { RECEIPT } from '../../../shared/documents/kinds.ts';
import type { Bilingual } from '../../../shared/i18n.ts';
import type { DocumentInput } from '../../../shared/documents/model.ts';
import { buildReceipt, type ReceiptData, receiptData } from '../../../shared/documents/receipt.ts';
import type { Tx } from '../../kernel/act.ts';
import { baseUrlOf } from '../../kernel/config.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { checkedModel, printableModel } from './set-document.ts';

export interface NewDocument {
  /** Id of the kind, with its name. */
  kind: string;
  label: Bilingual;
  /** Programme whose series of numbers it belongs to; null for the installation. */
  programme: string | null;
  /** Authority in whose series it counts; the installation's one without it. */
  series?: string;
  /** Word before the year of its number; the name of its kind without it. */
  word?: string;
  /** A number that an officer gave it (文号), shown instead of the counted one. */
  givenNumber?: string | undefined;
  subject: { kind: string; id: string } | null;
  /** Account it is issued to, who may download it. */
  owner: Id | null;
  /** Whether anybody with the code may download it. */
  public: boolean;
  /** Title as the public sees it, where the document's own says more. */
  publicTitle?: string;
  /** What it says, now that its number is known. Its title and issuer are shown to the public: no personal data. */
  model: (number: string) => DocumentInput;
  /** The same for machines. */
  data: (number: string) => unknown;
  /** Of a paper of a rule set. */
  paper?: {
    direction: 'in' | 'out';
    ruleSet: string;
    version: string;
    action: string;
    facts: unknown;
    readers: readonly string[] | null;
  };
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
  const numberText = wanted.givenNumber ?? `${wanted.word ?? wanted.label.zh}〔${year}〕${number}号`;
  const code = codeOf(randomBytes(CODE_LENGTH));
  const url = `${baseUrlOf(ctx.services.config)}/verify/${code}`;
  const verified = { ...wanted.model(numberText), verify: { code: shownCode(code), url, label: '验证码' } };
  // Nobody is kept from a step of a case by a character of a name: it is marked as missing instead.
  const model = wanted.paper ? await printableModel(verified) : await checkedModel(verified);
  const id = await ctx.services.ids.next(tx.db);
  await tx.db
    .insertInto('issued_document')
    .values({
      id,
      code,
      kind: wanted.kind,
      kind_zh: wanted.label.zh,
      kind_en: wanted.label.en,
      series: wanted.series ?? '',
      programme: wanted.programme,
      year,
      number,
      number_text: numberText,
      title: wanted.publicTitle ?? model.title,
      issuer: model.issuer,
      issued_on: model.date,
      subject_kind: wanted.subject?.kind ?? null,
      subject_id: wanted.subject?.id ?? null,
      owner_id: wanted.owner,
      public: wanted.public,
      model: JSON.stringify(model),
      data: JSON.stringify(wanted.data(numberText) ?? null),
      ...(wanted.paper && {
        direction: wanted.paper.direction,
        rule_set: wanted.paper.ruleSet,
        rule_set_version: wanted.paper.version,
        action: wanted.paper.action,
        facts: JSON.stringify(wanted.paper.facts),
        readers: wanted.paper.readers === null ? null : [...wanted.paper.readers],
      }),
      created_at: ctx.now,
      created_by: accountOf(ctx.actor),
    })
    .execute();
  tx.note({ document: { id, number: numberText } });
  await tx.queue('documents.produce', { id }, `documents.produce:${id}`);
  return { id, code: shownCode(code), number: numberText };
}

/** Counts on within a programme, kind, authority and year; those who ask at once wait for each other. */
async function nextNumber(tx: Tx, { programme, kind, series = '' }: NewDocument, year: number): Promise<number> {
  const row = await tx.db
    .insertInto('document_number')
    .values({ programme: programme ?? '', kind, series, year, last: 1 })
    .onConflict((oc) =>
      oc
        .columns(['programme', 'kind', 'series', 'year'])
        .doUpdateSet((eb) => ({ last: eb('document_number.last', '+', 1) })),
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
    kind: RECEIPT.id,
    label: RECEIPT.label,
    public: false,
    model: (number) => buildReceipt(whole, number),
    data: () => whole,
  });
};
