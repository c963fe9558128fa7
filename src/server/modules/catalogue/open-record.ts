import { maskFields } from '../../../shared/catalogue/mask.ts';
import type { RecordFields, ResourceType } from '../../../shared/catalogue/resource-type.ts';
import type { Access } from '../../../shared/catalogue/schemas.ts';
import type { Instant } from '../../../shared/dates.ts';
import { baseUrlOf } from '../../kernel/config.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import type { PlatformRecord } from '../identity/index.ts';
import { typeById } from './platform-rules.ts';
import { type BorneIdentifier, type PublicResource, stands } from './public.ts';
import { shownVersion } from './view.ts';

/** A record as it goes out in exchange formats: what anybody may see of it, as values rather than words. */
export interface OpenRecord {
  id: Id;
  type: ResourceType;
  platform: PlatformRecord;
  title: string;
  titleEn: string | null;
  /** Masked. */
  fields: RecordFields;
  access: Access;
  version: number;
  /** Those that stand at their registry. */
  identifiers: readonly Pick<BorneIdentifier, 'scheme' | 'value'>[];
  publishedAt: Instant;
  updatedAt: Instant;
  /** Its permanent address here. */
  address: string;
}

type Given = Pick<
  PublicResource,
  'id' | 'type' | 'title' | 'title_en' | 'fields' | 'access' | 'version' | 'identifiers' | 'published_at' | 'updated_at'
>;

export function openRecord(ctx: Ctx, resource: Given, platform: PlatformRecord): OpenRecord {
  const type = typeById(ctx, resource.type);
  return {
    id: resource.id,
    type,
    platform,
    title: resource.title,
    titleEn: resource.title_en,
    fields: maskFields(type, resource.fields).fields,
    access: resource.access,
    version: resource.version,
    identifiers: resource.identifiers.filter(stands),
    publishedAt: resource.published_at ?? resource.updated_at,
    updatedAt: resource.updated_at,
    address: `${baseUrlOf(ctx.services.config)}/resources/${resource.id}`,
  };
}

/**
 * A public record, or one of its earlier published versions.
 * @throws catalogue.resource_unknown | catalogue.version_unknown | catalogue.withdrawn with its tombstone
 */
export async function readOpenRecord(ctx: Ctx, id: Id, version?: number): Promise<OpenRecord> {
  const { shown, platform } = await shownVersion(ctx, id, version);
  return openRecord(ctx, shown, platform);
}
