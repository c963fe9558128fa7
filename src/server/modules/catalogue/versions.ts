import { diffFields } from '../../../shared/catalogue/differences.ts';
import { displayValues } from '../../../shared/catalogue/display.ts';
import { STATE_LABELS } from '../../../shared/catalogue/life.ts';
import { maskFields } from '../../../shared/catalogue/mask.ts';
import { catalogueProblem } from '../../../shared/catalogue/problems.ts';
import { GUARDIANS } from '../../../shared/catalogue/routes.ts';
import type { FieldSpec, FieldValue, RecordFields, ResourceType } from '../../../shared/catalogue/resource-type.ts';
import { pick } from '../../../shared/i18n.ts';
import { type Ctx, holds } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { mayOnPlatform } from '../identity/index.ts';
import { typeById } from './platform-rules.ts';
import { findPublic, hostOf, type PublicResource, recordById } from './public.ts';
import { findVersion, listVersionRows, type VersionRow } from './store.ts';

/** Versions somebody may see: those that were public, and all of them for the platform's people. */
export async function listVersions(ctx: Ctx, id: Id) {
  const { insider } = await visible(ctx, id);
  const rows = await listVersionRows(ctx.db, id);
  return {
    items: rows
      .filter((row) => insider || wasPublic(row))
      .map((row) => ({
        version: row.version,
        state: row.state,
        state_label: pick(STATE_LABELS[row.state], ctx.lang),
        // Names of persons stay inside; the public reads the platform's name on the page.
        author: insider ? row.author_name : '',
        created_at: row.created_at,
        published_at: row.published_at,
        note: row.note,
      })),
  };
}

const wasPublic = ({ state, published_at }: Pick<VersionRow, 'state' | 'published_at'>): boolean =>
  published_at !== null && (state === 'published' || state === 'superseded');

async function visible(ctx: Ctx, id: Id): Promise<{ resource: PublicResource; insider: boolean }> {
  if (holds(ctx.actor, ...GUARDIANS)) {
    const resource = await recordById(ctx, id);
    if (resource && mayOnPlatform(ctx, await hostOf(ctx, resource), GUARDIANS)) return { resource, insider: true };
  }
  return { resource: await findPublic(ctx, id), insider: false };
}

/** What changed between two versions, in words. @throws catalogue.version_unknown */
export async function compareVersions(ctx: Ctx, id: Id, { from, to }: { from: number; to: number }) {
  const { resource, insider } = await visible(ctx, id);
  const type = typeById(ctx, resource.type);
  const contentOf = async (version: number): Promise<RecordFields> => {
    const row = await findVersion(ctx.db, id, version);
    if (!row || !(insider || wasPublic(row))) throw catalogueProblem('catalogue.version_unknown', { version });
    const fields = row.fields ?? resource.fields;
    return insider ? fields : maskFields(type, fields).fields;
  };
  const [before, after] = [await contentOf(from), await contentOf(to)];
  return { items: diffFields(type, before, after).map((change) => changeView(ctx, type, change)) };
}

interface Change {
  field: FieldSpec;
  before: FieldValue | undefined;
  after: FieldValue | undefined;
}

const changeView = ({ lang }: Ctx, type: ResourceType, { field, before, after }: Change) => ({
  id: field.id,
  label: pick(field.label, lang),
  before: before === undefined ? [] : displayValues(type, field, before, lang),
  after: after === undefined ? [] : displayValues(type, field, after, lang),
});
