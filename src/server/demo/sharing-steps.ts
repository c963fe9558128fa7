import type { z } from 'zod';
import type { partView as termsView } from '../../shared/agreements/schemas.ts';
import type { partView } from '../../shared/sharing/schemas.ts';
import type { Id } from '../kernel/ids.ts';
import { samplePdf } from '../replay/sample-pdf.ts';
import type { Player } from '../replay/stage.ts';
import type { SharingStep, SharingYear } from './sharing-file.ts';

type Part = z.output<typeof partView>;
type Terms = z.output<typeof termsView>;
type With = Readonly<Record<string, unknown>>;

/** What the steps of the sharing year are taken on. */
export interface SharingWorld {
  players: ReadonlyMap<string, Player>;
  /** Parts of requests by their names. */
  parts: Map<string, Id>;
  tables: SharingYear['tables'];
  /** Id of a record by `platform/local number`, of a service by `platform/service/name`. */
  known: (name: string) => Promise<Id>;
}

interface At extends SharingWorld {
  key: string;
  step: SharingStep;
  player: Player;
  part: Id;
}

/** @throws Error with the words of a refusal */
async function asked<T>(
  player: Player,
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  body?: unknown,
  key?: string,
): Promise<T> {
  const answer = await player.call(method, url, body, key);
  if (answer.status < 400) return answer.body;
  const { title, errors } = answer.body as { title?: string; errors?: { path: string; message: string }[] };
  throw new Error([title, ...(errors ?? []).map(({ path, message }) => `${path} ${message}`)].join('; '));
}

const readPart = ({ player, part }: At): Promise<Part> => asked(player, 'GET', `/api/requests/${part}`);
const readTerms = ({ player, part }: At): Promise<Terms> => asked(player, 'GET', `/api/agreements/parts/${part}`);
const found = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`there is no ${what}`);
  return value;
};
function itemAt(part: Part, asked: unknown): Part['items'][number] {
  const n = Number(asked ?? 1);
  return found(part.items[n - 1], `item ${n}`);
}

async function ask({ player, step, parts, known, key }: At): Promise<void> {
  const { items, ...rest } = step.with as With & { items: With[] };
  const named = await Promise.all(
    items.map(async ({ record, service, ...item }) => ({
      ...item,
      ...(typeof record === 'string' && { resource: await known(record) }),
      ...(typeof service === 'string' && { service: await known(service) }),
    })),
  );
  const made = await asked<{ parts: { id: Id; platform: { code: string } }[] }>(
    player,
    'POST',
    '/api/requests',
    {
      ...rest,
      items: named,
    },
    key,
  );
  for (const { id, platform } of made.parts)
    parts.set(made.parts.length === 1 ? step.of : `${step.of}.${platform.code}`, id);
}

async function stepItem(at: At): Promise<void> {
  const { item, record, ...rest } = at.step.with;
  const part = await readPart(at);
  await asked(at.player, 'POST', `/api/requests/${at.part}/items/${itemAt(part, item).id}/steps`, {
    ...rest,
    ...(typeof record === 'string' && { resource: await at.known(record) }),
    revision: part.revision,
  });
}

async function ship(at: At): Promise<void> {
  const { lines, ...rest } = at.step.with as With & { lines: { item: number; quantity: string }[] };
  const part = await readPart(at);
  await asked(at.player, 'POST', `/api/requests/${at.part}/shipments`, {
    ...rest,
    sent_on: at.step.on,
    lines: lines.map(({ item, quantity }) => ({ item: itemAt(part, item).id, quantity })),
    revision: part.revision,
  });
}

async function receive(at: At): Promise<void> {
  const part = await readPart(at);
  const { id } = found(
    part.shipments.find(({ received_at }) => received_at === null),
    'shipment to receive',
  );
  await asked(at.player, 'POST', `/api/requests/${at.part}/shipments/${id}/receipt`, { revision: part.revision });
}

async function takeData(at: At): Promise<void> {
  const item = itemAt(await readPart(at), at.step.with['item']);
  const { address } = await asked<{ address: string }>(
    at.player,
    'POST',
    `/api/requests/${at.part}/items/${item.id}/link`,
    {},
  );
  const { files } = await asked<{ files: { address: string }[] }>(at.player, 'GET', address);
  for (const file of files) await at.player.download(file.address);
}

async function checkStatement(at: At): Promise<void> {
  const { kind, ...rest } = at.step.with;
  const { statements } = await readTerms(at);
  const { id, revision } = found(
    statements.findLast((one) => one.kind === kind),
    String(kind),
  );
  const path = `/api/agreements/parts/${at.part}/statements/${id}/check`;
  await asked(at.player, 'POST', path, { outcome: 'confirmed', ...rest, revision });
}

async function checkPermit(at: At): Promise<void> {
  const { permits } = await readTerms(at);
  const { id, revision } = found(
    permits.find(({ number }) => number === at.step.with['number']),
    'permit',
  );
  await asked(at.player, 'POST', `/api/work/permits/${id}/uses/${at.part}/check`, { outcome: 'confirmed', revision });
}

async function acceptAgreements(at: At): Promise<void> {
  for (const { id, version, digest, may_accept } of (await readTerms(at)).agreements)
    if (may_accept)
      await asked(at.player, 'POST', `/api/agreements/parts/${at.part}/acceptances`, { template: id, version, digest });
}

async function actOnContract(at: At): Promise<void> {
  const { contract } = await readTerms(at);
  const { revision } = found(contract ?? undefined, 'contract');
  const path = `/api/agreements/parts/${at.part}/contract/actions`;
  await asked(at.player, 'POST', path, { ...at.step.with, revision });
}

/** An agreement of a platform, from the wording the product offers. */
async function publishAgreement({ player, step }: At): Promise<void> {
  const path = '/api/work/agreement-templates';
  const { content } = await asked<{ content: object }>(
    player,
    'GET',
    `${path}/wording?kind=${String(step.with['kind'])}`,
  );
  const made = await asked<{ id: Id; revision: number }>(player, 'POST', path, { ...content, ...step.with });
  await asked(player, 'POST', `${path}/${made.id}/actions`, { action: 'publish', revision: made.revision });
}

async function addFile({ player, step, known }: At): Promise<void> {
  const { record, name, rows } = step.with as { record: string; name: string; rows: string[] };
  const url = `/api/resources/${await known(record)}/files?access=on_request&name=${encodeURIComponent(name)}`;
  const { status, body } = await player.upload(url, Buffer.from(`${rows.join('\n')}\n`));
  if (status >= 400) throw new Error(`${name}: ${JSON.stringify(body)}`);
}

async function recordTable({ player, step, tables }: At): Promise<void> {
  const platform = String(step.with['platform']);
  const bytes = Buffer.from(found(tables.get(platform), platform));
  const file = await player.upload(`/api/files?name=${encodeURIComponent('线下服务记录.csv')}`, bytes);
  const { refused, rows } = await asked<{ refused: number; rows: unknown }>(
    player,
    'POST',
    '/api/work/service-records/import',
    { platform, file: (file.body as { id: Id }).id },
  );
  if (refused > 0) throw new Error(`demo/service-records/${platform}.csv: ${JSON.stringify(rows)}`);
}

/** The service of a part that one received, by the platform of the step. */
async function received(at: At): Promise<{ id: Id }> {
  const { record } = at.step.with;
  const { items } = await asked<{ items: { id: Id; title: string; resources: { id: Id }[] }[] }>(
    at.player,
    'GET',
    '/api/received-services?limit=100',
  );
  const resource = await at.known(String(record));
  return found(
    items.find(({ resources }) => resources.some(({ id }) => id === resource)),
    String(record),
  );
}

async function rate(at: At): Promise<void> {
  const { record: _, ...given } = at.step.with;
  await asked(at.player, 'POST', `/api/received-services/${(await received(at)).id}/rating`, given);
}

async function reportUse(at: At): Promise<void> {
  const { record: _, ...given } = at.step.with;
  await asked(at.player, 'POST', `/api/received-services/${(await received(at)).id}/uses`, given);
}

/** A rating is found by its first words: its platform knows no more of it. */
async function onRating({ player, step }: At): Promise<void> {
  const { said, ...given } = step.with as With & { said: string };
  const { items } = await asked<{ items: { token: string; text: string; revision: number }[] }>(
    player,
    'GET',
    '/api/work/service-ratings?limit=100',
  );
  const { token, revision } = found(
    items.find(({ text }) => text.startsWith(said)),
    said,
  );
  const action = step.do === 'answer_rating' ? 'answer' : 'withholding';
  await asked(player, 'POST', `/api/work/service-ratings/${token}/${action}`, { ...given, revision });
}

async function reviewUse({ player, step }: At): Promise<void> {
  const { title, ...given } = step.with;
  const { items } = await asked<{ items: { id: Id; title: string; revision: number }[] }>(
    player,
    'GET',
    '/api/work/resource-uses?limit=100',
  );
  const { id, revision } = found(
    items.find((one) => one.title === title),
    String(title),
  );
  await asked(player, 'POST', `/api/work/resource-uses/${id}/review`, { decision: 'counted', ...given, revision });
}

async function correctRecord({ player, step }: At): Promise<void> {
  const { title, reason } = step.with;
  const { items } = await asked<{ items: { id: Id }[] }>(
    player,
    'GET',
    `/api/work/service-records?q=${encodeURIComponent(String(title))}&limit=1`,
  );
  const { id } = found(items[0], String(title));
  await asked(player, 'POST', `/api/work/service-records/${id}/reversal`, { reason });
}

/** An act on a part with what is given and, where it is read first, its revision. */
const posted =
  (path: string, extra: (at: At) => Promise<object> = async () => ({})) =>
  async (at: At): Promise<void> =>
    asked(at.player, 'POST', path.replace(':part', at.part), { ...at.step.with, ...(await extra(at)) });
const revisionOf = async (at: At) => ({ revision: (await readPart(at)).revision });
const proofOf = async ({ player, step }: At) => {
  const name = step.with['proof'];
  if (typeof name !== 'string') return {};
  const { body } = await player.upload(`/api/agreements/files?name=${encodeURIComponent(name)}`, samplePdf(name));
  return { file: (body as { id: Id }).id };
};

const VERBS: Readonly<Record<string, (at: At) => Promise<void>>> = {
  ask,
  item: stepItem,
  ship,
  receive,
  take_data: takeData,
  claim: posted('/api/requests/:part/claim', revisionOf),
  say: posted('/api/requests/:part/messages'),
  state: posted('/api/agreements/parts/:part/statements', proofOf),
  check: checkStatement,
  permit: posted('/api/agreements/parts/:part/permits', proofOf),
  check_permit: checkPermit,
  accept_agreements: acceptAgreements,
  contract: async (at) =>
    asked(at.player, 'PUT', `/api/agreements/parts/${at.part}/contract`, { ...at.step.with, revision: null }),
  on_contract: actOnContract,
  pay: posted('/api/agreements/parts/:part/contract/payments'),
  publish_agreement: publishAgreement,
  own_permit: posted('/api/work/permits', proofOf),
  add_file: addFile,
  record_table: recordTable,
  reverse_record: correctRecord,
  rate,
  answer_rating: onRating,
  withhold_rating: onRating,
  report_use: reportUse,
  review_use: reviewUse,
  principles: posted('/api/work/deposit-principles'),
};

/**
 * @param key under which a request is sent, so that it is sent once
 * @returns why the step did not go as written
 */
export async function takeSharingStep(world: SharingWorld, step: SharingStep, key: string): Promise<string[]> {
  const [verb, player] = [VERBS[step.do], world.players.get(step.as)];
  if (!verb || !player) return [`no verb ${step.do} or nobody ${step.as}`];
  try {
    await verb({ ...world, step, key, player, part: world.parts.get(step.of) ?? '' });
    return [];
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'FST_ERR_REOPENED_CLOSE_SERVER') throw cause;
    return [cause instanceof Error ? cause.message : String(cause)];
  }
}
