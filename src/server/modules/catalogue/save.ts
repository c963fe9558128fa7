import { checkRecord } from '../../../shared/catalogue/check-record.ts';
import { catalogueProblem } from '../../../shared/catalogue/problems.ts';
import { RECORD_FAULTS } from '../../../shared/catalogue/record-faults.ts';
import { EDITORS } from '../../../shared/catalogue/routes.ts';
import { RULE_FAULTS } from '../../../shared/catalogue/rule-checks.ts';
import { WRITE_FAULTS } from '../../../shared/catalogue/write-faults.ts';
import type { CheckedRecord } from '../../../shared/catalogue/checked-record.ts';
import type { ResourceType } from '../../../shared/catalogue/resource-type.ts';
import { type Bilingual, fill, type Lang, type Params, pick } from '../../../shared/i18n.ts';
import type { Citation, FieldFault, Problem } from '../../../shared/problems.ts';
import { act, checkRevision } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { demand } from './access.ts';
import { demandStep } from './life.ts';
import { platformByCode, targetOf, typeById } from './platform-rules.ts';
import { hostOf } from './public.ts';
import { type KeyedResource, lockResource, type ResourceRow } from './store.ts';
import { lifeFacts, revisionOf } from './working-copy.ts';
import type { WriteOutcome } from './write-target.ts';
import { rewriteRecord, writeRecords } from './write.ts';

const TEXTS: Readonly<Record<string, Bilingual>> = { ...RECORD_FAULTS, ...RULE_FAULTS, ...WRITE_FAULTS };

interface Fault {
  field: string | null;
  code: string;
  params: Params;
  cite?: Citation | undefined;
}

const faultOf = ({ field, code, params, cite }: Fault): FieldFault => ({
  path: field === null ? 'body.fields' : `body.fields.${field}`,
  code,
  zh: fill(TEXTS[code]?.zh ?? code, params),
  en: fill(TEXTS[code]?.en ?? code, params),
  ...(cite && { cite }),
});

/** What is wrong, in words. */
export const faultWords = ({ code, params }: Pick<Fault, 'code' | 'params'>, lang: Lang): string =>
  fill(TEXTS[code] ? pick(TEXTS[code], lang) : code, params);

/** Refuses a record with every fault, each at its field; the first citation stands for the whole. */
export function refused(faults: readonly Fault[]): Problem {
  const cite = faults.find((fault) => fault.cite)?.cite;
  return catalogueProblem(
    'catalogue.refused',
    { count: faults.length },
    { errors: faults.map(faultOf), ...(cite && { cite }) },
  );
}

/** @throws catalogue.refused */
export function demandSound(ctx: Ctx, type: ResourceType, given: Readonly<Record<string, unknown>>): CheckedRecord {
  const { record, faults } = checkRecord(type, given, { today: ctx.today });
  if (!record) throw refused(faults.filter(({ severity }) => severity === 'error'));
  return record;
}

const demandWritten = (outcome: WriteOutcome): void => {
  if (outcome.refused.length > 0) throw refused(outcome.refused);
};

interface NewRecord {
  platform: string;
  type: string;
  fields: Readonly<Record<string, unknown>>;
}

/**
 * Creates a draft.
 * @throws catalogue.refused | catalogue.platform_unknown | catalogue.type_unknown | kernel.not_allowed
 */
export async function createResource(ctx: Ctx, input: NewRecord): Promise<Id> {
  const platform = await platformByCode(ctx.db, input.platform);
  demand(ctx, platform, EDITORS);
  const type = typeById(ctx, input.type);
  const checked = demandSound(ctx, type, input.fields);
  return act(
    ctx,
    { action: 'catalogue.resource.create', detail: { platform: platform.code, type: type.id } },
    async (tx) => {
      const target = targetOf(ctx, platform, type, { state: 'draft' });
      const outcome = await writeRecords(ctx, tx, target, [{ row: 1, checked }]);
      demandWritten(outcome);
      const [id] = outcome.created;
      // A number that is taken would make this an update of somebody's work.
      if (id === undefined) throw refused([takenBy(outcome, type, checked)]);
      tx.on('resource', id);
      return id;
    },
  );
}

const takenBy = (outcome: WriteOutcome, type: ResourceType, { localKey, title }: CheckedRecord): Fault => ({
  field: type.key[0]![0]!,
  code: 'write.key_taken',
  params: { key: localKey.value, title, id: [...outcome.updated, ...outcome.unchanged][0] ?? '' },
});

interface Change {
  revision: number;
  fields: Readonly<Record<string, unknown>>;
  note: string;
}

/**
 * Saves a draft, or a revision of a public record that waits to be checked and published.
 * @throws catalogue.refused | catalogue.not_now | kernel.stale_version | kernel.not_allowed
 */
export async function saveResource(ctx: Ctx, id: Id, { revision, fields, note }: Change): Promise<void> {
  await act(ctx, { action: 'catalogue.resource.save', subject: { kind: 'resource', id } }, async (tx) => {
    const row = await lockResource(tx.db, id);
    if (!row) throw catalogueProblem('catalogue.resource_unknown');
    const platform = await hostOf({ ...ctx, db: tx.db }, row);
    const waiting = await revisionOf(tx.db, row);
    demandStep(ctx, platform, lifeFacts(row, waiting), 'edit', '');
    checkRevision(revision, row);
    const type = typeById(ctx, row.type);
    const checked = demandSound(ctx, type, fields);
    const target = targetOf(ctx, platform, type, { state: 'draft', ...(note !== '' && { note }) });
    demandWritten(await rewriteRecord(ctx, tx, target, keyed(row), { row: 1, checked }));
  });
}

export const keyed = (row: ResourceRow): KeyedResource => ({
  ...row,
  key: row.local_key,
  batch_id: null,
  batch_row: null,
});
