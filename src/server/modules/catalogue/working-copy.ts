import { checkRecord } from '../../../shared/catalogue/check-record.ts';
import { STATE_LABELS } from '../../../shared/catalogue/life.ts';
import { catalogueProblem } from '../../../shared/catalogue/problems.ts';
import { RECORD_FAULTS, type RecordFaultCode } from '../../../shared/catalogue/record-faults.ts';
import type { RecordFields, ResourceType } from '../../../shared/catalogue/resource-type.ts';
import { GUARDIANS } from '../../../shared/catalogue/routes.ts';
import { flagsOf, RULE_FAULTS } from '../../../shared/catalogue/rule-checks.ts';
import { fill, pick } from '../../../shared/i18n.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';
import type { PlatformRecord } from '../identity/index.ts';
import { demand } from './access.ts';
import { type LifeFacts, possibleActions } from './life.ts';
import { rulesOf, typeById } from './platform-rules.ts';
import { hostOf } from './public.ts';
import { findResource, findVersion, type ResourceRow, type VersionRow } from './store.ts';
import { platformLinkOf } from './view-parts.ts';

/** The revision that waits beside a public record. */
export async function revisionOf(db: ReadDb, row: ResourceRow): Promise<VersionRow | undefined> {
  if (!row.has_revision) return undefined;
  const waiting = await findVersion(db, row.id, row.version + 1);
  return waiting?.state === 'draft' || waiting?.state === 'checked' ? waiting : undefined;
}

export const lifeFacts = (row: ResourceRow, waiting: VersionRow | undefined): LifeFacts => ({
  row,
  revision: waiting && { state: waiting.state as 'draft' | 'checked', author_id: waiting.author_id },
});

/**
 * A record as its platform's people work on it.
 * @throws catalogue.resource_unknown | kernel.not_allowed
 */
export async function readWork(ctx: Ctx, id: Id) {
  const row = await findResource(ctx.db, id);
  if (!row) throw catalogueProblem('catalogue.resource_unknown');
  const platform = await hostOf(ctx, row);
  demand(ctx, platform, GUARDIANS);
  return workingCopyOf(ctx, platform, row);
}

async function workingCopyOf(ctx: Ctx, platform: PlatformRecord, row: ResourceRow) {
  const type = typeById(ctx, row.type);
  const waiting = await revisionOf(ctx.db, row);
  const fields = waiting?.fields ?? row.fields;
  const author = waiting ?? (await findVersion(ctx.db, row.id, row.version));
  const { record, faults } = checkRecord(type, fields, { today: ctx.today });
  return {
    id: row.id,
    type: row.type,
    platform: platformLinkOf(ctx, platform),
    title: waiting?.title ?? row.title,
    state: row.state,
    state_label: pick(STATE_LABELS[row.state], ctx.lang),
    version: row.version,
    revision: row.revision,
    fields,
    is_revision: waiting !== undefined,
    revision_state: (waiting?.state as 'draft' | 'checked' | undefined) ?? null,
    author: author?.author_name ?? '',
    updated_at: waiting?.created_at ?? row.updated_at,
    quality: record?.quality ?? row.quality,
    missing: missingOf(ctx, type, fields),
    warnings: faults.map(({ field, code, params }) => ({
      path: field ?? '',
      code,
      message: fill(pick(RECORD_FAULTS[code as RecordFaultCode], ctx.lang), params),
    })),
    flags: flagsOf(rulesOf(ctx, platform), fields).map(({ code, params, cite }) => ({
      kind: code,
      text: fill(pick(RULE_FAULTS[code], ctx.lang), params),
      cite,
    })),
    actions: possibleActions(ctx, platform, lifeFacts(row, waiting)),
  };
}

const missingOf = ({ lang }: Ctx, type: ResourceType, fields: RecordFields) =>
  type.fields
    .filter(({ id, minimum }) => minimum && fields[id] === undefined)
    .map(({ id, label }) => ({ id, label: pick(label, lang) }));
