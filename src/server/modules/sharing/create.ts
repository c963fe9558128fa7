import { citationOf } from '../../../shared/policy/ruled.ts';
import type { Citation, FieldFault } from '../../../shared/problems.ts';
import { purposesOf } from '../../../shared/agreements/purposes.ts';
import { sharingProblem } from '../../../shared/sharing/problems.ts';
import type { NewRequest } from '../../../shared/sharing/schemas.ts';
import { act, type Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { calendarOf, countPeriod } from '../calendar/index.ts';
import {
  accountsNamed,
  organisationFacts,
  organisationPlace,
  type PlatformRecord,
  platformsById,
  seatOf,
} from '../identity/index.ts';
import { type AskedItem, fault, readAsked } from './asked.ts';
import { eventRow } from './events.ts';
import { tellPerson, workersOn } from './notify.ts';
import { nextNumber } from './numbers.ts';
import { policyOf, ruleSetById } from './policies.ts';
import { keepAnswers, unanswered } from './questions.ts';

/**
 * Sends a request: one part per platform, all of them or none.
 * @returns its id, those of its parts, and the platforms they go to
 * @throws sharing.refused with every fault
 */
export async function createRequest(
  ctx: Ctx,
  given: NewRequest,
): Promise<{ id: Id; parts: Id[]; platforms: ReadonlyMap<Id, PlatformRecord> }> {
  const account = accountOf(ctx.actor)!;
  const { items, faults } = await readAsked(ctx, given.items);
  const [platforms, unit] = await Promise.all([
    platformsById(
      ctx.db,
      items.map(({ platform }) => platform),
    ),
    unitOf(ctx, account),
  ]);
  faults.push(...(await restFaults(ctx, given, { items, platforms: [...platforms.values()], unit })));
  if (faults.length > 0) throw sharingProblem('sharing.refused', { count: faults.length }, { errors: faults });
  const workers = new Map<Id, Id[]>();
  for (const platform of platforms.values())
    workers.set(platform.id, await workersOn(ctx, ctx, { claimed_by: null }, platform));
  // Most services promise no day: then nobody counts one.
  const promised = items.some(({ responseDays }) => responseDays !== null);
  const calendar = promised ? await calendarOf(ctx) : undefined;
  return act(ctx, { action: 'sharing.request.create', detail: { items: items.length } }, async (tx) => {
    const id = await ctx.services.ids.next(tx.db);
    tx.on('request', id);
    await insertRequest(ctx, tx, { id, account, unit }, given);
    await keepAnswers(ctx, tx, account, given.answers);
    const parts: Id[] = [];
    for (const platform of platforms.values()) {
      const own = items.filter((item) => item.platform === platform.id);
      const days = own.flatMap(({ responseDays }) => responseDays ?? []);
      const due =
        calendar === undefined || days.length === 0
          ? null
          : countPeriod(calendar, { count: Math.min(...days), unit: 'working_day' }, ctx.today).last;
      parts.push(
        await insertPart(ctx, tx, {
          request: id,
          account,
          platform,
          workers: workers.get(platform.id)!,
          items: own,
          due,
        }),
      );
    }
    return { id, parts, platforms };
  });
}

async function restFaults(
  ctx: Ctx,
  given: NewRequest,
  { items, platforms, unit }: { items: readonly AskedItem[]; platforms: readonly PlatformRecord[]; unit: Unit },
): Promise<FieldFault[]> {
  const faults: FieldFault[] = [];
  const known = (purpose: string): boolean =>
    platforms.every((platform) =>
      purposesOf(ruleSetById(ctx, policyOf(ctx, platform))).some(({ id }) => id === purpose),
    );
  if (!known(given.purpose)) faults.push(fault('body.purpose', 'purpose_unknown', '请选择用途', 'Choose a purpose'));
  if (given.mixed_purpose && !known(given.mixed_purpose))
    faults.push(fault('body.mixed_purpose', 'purpose_unknown', '请选择用途', 'Choose a purpose'));
  if (items.some(({ input }) => input.kind === 'material') && !given.delivery)
    faults.push({
      ...fault(
        'body.delivery',
        'no_recipient',
        '实物服务须填收件人、收件地址和电话',
        'Material needs a recipient, an address and a telephone number',
      ),
      ...citeOf(ctx, platforms),
    });
  if (unit.region_code === null && !given.region && !given.abroad)
    faults.push(fault('body.region', 'region_needed', '请选择所在地区', 'Choose the region of your unit'));
  return [...faults, ...(await unanswered(ctx, platforms, given.answers))];
}

/** The article on delivery, of the first of the rule sets that has one (国家 第二十二条；鄂 第十六条；湘 第十三条). */
function citeOf(ctx: Ctx, platforms: readonly PlatformRecord[]): { cite?: Citation } {
  for (const platform of platforms) {
    const set = ruleSetById(ctx, policyOf(ctx, platform));
    if (set?.sharing?.delivery) return { cite: citationOf(set, set.sharing.delivery) };
  }
  return {};
}

type Unit = Awaited<ReturnType<typeof unitOf>>;

async function insertRequest(
  ctx: Ctx,
  tx: Tx,
  { id, account, unit: { region_code, ...unit } }: { id: Id; account: Id; unit: Unit },
  given: NewRequest,
): Promise<void> {
  const accounts = given.users.length === 0 ? new Map<string, Id>() : await accountsNamed(tx.db, given.users);
  // As they were typed: a request is no way to look up whose account a name is.
  const users = given.users.map((user) => ({ name: user, account: accounts.get(user) ?? null }));
  await tx.db
    .insertInto('request')
    .values({
      id,
      account_id: account,
      account_name: ctx.actor.kind === 'anonymous' ? '' : ctx.actor.name,
      ...unit,
      region_code: region_code ?? given.region ?? null,
      foreign_controlled: given.foreign_controlled,
      purpose: given.purpose,
      mixed_purpose: given.mixed_purpose ?? null,
      beneficiary: given.beneficiary ?? null,
      purpose_text: given.purpose_text,
      project: given.project ?? null,
      users: JSON.stringify(users),
      delivery: given.delivery ? JSON.stringify(given.delivery) : null,
      abroad: given.abroad,
      created_at: ctx.now,
    })
    .execute();
}

/** The organisation an account belongs to now, as a request keeps it. */
export async function unitOf(ctx: Pick<Ctx, 'db' | 'today'>, account: Id) {
  const organisation = (await seatOf(ctx.db, account, ctx.today))?.organisation ?? null;
  const facts = organisation === null ? undefined : await organisationFacts(ctx.db, organisation);
  const place = organisation === null ? undefined : await organisationPlace(ctx.db, organisation);
  return {
    organisation_id: organisation,
    organisation_name: facts?.name_zh ?? null,
    unit_kind: facts?.kind ?? 'individual',
    region_code: place?.region_code ?? null,
  };
}

interface NewPart {
  request: Id;
  account: Id;
  platform: PlatformRecord;
  workers: readonly Id[];
  items: readonly AskedItem[];
  due: string | null;
}

async function insertPart(ctx: Ctx, tx: Tx, { request, account, platform, workers, items, due }: NewPart): Promise<Id> {
  const id = await ctx.services.ids.next(tx.db);
  const rows: Awaited<ReturnType<typeof itemRow>>[] = [];
  for (const [position, item] of items.entries()) rows.push(await itemRow(ctx, tx, id, item, { position }));
  const event = await eventRow(ctx, tx, id, { kind: 'created', side: 'requester' });
  // Requests to a platform wait for each other from here to the end: its numbers have no gaps.
  const number = await nextNumber(ctx, tx, platform.id);
  await tx.db
    .with('part', (also) =>
      also.insertInto('request_part').values({
        id,
        request_id: request,
        platform_id: platform.id,
        number,
        account_id: account,
        policy_id: policyOf(ctx, platform),
        due_on: due,
        created_at: ctx.now,
        created_on: ctx.today,
      }),
    )
    .with('items', (also) => also.insertInto('request_item').values(rows))
    .insertInto('request_event')
    .values(event)
    .execute();
  for (const worker of workers)
    await tellPerson(tx, worker, {
      part: id,
      occasion: 'created',
      subject: { zh: `新的资源服务申请 ${number}`, en: `New request ${number}` },
      body: {
        zh: `收到资源服务申请 ${number}，共 ${items.length} 项。${due === null ? '' : `承诺于 ${due} 前首次答复。`}`,
        en: `Request ${number} has come in with ${items.length} item(s).${due === null ? '' : ` A first answer is promised by ${due}.`}`,
      },
    });
  return id;
}

interface Placed {
  position: number;
  instead_of?: Id;
  state?: string;
  granted?: string;
  off_ledger?: boolean;
}

export async function insertItem(ctx: Ctx, tx: Tx, part: Id, asked: AskedItem, placed: Placed): Promise<Id> {
  const row = await itemRow(ctx, tx, part, asked, placed);
  await tx.db.insertInto('request_item').values(row).execute();
  return row.id;
}

async function itemRow(ctx: Ctx, tx: Tx, part: Id, { input, head, service, title }: AskedItem, placed: Placed) {
  return {
    id: await ctx.services.ids.next(tx.db),
    part_id: part,
    kind: input.kind,
    state: 'asked',
    resource_id: head?.id ?? null,
    type_id: head?.type ?? null,
    service_id: service?.id ?? null,
    service_version: service?.version ?? null,
    title,
    quantity: input.quantity ?? null,
    unit: input.unit ?? null,
    loan: input.loan,
    note: input.note === '' ? null : input.note,
    ...placed,
  };
}
