import type { PaperFacts } from '../../../shared/documents/paper.ts';
import { documentsProblem } from '../../../shared/documents/problems.ts';
import type { Bilingual } from '../../../shared/i18n.ts';
import { act, type Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import { ruleSetVersion } from '../policy/index.ts';
import { mayDecide } from './access.ts';
import { issuePaper, paperKind } from './papers.ts';
import { byCode, type DocumentRow } from './store.ts';

/** Says what has become of what the certificates of a subject certify; the verification page shows it. */
export async function noteStanding(
  tx: Tx,
  subject: { kind: string; id: string },
  standing: Bilingual & { since: string },
): Promise<void> {
  await tx.db
    .updateTable('issued_document')
    .set({ standing: JSON.stringify(standing) })
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .where('public', '=', true)
    .execute();
}

/** Takes a document back. @throws documents.code_unknown | not_yours | not_valid @returns its code */
export async function withdrawDocument(ctx: Ctx, code: string, reason: string): Promise<string> {
  const row = await decidable(ctx, code);
  const event = {
    action: 'documents.document.withdraw',
    subject: { kind: 'document', id: row.id },
    detail: { reason },
  };
  await act(ctx, event, (tx) => endDocument(ctx, tx, row, { state: 'withdrawn', reason, by: null }));
  return row.code;
}

export interface Replacement {
  reason: string;
  /** Values by the names its data give them. */
  corrections: Readonly<Record<string, string>>;
}

/**
 * Issues a corrected document in the place of another, under a number of its own; the old one says so.
 * @throws documents.code_unknown | not_yours | not_valid | cannot_replace | correction_unknown @returns the new code
 */
export async function replaceDocument(ctx: Ctx, code: string, { reason, corrections }: Replacement): Promise<string> {
  const row = await decidable(ctx, code);
  if (row.rule_set === null) throw documentsProblem('documents.cannot_replace', { kind: row.kind_zh });
  const facts = row.facts as PaperFacts;
  for (const name of Object.keys(corrections))
    if (!Object.hasOwn(facts.values, name)) throw documentsProblem('documents.correction_unknown', { name });
  const ruleSet = ruleSetVersion(ctx, row.rule_set, row.rule_set_version!);
  const event = { action: 'documents.document.replace', subject: { kind: 'document', id: row.id }, detail: { reason } };
  return act(ctx, event, async (tx) => {
    const issued = await issuePaper(ctx, tx, {
      kind: paperKind(ruleSet, row.kind),
      ruleSet,
      facts: { ...facts, date: ctx.today, values: { ...facts.values, ...corrections } },
      programme: row.programme!,
      subject: { kind: row.subject_kind!, id: row.subject_id! },
      owner: row.owner_id,
      readers: row.readers,
      public: row.public,
    });
    await endDocument(ctx, tx, row, { state: 'replaced', reason, by: issued.id });
    return issued.code;
  });
}

async function decidable(ctx: Ctx, code: string): Promise<DocumentRow> {
  const row = await byCode(ctx, code);
  if (!mayDecide(ctx.actor, row)) throw documentsProblem('documents.not_yours');
  return row;
}

async function endDocument(
  ctx: Ctx,
  tx: Tx,
  row: DocumentRow,
  { state, reason, by }: { state: 'withdrawn' | 'replaced'; reason: string; by: string | null },
): Promise<void> {
  const { numUpdatedRows } = await tx.db
    .updateTable('issued_document')
    .set({ state, state_reason: reason, state_on: ctx.today, state_by: accountOf(ctx.actor), replaced_by: by })
    .where('id', '=', row.id)
    .where('state', '=', 'valid')
    .executeTakeFirstOrThrow();
  // Two at once: the second finds it taken back.
  if (numUpdatedRows === 0n) throw documentsProblem('documents.not_valid');
}
