import { catalogueProblem } from '../../../shared/catalogue/problems.ts';
import { type ActionName, LIFE, type LifeStep, STATE_LABELS } from '../../../shared/catalogue/life.ts';
import type { ResourceState } from '../../../shared/catalogue/schemas.ts';
import { pick } from '../../../shared/i18n.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import { mayOnPlatform, type PlatformRecord } from '../identity/index.ts';
import type { ResourceRow } from './store.ts';

/** What a record, or its waiting revision, is at: the state the steps of checking and publishing look at. */
export interface LifeFacts {
  row: Pick<ResourceRow, 'state' | 'funding' | 'author_id' | 'has_revision' | 'published_at'>;
  /** State and author of the revision that waits. */
  revision?: { state: 'draft' | 'checked'; author_id: string | null } | undefined;
}

/** Steps that work on the waiting revision when there is one. */
const ON_REVISION = new Set<ActionName>(['check', 'return', 'publish']);

const stateFor = (step: LifeStep, { row, revision }: LifeFacts): ResourceState =>
  revision && ON_REVISION.has(step.action) ? revision.state : row.state;

/** Without a second pair of eyes a draft is published directly. */
const fromStates = (step: LifeStep, platform: PlatformRecord): readonly ResourceState[] =>
  step.action === 'publish' && !platform.checked_by_other ? [...step.from, 'draft'] : step.from;

function isPossible(step: LifeStep, facts: LifeFacts, platform: PlatformRecord): boolean {
  if (!fromStates(step, platform).includes(stateFor(step, facts))) return false;
  if (step.action === 'discard_revision') return facts.row.has_revision;
  if (step.action === 'edit') return facts.revision?.state !== 'checked';
  return true;
}

const isOwn = (step: LifeStep, ctx: Ctx, { row, revision }: LifeFacts, platform: PlatformRecord): boolean => {
  const author = revision ? revision.author_id : row.author_id;
  return step.notAuthor === true && platform.checked_by_other && author !== null && author === accountOf(ctx.actor);
};

/** Private owners withdraw without a reason (国家 第五条第二款, 鄂 第五条, 湘 第二条). */
const needsReason = (step: LifeStep, { row }: LifeFacts): boolean =>
  step.needsReason === true && !(step.action === 'withdraw' && row.funding === 'private');

/** What this user may do with the record now; the browser draws exactly these. */
export function possibleActions(ctx: Ctx, platform: PlatformRecord, facts: LifeFacts) {
  const steps = LIFE.filter((step) => isPossible(step, facts, platform) && !isOwn(step, ctx, facts, platform));
  return steps
    .filter((step) => mayOnPlatform(ctx, platform, step.by))
    .map((step) => ({ name: step.action, label: pick(step.label, ctx.lang), needs_reason: needsReason(step, facts) }));
}

/**
 * The step an action stands for.
 * @throws kernel.not_allowed | catalogue.own_record | catalogue.not_now | catalogue.reason_needed
 */
export function demandStep(
  ctx: Ctx,
  platform: PlatformRecord,
  facts: LifeFacts,
  action: ActionName,
  reason: string,
): LifeStep {
  const step = LIFE.find((candidate) => candidate.action === action)!;
  if (!mayOnPlatform(ctx, platform, step.by)) throw kernelProblem('kernel.not_allowed');
  const label = pick(step.label, ctx.lang);
  if (!isPossible(step, facts, platform)) {
    throw catalogueProblem('catalogue.not_now', {
      action: label,
      state: pick(STATE_LABELS[stateFor(step, facts)], ctx.lang),
    });
  }
  if (isOwn(step, ctx, facts, platform)) throw catalogueProblem('catalogue.own_record');
  if (needsReason(step, facts) && reason === '') throw catalogueProblem('catalogue.reason_needed', { action: label });
  return step;
}
