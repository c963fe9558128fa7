import type { RecordFields, ResourceType } from './resource-type.ts';

type Variant = NonNullable<ResourceType['variants']>['of'][string];

/** What outward formats call this very record, where its type tells kinds apart. */
export function variantOf({ variants }: Pick<ResourceType, 'variants'>, fields: RecordFields): Variant {
  const kind = variants && fields[variants.field];
  return (kind !== undefined && variants?.of[String(kind)]) || {};
}

export const markOf = (type: ResourceType, fields: RecordFields): string =>
  variantOf(type, fields).gbt7714_mark ?? type.gbt7714_mark;

export const dataciteTypeOf = (type: ResourceType, fields: RecordFields): string =>
  variantOf(type, fields).datacite_type ?? type.datacite_type;
