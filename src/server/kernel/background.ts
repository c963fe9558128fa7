import { sql } from 'kysely';
import type { Instant } from '../../shared/dates.ts';
import { civilDateAt } from '../../shared/dates.ts';
import type { Ctx } from './context.ts';
import type { Db } from './db/open.ts';

/** Thrown by an effect that waits for somebody outside: it is tried again, at least hourly, and never given up. */
export class TryLater extends Error {
  override name = 'TryLater';
}

/** Delivers one kind of effect. It may run twice after a crash: its own writes carry a unique key. */
export type EffectHandler = (ctx: Ctx, payload: unknown, id: string) => Promise<void>;

/** Work found by looking at the clock, in the product's time. */
export interface DueWork {
  name: string;
  /** `daily`: once per civil date; a number: at least this many seconds of product time apart. */
  every: 'daily' | number;
  run: (ctx: Ctx) => Promise<void>;
}

export interface BackgroundOptions {
  /** A fresh context of the program itself. */
  context: (name: string) => Ctx;
  effects: Readonly<Record<string, EffectHandler>>;
  due: readonly DueWork[];
  /** Milliseconds between looks. */
  interval?: number;
}

export interface Background {
  /** Looks once, now; returns how many effects and works were done. Tests call it instead of waiting. */
  look: () => Promise<number>;
  /** Waits for what is under way; then it looks only when asked to, until what it returns is called. */
  hold: () => Promise<() => void>;
  /** Stops looking and waits for what is under way. */
  stop: () => Promise<void>;
}

const LEASE_SECONDS = 300;
const GIVE_UP_AFTER = 8;
const machineTime = (plusSeconds: number): string => new Date(Date.now() + plusSeconds * 1000).toISOString();

export function startBackground(options: BackgroundOptions): Background {
  let stopped = false;
  let holds = 0;
  let current: Promise<unknown> = Promise.resolve();
  const look = async (): Promise<number> => {
    let done = 0;
    for (const work of options.due) if (!stopped && (await runDue(work, options.context))) done++;
    while (!stopped && (await deliverOne(options))) done++;
    return done;
  };
  // One look after another: whoever asks for one also has what an earlier look is still at.
  const inTurn = (): Promise<number> => {
    const mine = current.then(look);
    current = mine.catch((cause: unknown) =>
      options.context('background').services.log.error({ err: cause }, 'background work failed'),
    );
    return mine;
  };
  const timer = setInterval(() => void (holds === 0 && inTurn().catch(() => {})), options.interval ?? 1000);
  timer.unref();
  return {
    look: inTurn,
    async hold() {
      holds++;
      await current;
      return () => void holds--;
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await current;
    },
  };
}

async function deliverOne({ context, effects }: BackgroundOptions): Promise<boolean> {
  const ctx = context('outbox');
  const db = ctx.db as Db;
  const { rows } = await sql<{ id: string; kind: string; payload: unknown; attempts: number }>`
    update outbox set attempts = attempts + 1, retry_at = ${machineTime(LEASE_SECONDS)}
    where id = (
      select id from outbox
      where done_at is null and failed_at is null and due_at <= ${ctx.now} and retry_at <= ${machineTime(0)}
      order by due_at, id limit 1 for update skip locked
    )
    returning id, kind, payload, attempts`.execute(db);
  const row = rows[0];
  if (!row) return false;
  try {
    const handler = effects[row.kind];
    if (!handler) throw new Error(`no handler for effects of kind ${row.kind}`);
    await handler(ctx, row.payload, row.id);
    await db.updateTable('outbox').set({ done_at: ctx.now, last_error: null }).where('id', '=', row.id).execute();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    ctx.services.log.warn({ err: cause, effect: row.kind, id: row.id, attempt: row.attempts }, 'effect failed');
    await db
      .updateTable('outbox')
      .set({
        last_error: message.slice(0, 2000),
        retry_at: machineTime(Math.min(3600, 2 ** row.attempts * 5)),
        ...(row.attempts >= GIVE_UP_AFTER && !(cause instanceof TryLater) && { failed_at: ctx.now }),
      })
      .where('id', '=', row.id)
      .execute();
  }
  return true;
}

const isDue = (every: DueWork['every'], ranAt: Instant | undefined, now: Instant): boolean =>
  ranAt === undefined ||
  (every === 'daily' ? civilDateAt(ranAt) < civilDateAt(now) : Date.parse(now) - Date.parse(ranAt) >= every * 1000);

async function runDue(work: DueWork, context: (name: string) => Ctx): Promise<boolean> {
  const ctx = context(work.name);
  const db = ctx.db as Db;
  const row = await db.selectFrom('due_work').selectAll().where('name', '=', work.name).executeTakeFirst();
  if (!isDue(work.every, row?.ran_at, ctx.now)) return false;
  // Several processes may see it due; the lease lets one of them do it.
  const { rows } = await sql`
    insert into due_work (name, ran_at, leased_until) values (${work.name}, '-infinity', ${machineTime(LEASE_SECONDS)})
    on conflict (name) do update set leased_until = excluded.leased_until
    where due_work.leased_until is null or due_work.leased_until < ${machineTime(0)}
    returning name`.execute(db);
  if (rows.length === 0) return false;
  let failed = false;
  try {
    await work.run(ctx);
  } catch (cause) {
    failed = true;
    ctx.services.log.error({ err: cause, work: work.name }, 'due work failed');
  }
  await db
    .updateTable('due_work')
    // A failed run keeps its lease as a pause before the next try.
    .set(failed ? { leased_until: machineTime(60) } : { ran_at: ctx.now, leased_until: null })
    .where('name', '=', work.name)
    .execute();
  return !failed;
}
