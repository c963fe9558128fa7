import { CHECK_STATES, STATEMENT_KINDS } from '../../../shared/agreements/codes.ts';
import type { CheckState, StatementKind } from '../../../shared/agreements/known.ts';
import { agreementsProblem } from '../../../shared/agreements/problems.ts';
import { sharesText } from '../../../shared/agreements/property.ts';
import { statementContent, type StatementContent } from '../../../shared/agreements/statement-content.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { citationOf } from '../../../shared/policy/ruled.ts';
import { act, checkRevision, type Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { isAsker, isRequester, type Part, partOf } from './access.ts';
import type { Facts } from './facts.ts';
import { checkFile } from './files.ts';
import { labelOf } from './names.ts';
import { policyOf } from './needs.ts';
import { checkShares } from './templates.ts';

export type NewStatement = StatementContent & { kind: StatementKind; file?: Id | null | undefined };

/** What the requester answers for. */
const OF_REQUESTER: readonly StatementKind[] = ['evidence', 'declaration'];

/**
 * States something for a part of a request. Evidence and declarations are the requester's, and the platform confirms them; what
 * consent covers the platform knows itself; ownership is proposed by either side and confirmed by the other.
 * @throws agreements.part_unknown | kernel.not_allowed | agreements.statement_empty | agreements.shares_refused | agreements.file_unknown
 */
export async function makeStatement(
  ctx: Ctx,
  subject: string,
  { kind, file, ...content }: NewStatement,
): Promise<void> {
  const part = await partOf(ctx, subject);
  if (OF_REQUESTER.includes(kind) && !isRequester(ctx, part.asked)) throw kernelProblem('kernel.not_allowed');
  const policy = policyOf(ctx, part.asked);
  const cite = policy.sharing && citationOf(policy, policy.sharing.property);
  if (kind === 'property')
    checkShares(content.shares.length === 0 ? [{ party: 'user', percent: 0 }] : content.shares, cite);
  else if (content.text === '' && (file ?? null) === null) throw agreementsProblem('agreements.statement_empty');
  await checkFile(ctx, file);
  const event = { action: `agreements.${kind}.state`, subject: { kind: 'request_part', id: subject } };
  await act(ctx, event, (tx) => insert(ctx, tx, part, { kind, file, ...content }));
}

async function insert(ctx: Ctx, tx: Tx, part: Part, { kind, file, ...content }: NewStatement): Promise<void> {
  const byPlatform = part.side === 'platform' && !OF_REQUESTER.includes(kind);
  const name = ctx.actor.kind === 'anonymous' ? '' : ctx.actor.name;
  await tx.db
    .insertInto('request_statement')
    .values({
      ...(byPlatform &&
        kind === 'consent' && {
          state: 'confirmed',
          checked_by: accountOf(ctx.actor),
          checked_name: name,
          checked_at: ctx.now,
        }),
      id: await ctx.services.ids.next(tx.db),
      subject: part.asked.subject,
      platform_id: part.platform.id,
      kind,
      content: JSON.stringify(content),
      file_id: file ?? null,
      by_platform: byPlatform,
      account_id: accountOf(ctx.actor),
      actor_name: name,
      at: ctx.now,
    })
    .execute();
}

/** Who may confirm: the other side, and nobody what is their own, who may stand on both. */
const mayCheck = (ctx: Ctx, part: Part, row: { by_platform: boolean; account_id: Id | null }): boolean =>
  row.account_id !== accountOf(ctx.actor) && (row.by_platform ? isAsker(ctx, part.asked) : part.side === 'platform');

/**
 * @throws agreements.part_unknown | agreements.statement_unknown | kernel.not_allowed | kernel.stale_version |
 *   agreements.already_checked | agreements.reason_needed
 */
export async function checkStatement(
  ctx: Ctx,
  subject: string,
  id: Id,
  { outcome, reason, revision }: { outcome: 'confirmed' | 'refused'; reason: string; revision: number },
): Promise<void> {
  if (outcome === 'refused' && reason === '') throw agreementsProblem('agreements.reason_needed');
  const part = await partOf(ctx, subject);
  const event = {
    action: `agreements.statement.${outcome}`,
    subject: { kind: 'request_part', id: subject },
    detail: { statement: id, reason },
  };
  await act(ctx, event, async (tx) => {
    const row = await tx.db
      .selectFrom('request_statement')
      .selectAll()
      .where('id', '=', id)
      .where('subject', '=', subject)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw agreementsProblem('agreements.statement_unknown');
    if (!mayCheck(ctx, part, row)) throw kernelProblem('kernel.not_allowed');
    checkRevision(revision, row, { state: row.state });
    if (row.state === outcome) throw agreementsProblem('agreements.already_checked');
    await tx.db
      .updateTable('request_statement')
      .set({
        state: outcome,
        checked_by: accountOf(ctx.actor),
        checked_name: ctx.actor.kind === 'anonymous' ? '' : ctx.actor.name,
        checked_at: ctx.now,
        reason: reason === '' ? null : reason,
        revision: revision + 1,
      })
      .where('id', '=', id)
      .execute();
  });
}

/** All statements of a part, the newest first: an older one of its kind no longer counts. */
export function statementsOf(ctx: Ctx, part: Part, { statements }: Facts, files: ReadonlyMap<Id, { name: string }>) {
  return statements.map((row) => {
    const kind = row.kind as StatementKind;
    const state = row.state as CheckState;
    const content = statementContent.parse(row.content);
    return {
      id: row.id,
      kind,
      kind_label: labelOf(STATEMENT_KINDS, kind, ctx.lang),
      text: content.text,
      foreign: content.foreign,
      on_behalf_of: content.on_behalf_of ?? null,
      shares: sharesText(content.shares, ctx.lang === 'en' ? 'en' : 'zh'),
      by_platform: row.by_platform,
      by: row.actor_name,
      at: row.at,
      file: row.file_id === null ? null : { id: row.file_id, name: files.get(row.file_id)?.name ?? '' },
      state,
      state_label: labelOf(CHECK_STATES, state, ctx.lang),
      checked_by: row.checked_name,
      reason: row.reason,
      may_check: mayCheck(ctx, part, row),
      revision: row.revision,
    };
  });
}
