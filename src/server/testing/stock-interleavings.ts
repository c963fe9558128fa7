import fc from 'fast-check';
import { Problem } from '../../shared/problems.ts';
import { act } from '../kernel/act.ts';
import type { App } from '../app.ts';
import type { Id } from '../kernel/ids.ts';
import { consume, lose, receiveBack, release, reserve, send } from '../modules/stock/index.ts';
import { addLot, contextOf } from './stock-desk.ts';
import {
  after,
  holdOf,
  type Model,
  newModel,
  type Operation,
  OPERATIONS,
  sumsIn,
  tenthsOf,
  textOf,
} from './stock-model.ts';

const STEPS = { reserve, release, send, receiveBack, consume, lose };

/** When the program dies: not at all, with everything done but not committed, committed but with nobody told. */
const CRASHES = ['none', 'none', 'none', 'before', 'after'] as const;

interface Instruction {
  actor: number;
  operation: Operation | 'cancel';
  /** Per lot, tenths; 0 leaves it out. */
  amounts: readonly [number, number];
  crash: (typeof CRASHES)[number];
  /** At the same moment as the next one. */
  together: boolean;
  /** Wholes of what is held rather than the amounts. */
  whole: boolean;
}

const instruction: fc.Arbitrary<Instruction> = fc.record({
  actor: fc.integer({ min: 0, max: 2 }),
  operation: fc.constantFrom(...OPERATIONS, 'reserve', 'send', 'cancel'),
  amounts: fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 })),
  crash: fc.constantFrom(...CRASHES),
  together: fc.boolean(),
  whole: fc.boolean(),
});

export const interleaving = fc.record({
  onHand: fc.tuple(fc.integer({ min: 0, max: 150 }), fc.integer({ min: 0, max: 150 })),
  minimum: fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 })),
  instructions: fc.array(instruction, { minLength: 3, maxLength: 12 }),
});
export type Interleaving = typeof interleaving extends fc.Arbitrary<infer T> ? T : never;

interface Asked {
  holder: string;
  key: string;
  operation: Operation;
  lines: { lot: Id; tenths: number }[];
}

const CRASH = new Error('the program died');

/** Does a step once, dying on the way where it is told to. @returns whether it was taken; undefined: it died */
async function attempt(
  app: App,
  platform: Id,
  asked: Asked,
  crash: Instruction['crash'],
): Promise<boolean | undefined> {
  const ctx = contextOf(app);
  const step = {
    key: asked.key,
    platform,
    holder: { kind: 'request_item', id: asked.holder },
    lines: asked.lines.map(({ lot, tenths }) => ({ lot, quantity: textOf(tenths) })),
  };
  try {
    await act(ctx, { action: 'test.stock.step' }, async (tx) => {
      await STEPS[asked.operation](ctx, tx, step);
      if (crash === 'before') throw CRASH;
    });
    return crash === 'after' ? undefined : true;
  } catch (cause) {
    if (cause === CRASH) return undefined;
    if (cause instanceof Problem && ['stock.not_enough', 'stock.not_held'].includes(cause.code)) return false;
    throw cause;
  }
}

/** A step to its end: after a death whoever began it asks again under the same key. */
async function whole(app: App, platform: Id, asked: Asked, crash: Instruction['crash']): Promise<boolean> {
  return (await attempt(app, platform, asked, crash)) ?? (await attempt(app, platform, asked, 'none')) ?? false;
}

/** What an instruction asks for, as the model stands. */
function askedOf(
  model: Model,
  lots: readonly Id[],
  { actor, operation, amounts, whole: all }: Instruction,
  key: string,
) {
  const holder = String(actor + 1);
  const lines = lots.flatMap((lot, n) => {
    const hold = holdOf(model, holder, lot);
    const held = operation === 'send' || operation === 'release' ? hold.reserved : hold.away;
    const tenths = operation === 'cancel' ? hold.reserved : all && operation !== 'reserve' ? held : amounts[n]!;
    return tenths > 0 ? [{ lot, tenths }] : [];
  });
  return { holder, key, operation: operation === 'cancel' ? ('release' as const) : operation, lines };
}

let run = 0;

/**
 * Plays one interleaving against the database and the model.
 * @throws Error at the first difference
 */
export async function play(
  app: App,
  platform: { id: Id; code: string },
  resource: Id,
  given: Interleaving,
): Promise<void> {
  const name = `run:${++run}`;
  const lots: Id[] = [];
  for (const n of [0, 1] as const)
    lots.push(
      await addLot(app, {
        platform: platform.code,
        resource,
        unit: 'gram',
        form: 'solid',
        quantity: textOf(given.onHand[n]),
        minimum: textOf(given.minimum[n]),
      }),
    );
  let model = newModel(lots.map((id, n) => ({ id, onHand: given.onHand[n]!, minimum: given.minimum[n]! })));
  const queue = given.instructions.map((one, n) => ({ ...one, key: `${name}:${n}` }));
  while (queue.length > 0) {
    const batch = [queue.shift()!];
    while (batch.at(-1)!.together && queue.length > 0 && batch.length < 3) batch.push(queue.shift()!);
    const asked = batch.map((one) => ({ crash: one.crash, step: askedOf(model, lots, one, one.key) }));
    const some = asked.filter(({ step }) => step.lines.length > 0);
    const taken = await Promise.all(some.map(({ step, crash }) => whole(app, platform.id, step, crash)));
    model = judged(
      model,
      some.map(({ step }, n) => ({ step, taken: taken[n]! })),
    );
    await compare(app, lots, model);
  }
}

/** The model after steps that ran at once: in some order of them each was rightly taken or refused. */
function judged(model: Model, steps: readonly { step: Asked; taken: boolean }[]): Model {
  for (const order of ordersOf(steps)) {
    let now: Model | undefined = model;
    for (const { step, taken } of order) {
      const next: Model | undefined = after(now!, step.holder, step.operation, step.lines);
      if ((next !== undefined) !== taken) {
        now = undefined;
        break;
      }
      now = next ?? now;
    }
    if (now !== undefined) return now;
  }
  throw new Error(`in no order: ${JSON.stringify(steps)} from ${JSON.stringify([...model.lots])}`);
}

function* ordersOf<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield [];
  for (const [n, item] of items.entries())
    for (const rest of ordersOf(items.filter((_, m) => m !== n))) yield [item, ...rest];
}

async function compare(app: App, lots: readonly Id[], model: Model): Promise<void> {
  const rows = await app.services.storage.db
    .selectFrom('stock_lot')
    .select(['id', 'on_hand', 'reserved', 'away'])
    .where('id', 'in', [...lots])
    .execute();
  for (const row of rows) {
    const found = [row.on_hand, row.reserved, row.away].map(tenthsOf);
    const expected = sumsIn(model, row.id);
    if (found.some((value, n) => value !== expected[n] || value < 0))
      throw new Error(`lot ${row.id}: ${found.join('/')} instead of ${expected.join('/')}`);
  }
}
