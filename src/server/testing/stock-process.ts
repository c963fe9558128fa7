// Takes random steps with lots until it is killed, keeping a journal of what it was about to do and what came of it. Started
// anew it first does again what the last one may have left half done, then compares every figure with the journal. Arguments:
// journal file, number of this process; the storage as for the server. Exit code 3: a difference, told on stdout.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { civilDateAt } from '../../shared/dates.ts';
import { Problem } from '../../shared/problems.ts';
import { act } from '../kernel/act.ts';
import { machineClock } from '../kernel/clock.ts';
import { readConfig } from '../kernel/config.ts';
import { type Ctx, type Services, systemActor } from '../kernel/context.ts';
import { openStorage } from '../kernel/db/open.ts';
import { lockDataFolder } from '../kernel/lock-file.ts';
import { consume, lose, receiveBack, release, reserve, send } from '../modules/stock/holds.ts';
import { verifyStock } from '../modules/stock/verify.ts';
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
/** Tenths of each lot at the start, as the parent took them in. */
const ON_HAND = 100_000;

interface Intent {
  key: string;
  holder: string;
  operation: Operation;
  lines: { lot: string; tenths: number }[];
}
/** `again`: by a later process, as the one that began it died. */
type Entry = { began: Intent } | { ended: string; taken: boolean; again?: true };

const [journal, name, lotsGiven, platform] = process.argv.slice(2) as [string, string, string, string];
const lots = lotsGiven.split(',');
const config = readConfig(process.env);
const lock = config.databaseUrl === undefined ? await lockDataFolder(config.dataFolder) : undefined;
const storage = await openStorage({ url: config.databaseUrl, folder: config.dataFolder });
/** Without the rest of the product, so that it starts in a moment: the ledger asks for no services. */
const context = (): Ctx => {
  const now = machineClock.now();
  return {
    db: storage.db,
    actor: systemActor('test'),
    now,
    today: civilDateAt(now),
    lang: 'zh-CN',
    programme: undefined,
    request: { id: 'program', address: '' },
    services: { config, storage } as Services,
  };
};

const note = (entry: Entry): void => appendFileSync(journal, `${JSON.stringify(entry)}\n`);

async function take({ key, holder, operation, lines }: Intent): Promise<boolean> {
  const step = {
    key,
    platform,
    holder: { kind: 'request_item', id: holder },
    lines: lines.map(({ lot, tenths }) => ({ lot, quantity: textOf(tenths) })),
  };
  try {
    const ctx = context();
    await act(ctx, { action: 'test.stock.step' }, (tx) => STEPS[operation](ctx, tx, step));
    return true;
  } catch (cause) {
    if (cause instanceof Problem) return false;
    throw cause;
  }
}

function fail(what: string): never {
  process.stdout.write(`DIFFERENCE ${what}\n`);
  process.exit(3);
}

const entries: Entry[] = existsSync(journal)
  ? readFileSync(journal, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Entry)
  : [];

/** What the journal comes to; the step that was under way at the last death is asked again under its key. */
async function recover(): Promise<Model> {
  let model = newModel(lots.map((id) => ({ id, onHand: ON_HAND, minimum: 0 })));
  const ended = new Map(entries.flatMap((entry) => ('ended' in entry ? [[entry.ended, entry.taken] as const] : [])));
  for (const entry of entries) {
    if (!('began' in entry)) continue;
    const { key, holder, operation, lines } = entry.began;
    let taken = ended.get(key);
    if (taken === undefined) {
      taken = await take(entry.began);
      note({ ended: key, taken, again: true });
    }
    const next = after(model, holder, operation, lines);
    if ((next !== undefined) !== taken) fail(`step ${key} was ${taken ? 'taken' : 'refused'}`);
    model = next ?? model;
  }
  return model;
}

async function compare(model: Model): Promise<void> {
  const rows = await storage.db.selectFrom('stock_lot').selectAll().where('id', 'in', lots).execute();
  for (const row of rows) {
    const found = [row.on_hand, row.reserved, row.away].map(tenthsOf);
    const expected = sumsIn(model, row.id);
    if (found.join() !== expected.join()) fail(`lot ${row.id}: ${found.join('/')} instead of ${expected.join('/')}`);
  }
  const { differences } = await verifyStock(context());
  if (differences.length > 0) fail(JSON.stringify(differences));
}

let model = await recover();
await compare(model);
const pick = (below: number): number => Math.floor(Math.random() * below);
// `end`: only looks whether everything is as it should be.
const last = name === 'end';
process.stdout.write('READY\n');
for (let n = 1; !last; n++) {
  // What is used up or lost does not come back: rarely, so that the lots last.
  const operation = OPERATIONS[Math.random() < 0.95 ? pick(4) : 4 + pick(2)]!;
  const holder = String(1 + pick(4));
  const lines = lots
    .filter(() => Math.random() < 0.7)
    .map((lot) => {
      const { reserved, away } = holdOf(model, holder, lot);
      const held = operation === 'release' || operation === 'send' ? reserved : away;
      return { lot, tenths: operation === 'reserve' || Math.random() < 0.2 ? 1 + pick(60) : held };
    })
    .filter(({ tenths }) => tenths > 0);
  if (lines.length === 0) continue;
  const intent: Intent = { key: `kill:${name}:${n}`, holder, operation, lines };
  note({ began: intent });
  const taken = await take(intent);
  note({ ended: intent.key, taken });
  const next = after(model, holder, operation, lines);
  if ((next !== undefined) !== taken) fail(`step ${intent.key} was ${taken ? 'taken' : 'refused'}`);
  model = next ?? model;
}
await storage.close();
await lock?.release();
