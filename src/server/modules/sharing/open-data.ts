import { isBusiness, purposesOf } from '../../../shared/agreements/purposes.ts';
import { UNIT_KINDS } from '../../../shared/service-records/codes.ts';
import { citationOf } from '../../../shared/policy/ruled.ts';
import type { FieldFault } from '../../../shared/problems.ts';
import { OPEN_DATA_DAYS, type OpenDataAsked } from '../../../shared/sharing/open-data.ts';
import { sharingProblem } from '../../../shared/sharing/problems.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { dataFiles, type RecordHead, recordHeads } from '../catalogue/index.ts';
import { askMailProof, platformsById, PROOF_MINUTES, regionNames, takeMailProof } from '../identity/index.ts';
import { fault } from './asked.ts';
import { digestOf, newKey } from './keys.ts';
import { policyOf, ruleSetById } from './policies.ts';

const SUBJECT = 'open_data:';

/** Files of a record that anybody may have, now or once its embargo is over. */
export async function openFiles(ctx: Ctx, resource: Id) {
  const { opensOn, files } = await dataFiles(ctx, resource);
  return { opensOn, files: files.filter(({ needsConsent }) => !needsConsent) };
}

/**
 * Asks for open data without an account: a mail with a link proves that the address is read. The answer is the same whether the
 * address is known here or not, and whether it gets a mail or has had its share.
 * @throws sharing.refused with every fault | identity.too_many_proofs
 */
export async function askOpenData(ctx: Ctx, asked: OpenDataAsked): Promise<{ minutes: number }> {
  const ids = [...new Set(asked.resources)];
  const heads = await recordHeads(ctx.db, ids);
  const errors = [...(await resourceFaults(ctx, ids, heads)), ...(await askerFaults(ctx, asked, heads))];
  if (errors.length > 0)
    throw sharingProblem(
      'sharing.refused',
      { count: errors.length },
      { errors, cite: errors.find(({ cite }) => cite)?.cite },
    );
  const { person, unit, unit_kind, region, abroad, purpose, purpose_text, email } = asked;
  await act(ctx, { action: 'sharing.open_data.ask', detail: { resources: ids } }, async (tx) => {
    const id = await ctx.services.ids.next(tx.db);
    tx.on('open_data_ask', id);
    const mailed = await askMailProof(ctx, tx, {
      email,
      subject: `${SUBJECT}${id}`,
      path: '/open-data/proof',
      template: 'open_data',
      // Nothing the asker wrote: a form that mails strangers carries no words of others.
      params: { titles: ids.map((one) => `· ${titleOf(ctx, heads.get(one)!)}`).join('\n') },
    });
    tx.note({ mailed });
    await tx.db
      .insertInto('open_data_ask')
      .values({
        id,
        person: person ?? null,
        unit: unit_kind === 'individual' ? null : (unit ?? null),
        unit_kind,
        region_code: abroad ? null : (region ?? null),
        abroad,
        purpose,
        purpose_text,
        resources: JSON.stringify(ids),
        recorded: '[]',
        created_at: ctx.now,
      })
      .execute();
  });
  return { minutes: PROOF_MINUTES };
}

const titleOf = ({ lang }: Ctx, { title, titleEn }: RecordHead): string => (lang === 'en' ? titleEn : null) ?? title;

async function resourceFaults(ctx: Ctx, ids: readonly Id[], heads: ReadonlyMap<Id, RecordHead>): Promise<FieldFault[]> {
  const faults: FieldFault[] = [];
  for (const [n, id] of ids.entries()) {
    const path = `body.resources.${n}`;
    if (heads.get(id)?.state !== 'published')
      faults.push(fault(path, 'resource_unknown', '目录中没有这条资源', 'The catalogue has no such resource'));
    else if ((await openFiles(ctx, id)).files.length === 0)
      faults.push(
        fault(
          path,
          'not_open',
          `“${heads.get(id)!.title}”没有可直接取用的开放数据，须登录后申请`,
          `“${heads.get(id)!.title}” has no open data: sign in and ask for it`,
        ),
      );
  }
  return faults;
}

async function askerFaults(
  ctx: Ctx,
  { purpose, unit, unit_kind, region, abroad }: OpenDataAsked,
  heads: ReadonlyMap<Id, RecordHead>,
): Promise<FieldFault[]> {
  const faults: FieldFault[] = [];
  const platforms = await platformsById(
    ctx.db,
    [...heads.values()].map(({ platform }) => platform),
  );
  const sets = [...platforms.values()].map((platform) => ruleSetById(ctx, policyOf(ctx, platform)));
  if (!sets.every((set) => purposesOf(set).some(({ id }) => id === purpose)))
    faults.push(fault('body.purpose', 'purpose_unknown', '请选择用途', 'Choose a purpose'));
  const contract = sets.find((set) => set?.sharing?.business.value.contract === 'always');
  if (contract?.sharing && isBusiness(purpose))
    faults.push({
      ...fault(
        'body.purpose',
        'contract_needed',
        '经营性活动须先签订合同，请登录后申请',
        'Business needs a contract first: sign in and send a request',
      ),
      cite: citationOf(contract, contract.sharing.business),
    });
  if (unit_kind !== 'individual' && (unit ?? '') === '')
    faults.push(fault('body.unit', 'unit_needed', `请填写${UNIT_KINDS[unit_kind].zh}名称`, 'Name your unit'));
  if (!abroad && (!region || !(await regionNames(ctx.db, [region])).has(region)))
    faults.push(fault('body.region', 'region_needed', '请选择所在地区', 'Choose your region'));
  return faults;
}

/**
 * Takes the token of the mail, once, and opens the page of the data under a key of which only the digest is kept.
 * @throws identity.link_invalid | sharing.open_data_unknown
 */
export async function confirmOpenData(ctx: Ctx, token: string): Promise<{ key: string; until: string }> {
  const key = newKey();
  return act(ctx, { action: 'sharing.open_data.confirm' }, async (tx) => {
    const { email, subject } = await takeMailProof(tx, token);
    const id = subject.slice(SUBJECT.length);
    const row = await tx.db.selectFrom('open_data_ask').select('resources').where('id', '=', id).executeTakeFirst();
    if (!row || !subject.startsWith(SUBJECT)) throw sharingProblem('sharing.open_data_unknown');
    tx.on('open_data_ask', id);
    const opens = await lastOpening({ ...ctx, db: tx.db }, row.resources as Id[]);
    const from = Math.max(Date.parse(ctx.now), opens === null ? 0 : Date.parse(`${opens}T00:00:00+08:00`));
    const until = new Date(from + OPEN_DATA_DAYS * 86_400_000).toISOString();
    await tx.db
      .updateTable('open_data_ask')
      .set({ email, access_hash: digestOf(key), access_until: until })
      .where('id', '=', id)
      .execute();
    return { key, until };
  });
}

/** The last of the civil dates on which embargoes of records end; null where none is running. */
async function lastOpening(ctx: Ctx, ids: readonly Id[]): Promise<string | null> {
  const heads = await recordHeads(ctx.db, ids);
  const days: string[] = [];
  for (const id of ids) if (heads.get(id)?.state === 'published') days.push((await openFiles(ctx, id)).opensOn ?? '');
  return days.toSorted().at(-1) || null;
}
