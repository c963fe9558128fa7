import { AsyncLocalStorage } from 'node:async_hooks';
import { type Insertable, sql } from 'kysely';
import { kernelProblem } from '../../shared/kernel/problems.ts';
import { accountOf, type Ctx } from './context.ts';
import type { Db } from './db/open.ts';
import type { Tables } from './db/tables.ts';
import { recordIdempotency } from './idempotency.ts';

declare const transaction: unique symbol;

/**
 * The inside of an `act`: the only handle that writes. Functions that write take one, so a write
 * outside `act` does not compile.
 */
export interface Tx {
  readonly [transaction]: true;
  readonly db: Db;
  /**
   * Queues an effect (mail, a notice) that runs after commit, at least once. A key already queued is left alone. It is written with
   * the audit event, at the end.
   */
  queue: (kind: string, payload: unknown, key?: string) => Promise<void>;
  /** Adds to the detail of the audit event. */
  note: (detail: Readonly<Record<string, unknown>>) => void;
  /** What is left to do when all else of the change is done, in the same transaction: one list of all that was published in it. */
  last: (work: () => Promise<void>) => void;
  /** Names the subject when it only comes to be inside. */
  on: (kind: string, id: string) => void;
}

export interface ActEvent {
  /** `<module>.<noun>.<verb>`, for example `catalogue.resource.publish`. */
  readonly action: string;
  readonly subject?: { kind: string; id: string };
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Says only that somebody is there now, many times an hour: it leaves no audit event when it succeeds. */
  readonly passing?: true;
}

const inside = new AsyncLocalStorage<true>();
/** Whether the caller runs inside an `act`, where only `tx.db` may be used. */
export const isInsideAct = (): boolean => inside.getStore() === true;

/** serialization_failure, deadlock_detected, read_only_sql_transaction, and lost connections. */
const PASSING = new Set(['40001', '40P01', '25006', '57P01', '08006', '08003', 'ECONNRESET']);
const ATTEMPTS = 3;

/**
 * Does something that changes the data: one transaction holds the checks, the change, its audit event and
 * its queued effects. `change` throws a Problem to refuse; nothing is then written. A transaction lost to
 * a passing fault is tried again whole, so `change` must not touch anything but `tx`.
 *
 * @returns what `change` returns
 */
export async function act<T>(ctx: Ctx, event: ActEvent, change: (tx: Tx) => Promise<T>): Promise<T> {
  if (isInsideAct()) throw new Error(`act ${event.action} inside another act: pass its tx instead`);
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(ctx, event, change);
    } catch (cause) {
      const code = (cause as { code?: unknown }).code;
      if (attempt === ATTEMPTS || typeof code !== 'string' || !PASSING.has(code)) throw cause;
      await new Promise((resolve) => setTimeout(resolve, 50 * attempt * (1 + Math.random())));
    }
  }
}

async function once<T>(ctx: Ctx, event: ActEvent, change: (tx: Tx) => Promise<T>): Promise<T> {
  const whole = ctx.db as Db;
  return whole.transaction().execute((db) =>
    inside.run(true, async () => {
      let subject = event.subject;
      let detail: Record<string, unknown> = { ...event.detail };
      const effects: Effect[] = [];
      const left: (() => Promise<void>)[] = [];
      const tx = {
        db,
        async queue(kind: string, payload: unknown, key?: string) {
          effects.push({ kind, payload: JSON.stringify(payload), unique_key: key ?? null, due_at: ctx.now });
        },
        note: (more: Readonly<Record<string, unknown>>) => {
          detail = { ...detail, ...more };
        },
        last: (work: () => Promise<void>) => void left.push(work),
        on: (kind: string, id: string) => {
          subject = { kind, id };
        },
      } as unknown as Tx;
      await recordIdempotency(ctx, db);
      const result = await change(tx);
      for (const work of left) await work();
      while (effects.length > (event.passing === true ? 0 : EFFECTS_AT_ONCE))
        await insertEffects(db, effects.splice(0, EFFECTS_AT_ONCE)).execute();
      if (event.passing === true) return result;
      await (effects.length === 0 ? db : db.with('queued', (also) => insertEffects(also, effects)))
        .insertInto('audit_event')
        .values(auditRow(ctx, event.action, 'done', subject, detail))
        .execute();
      return result;
    }),
  );
}

type Effect = Pick<Insertable<Tables['outbox']>, 'kind' | 'payload' | 'unique_key' | 'due_at'>;
/** A statement takes no more than 65,535 parameters. */
const EFFECTS_AT_ONCE = 1000;

const insertEffects = (db: Pick<Db, 'insertInto'>, effects: readonly Effect[]) =>
  db
    .insertInto('outbox')
    .values(effects)
    .onConflict((oc) => oc.column('unique_key').doNothing());

/** Records a refused or failed attempt that changed nothing, such as a wrong password. */
export async function recordRefusal(ctx: Ctx, event: ActEvent): Promise<void> {
  await (ctx.db as Db)
    .insertInto('audit_event')
    .values(auditRow(ctx, event.action, 'refused', event.subject, event.detail ?? {}))
    .execute();
}

function auditRow(
  ctx: Ctx,
  action: string,
  outcome: 'done' | 'refused',
  subject: ActEvent['subject'],
  detail: Readonly<Record<string, unknown>>,
) {
  return {
    at: ctx.now,
    action,
    outcome,
    actor_kind: ctx.actor.kind,
    actor_id: accountOf(ctx.actor),
    actor_name: ctx.actor.kind === 'anonymous' ? '' : ctx.actor.name,
    address: ctx.request.address,
    request_id: ctx.request.id,
    subject_kind: subject?.kind ?? null,
    subject_id: subject?.id ?? null,
    detail: JSON.stringify(detail),
  };
}

/**
 * Refuses a write that started from an older state.
 * @param current the row as it is now; both states go back to the caller
 */
export function checkRevision(
  given: number,
  current: { revision: number },
  more: Readonly<Record<string, unknown>> = {},
): void {
  if (given === current.revision) return;
  throw kernelProblem('kernel.stale_version', { given, current: current.revision }, { more });
}

/** Locks a name for the rest of the transaction, for checks that span rows. */
export async function lockName(tx: Tx, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx.db);
}
