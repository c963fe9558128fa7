import { identifierKey } from '../../../../shared/catalogue/identifiers.ts';
import type { ResourceType } from '../../../../shared/catalogue/resource-type.ts';
import { variantOf } from '../../../../shared/catalogue/type-variant.ts';
import { interchangeProblem } from '../../../../shared/interchange/problems.ts';
import type { FieldFault } from '../../../../shared/problems.ts';
import { act, lockName } from '../../../kernel/act.ts';
import type { Ctx } from '../../../kernel/context.ts';
import type { Id } from '../../../kernel/ids.ts';
import { claimForRegistration, type Registrable, registrableRecords } from '../../catalogue/index.ts';
import { platformOf, type PlatformRecord } from '../../identity/index.ts';
import { demandRegister } from '../access.ts';
import { missingFor, registrationEntry } from './body.ts';
import { cstrReference } from './reference.ts';
import { insertBatch } from './store.ts';

/** Entries of one batch, as the registry takes at most. */
const LARGEST = 100;
/** Records looked at for one batch: those that lack something stand before others for ever. */
const LOOKED_AT = 1000;

export interface Made {
  id: Id;
  count: number;
  /** What was left out, and why. */
  lacking: { id: Id; title: string; fields: { zh: string; en: string }[] }[];
}

/**
 * Puts up to 100 records of a platform and type into a batch for the registry and gives each its identifier,
 * `AGENCY.TYPE.platform.id`: the agency code is the platform's own, never made up. Nothing is sent.
 * @throws interchange.no_agency | no_type_code | no_public_address | nothing_to_register with what each record lacks
 */
export async function makeBatch(ctx: Ctx, asked: { platform: string; type: string }): Promise<Made> {
  const platform = await platformOf(ctx.db, asked.platform);
  demandRegister(ctx, platform);
  const type = ctx.services.types.get(asked.type);
  if (!type) throw interchangeProblem('interchange.type_unknown', { type: asked.type });
  const agency = demandRegistering(ctx, platform, type);
  return act(ctx, { action: 'interchange.cstr_batch.make' }, async (tx) => {
    await lockName(tx, `cstr:${platform.id}:${type.id}`);
    const all = await registrableRecords(ctx, tx, platform, { type: type.id, limit: LOOKED_AT });
    const reference = cstrReference();
    const judged = all.map((one) => ({ ...one, missing: missingFor(reference, one.record) }));
    const lacking = judged.flatMap(({ record, missing }) =>
      missing.length === 0 ? [] : [{ id: record.id, title: record.title, fields: missing }],
    );
    const chosen = judged.filter(({ missing }) => missing.length === 0).slice(0, LARGEST);
    if (chosen.length === 0) throw nothing(lacking);
    const entries = chosen.map((one) => entryOf(one, agency, type));
    const id = await ctx.services.ids.next(tx.db);
    await claimForRegistration(ctx, tx, entries);
    await insertBatch(
      tx,
      {
        id,
        platform_id: platform.id,
        type: type.id,
        agency,
        made_by_name: ctx.actor.kind === 'anonymous' ? '' : ctx.actor.name,
        created_at: ctx.now,
        body: { prefix: agency, metadatas: entries.map(({ body }) => body) },
      },
      entries.map(({ resourceId, title, value, valueKey }, position) => ({
        batch_id: id,
        position,
        resource_id: resourceId,
        title,
        value,
        value_key: valueKey,
      })),
    );
    tx.on('cstr_batch', id);
    tx.note({ platform: platform.code, type: type.id, count: entries.length });
    return {
      id,
      count: entries.length,
      lacking: lacking.map(({ fields, ...one }) => ({ ...one, fields: fields.map(({ label }) => label) })),
    };
  });
}

/** @returns the agency code */
function demandRegistering(ctx: Ctx, platform: PlatformRecord, type: ResourceType): string {
  if (platform.cstr_agency === null) throw interchangeProblem('interchange.no_agency', { platform: platform.name_zh });
  if (!type.cstr) throw interchangeProblem('interchange.no_type_code', { type: type.label.zh });
  if (ctx.services.config.baseUrl === undefined) throw interchangeProblem('interchange.no_public_address');
  return platform.cstr_agency;
}

function entryOf({ record, earlier }: Registrable, agency: string, type: ResourceType) {
  const code = variantOf(type, record.fields).cstr ?? type.cstr!.code;
  const value = earlier ?? `${agency}.${code}.${record.platform.code.toLowerCase()}.${record.id}`;
  return {
    resourceId: record.id,
    title: record.title,
    value,
    valueKey: identifierKey(value),
    body: registrationEntry(record, value, code),
  };
}

function nothing(
  lacking: readonly { id: Id; title: string; fields: readonly { id: string; label: { zh: string; en: string } }[] }[],
) {
  const errors = lacking.slice(0, 100).map(({ id, title, fields }): FieldFault => {
    const say = (lang: 'zh' | 'en', glue: string): string => fields.map(({ label }) => label[lang]).join(glue);
    return {
      path: `resources.${id}`,
      code: 'interchange.lacking',
      zh: `“${title}”缺少或未填完整：${say('zh', '、')}`,
      en: `“${title}” lacks: ${say('en', ', ')}`,
    };
  });
  return interchangeProblem('interchange.nothing_to_register', { count: lacking.length }, { errors });
}
