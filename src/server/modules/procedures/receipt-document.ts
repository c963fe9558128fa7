import { createHash } from 'node:crypto';
import { basisLine } from '../../../shared/policy/basis-line.ts';
import type { Transition } from '../../../shared/policy/procedures.ts';
import { Problem } from '../../../shared/problems.ts';
import type { Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import { storedFiles } from '../../kernel/stored-files.ts';
import { type Issued, issueReceipt } from '../documents/index.ts';
import { organisationNames } from '../identity/index.ts';
import { clockRule } from './clocks.ts';
import { rulesOf } from './rules.ts';
import { type CaseRow, clocksOf } from './store.ts';

/** Members in the order of their names, so that the same content has the same digest (RFC 8785 in what it needs). */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const members = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(',')}}`;
}

interface Submission {
  case: string;
  action: string;
  at: string;
  submitted: Readonly<Record<string, unknown>>;
  /** Digests of its files. */
  files: readonly string[];
}

/** SHA-256 of what was submitted. */
export const submissionDigest = (submission: Submission): string =>
  createHash('sha256')
    .update(canonical({ ...submission, at: new Date(submission.at).toISOString() }))
    .digest('hex');

/** Who receives submissions, for the head of a receipt. */
export interface Office {
  programme: string;
  authority: string;
}

/**
 * Issues the receipt (PDF/A and JSON, numbered, with a verification code) of a step inside its act.
 * @returns undefined where a name holds a character that no font has: the receipt on the screen stands then for itself
 */
export async function receiptFor(
  ctx: Ctx,
  tx: Tx,
  row: CaseRow,
  transition: Transition,
  { office, submitted }: { office: Office; submitted: Readonly<Record<string, unknown>> },
): Promise<Issued | undefined> {
  const { procedure, ruleSet } = rulesOf(ctx, row);
  const ids = Object.entries(submitted).flatMap(([field, value]) =>
    procedure.fields[field]?.type === 'file' && typeof value === 'string' ? [value] : [],
  );
  const rows = await tx.db
    .selectFrom('case_file')
    .select('file_id')
    .where('case_id', '=', row.id)
    .where('id', 'in', ['0', ...ids])
    .orderBy('id')
    .execute();
  const files = [
    ...(
      await storedFiles(
        tx.db,
        rows.map(({ file_id }) => file_id),
      )
    ).values(),
  ];
  const host = row.host_id === null ? undefined : (await organisationNames(tx, [row.host_id])).get(row.host_id);
  const asHost = transition.by.some((who) =>
    ['host_admin', 'legal_representative', 'platform_head', 'platform_staff'].includes(who),
  );
  const clocks = (await clocksOf(tx.db, row.id)).filter(
    ({ state, ended_on }) => state === 'running' && ended_on === null,
  );
  const data = {
    authority: office.authority,
    programme: office.programme,
    what: `${procedure.label.zh}：${transition.label.zh}`,
    case_number: row.id,
    applicant: (asHost ? host : undefined) ?? (ctx.actor.kind === 'account' ? ctx.actor.name : ''),
    subject: row.title,
    content_sha256: submissionDigest({
      case: row.id,
      action: transition.action,
      at: ctx.now,
      submitted,
      files: files.map(({ sha256 }) => sha256),
    }),
    files,
    basis: basisLine(ruleSet.instrument, transition.cite.article).zh,
    next:
      clocks.length === 0
        ? null
        : clocks.map((clock) => `${clockRule(ruleSet, clock.clock).label.zh}：至 ${clock.last_date}`).join('；'),
    trial: row.trial,
    submitted_at: ctx.now,
  };
  const place = { programme: row.programme_id, subject: { kind: 'case', id: row.id }, owner: accountOf(ctx.actor) };
  try {
    return await issueReceipt(ctx, tx, data, place);
  } catch (cause) {
    if (cause instanceof Problem && cause.code === 'documents.characters_missing') return undefined;
    throw cause;
  }
}
