import { citationMeta, citationsOf, type CitedRecord, jsonLdOf } from '../../../shared/catalogue/citation.ts';
import { workOf } from '../../../shared/catalogue/cited-work.ts';
import { identifierInWords, identifierUrl } from '../../../shared/catalogue/identifiers.ts';
import { STATE_LABELS } from '../../../shared/catalogue/life.ts';
import { type MaskedFields, maskFields } from '../../../shared/catalogue/mask.ts';
import { catalogueProblem } from '../../../shared/catalogue/problems.ts';
import { displayValues } from '../../../shared/catalogue/display.ts';
import type { RecordFields, ResourceType } from '../../../shared/catalogue/resource-type.ts';
import { flagsOf, RULE_FAULTS } from '../../../shared/catalogue/rule-checks.ts';
import { dataciteTypeOf, markOf } from '../../../shared/catalogue/type-variant.ts';
import { civilDateAt } from '../../../shared/dates.ts';
import { type Bilingual, fill, pick } from '../../../shared/i18n.ts';
import type { Citation } from '../../../shared/problems.ts';
import { baseUrlOf } from '../../kernel/config.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import type { PlatformRecord } from '../identity/index.ts';
import { rulesOf, typeById } from './platform-rules.ts';
import { findPublic, hostOf, recordById, type PublicResource, stands, type WholeRecord } from './public.ts';
import { readAhead } from './public.ts';
import { publicFiles } from './record-files.ts';
import { relationsOf } from './relation-view.ts';
import { yearOf } from './search-preparation.ts';
import { findVersion, type VersionRow } from './store.ts';
import { ACCESS_LABELS, identifierViews, platformLinkOf, platformName, shownGroups } from './view-parts.ts';

/** A published record, or one of its earlier published versions, as anybody may see it. */
export async function readResource(ctx: Ctx, id: Id, version?: number) {
  const { shown, platform, latest } = await shownVersion(ctx, id, version);
  return viewOf(ctx, shown, platform, latest);
}

/** How to cite a record, as its page says first; null where it is no longer public. */
export async function citationText(ctx: Ctx, id: Id): Promise<string | null> {
  const resource = await recordById(ctx, id);
  if (!resource || (resource.state !== 'published' && resource.state !== 'suspended')) return null;
  const type = typeById(ctx, resource.type);
  const { fields } = maskFields(type, resource.fields);
  return citationsOf(citedOf(ctx, resource, type, fields, await hostOf(ctx, resource)))[0]?.text ?? null;
}

/** How to cite several records; those that are no longer public are left out. */
export async function citationTexts(ctx: Ctx, ids: readonly Id[]): Promise<Map<Id, string>> {
  await readAhead(ctx, ids);
  const texts = await Promise.all([...new Set(ids)].map(async (id) => [id, await citationText(ctx, id)] as const));
  return new Map(texts.flatMap(([id, text]) => (text === null ? [] : [[id, text]])));
}

/** The content of a public record in one of its published versions, the newest where none is named. */
export async function shownVersion(ctx: Ctx, id: Id, version?: number) {
  const resource = await findPublic(ctx, id);
  const platform = await hostOf(ctx, resource);
  const earlier =
    version === undefined || version === resource.version ? undefined : await earlierVersion(ctx, resource, version);
  const shown = earlier
    ? { ...resource, version: earlier.version, title: earlier.title!, fields: earlier.fields! }
    : resource;
  return { shown, platform, latest: resource.version };
}

async function earlierVersion(ctx: Ctx, resource: PublicResource, version: number): Promise<VersionRow> {
  const found = await findVersion(ctx.db, resource.id, version);
  if (found?.state !== 'superseded' || found.published_at === null || found.fields === null)
    throw catalogueProblem('catalogue.version_unknown', { version });
  return found;
}

async function viewOf(ctx: Ctx, resource: WholeRecord, platform: PlatformRecord, latest: number) {
  const type = typeById(ctx, resource.type);
  const content = maskFields(type, resource.fields);
  const { relations, ...sources } = await relationsOf(ctx, resource, { type, fields: content.fields, platform });
  const cited = citedOf(ctx, resource, type, content.fields, platform);
  return {
    id: resource.id,
    type: resource.type,
    type_label: pick(type.label, ctx.lang),
    platform: platformLinkOf(ctx, platform),
    title: resource.title,
    title_en: resource.title_en,
    state: resource.state,
    state_label: pick(STATE_LABELS[resource.state], ctx.lang),
    version: resource.version,
    access: resource.access,
    access_label: pick(ACCESS_LABELS[resource.access]!, ctx.lang),
    funding: resource.funding,
    demo: resource.demo,
    groups: shownGroups(type, content, ctx.lang),
    relations,
    identifiers: identifierViews(ctx, resource.identifiers),
    files: publicFiles(ctx, resource),
    obtain: obtainOf(ctx, type, content, platform),
    citations: citationsOf(cited),
    address: cited.address,
    quality: resource.quality,
    published_at: resource.published_at,
    updated_at: resource.updated_at,
    confirmed_at: resource.confirmed_at,
    notices: [...productNotices(ctx, platform, sources), ...noticesOf(ctx, resource, platform, latest)],
    meta_tags: citationMeta(cited),
    json_ld: jsonLdOf({
      ...cited,
      description: textOf(content.fields, 'description'),
      keywords: listOf(content.fields, 'keywords'),
      type: resource.type,
      license: textOf(content.fields, 'license'),
      platformHomepage: platform.homepage,
      region: shownValue(ctx, type, content.fields, 'region'),
    }),
  };
}

const textOf = (fields: RecordFields, id: string): string | null =>
  fields[id] === undefined ? null : String(fields[id]);
const listOf = (fields: RecordFields, id: string): string[] => {
  const value = fields[id];
  return value === undefined ? [] : typeof value === 'object' ? value.map(String) : [String(value)];
};

function shownValue(ctx: Ctx, type: ResourceType, fields: RecordFields, id: string): string | null {
  const field = type.byId.get(id);
  const value = fields[id];
  return field && value !== undefined ? displayValues(type, field, value, ctx.lang).join('；') : null;
}

function citedOf(
  ctx: Ctx,
  resource: PublicResource,
  type: ResourceType,
  fields: RecordFields,
  platform: PlatformRecord,
): CitedRecord {
  const identifier = resource.identifiers.find(
    (borne) => stands(borne) && (borne.scheme === 'cstr' || borne.scheme === 'doi'),
  );
  const published =
    textOf(fields, 'publication_date') ?? (resource.published_at === null ? null : civilDateAt(resource.published_at));
  return {
    title: resource.title,
    titleEn: resource.title_en,
    creators: listOf(fields, 'creators'),
    publisher: platform.name_zh,
    publisherEn: platform.name_en,
    gbt7714Mark: markOf(type, fields),
    dataciteType: dataciteTypeOf(type, fields),
    work: workOf(type, fields),
    publishedOn: published !== null && /^\d{4}-\d\d-\d\d$/.test(published) ? published : null,
    year: published === null ? yearOf(type, fields) : Number(published.slice(0, 4)),
    version: resource.version,
    identifier: identifier
      ? {
          scheme: identifier.scheme,
          display: identifierInWords(identifier.scheme, identifier.value),
          url: identifierUrl(identifier.scheme, identifier.value),
        }
      : null,
    address: `${baseUrlOf(ctx.services.config)}/resources/${resource.id}`,
    accessedOn: ctx.today,
    lang: ctx.lang,
  };
}

const CONTACTS: readonly (readonly [field: string, label: Bilingual])[] = [
  ['service_name', { zh: '服务方', en: 'Service provider' }],
  ['service_contact', { zh: '联系人', en: 'Contact' }],
  ['service_phone', { zh: '电话', en: 'Phone' }],
  ['service_email', { zh: '邮箱', en: 'E-mail' }],
  ['service_address', { zh: '地址', en: 'Address' }],
];

/** How a record may be had; without a contact of its own, the platform's. */
function obtainOf(ctx: Ctx, type: ResourceType, { fields }: MaskedFields, platform: PlatformRecord) {
  const own = CONTACTS.flatMap(([id, label]) => {
    const value = textOf(fields, id);
    return value === null ? [] : [{ label: pick(label, ctx.lang), value }];
  });
  const channel = type.byId.get('share_channel');
  return {
    ways:
      channel && fields['share_channel'] !== undefined
        ? displayValues(type, channel, fields['share_channel'], ctx.lang)
        : [],
    process: textOf(fields, 'share_process'),
    url: listOf(fields, 'access_url')[0] ?? null,
    contact: own.length > 1 ? own : platformContact(ctx, platform),
  };
}

export function platformContact(ctx: Pick<Ctx, 'lang'>, { contact, ...platform }: PlatformRecord) {
  const lines: readonly (readonly [Bilingual, string | undefined])[] = [
    [CONTACTS[0]![1], platformName(ctx.lang, platform)],
    [CONTACTS[1]![1], contact.person],
    [CONTACTS[2]![1], contact.phone],
    [CONTACTS[3]![1], contact.email],
    [CONTACTS[4]![1], contact.address],
  ];
  return lines.flatMap(([label, value]) => (value ? [{ label: pick(label, ctx.lang), value }] : []));
}

const NOTICES = {
  suspended: {
    zh: '这条资源已暂停服务，信息仅供查阅。',
    en: 'This resource is suspended; the entry is kept for reference.',
  },
  earlier: {
    zh: '这是第 {version} 版，最新为第 {latest} 版。',
    en: 'This is version {version}; the latest is {latest}.',
  },
  owner: {
    zh: '资源拥有者自行公布，非认定平台的资源。',
    en: 'Published by its owner; not a resource of an accredited platform.',
  },
  recommended: {
    zh: '推荐平台：由{by}于 {on} 推荐。',
    en: 'Recommended platform: recommended by {by} on {on}.',
  },
  source_withdrawn: {
    zh: '来源已撤回：本资源产品的一项来源资源已撤回。',
    en: 'Source withdrawn: a resource this was made from has been withdrawn.',
  },
  source_stricter: {
    zh: '来源资源的共享条件现已严于本资源，获取和使用须符合来源的条件。',
    en: 'A source of this is shared on stricter conditions by now; they hold for this as well.',
  },
  closed: { zh: '不共享，依据：{basis}', en: 'Not shared, on the basis of: {basis}' },
} as const;

/** What became of the sources of a product (鄂 第十六条). */
function productNotices(ctx: Ctx, platform: PlatformRecord, { gone, stricter }: { gone: boolean; stricter: boolean }) {
  const cite = rulesOf(ctx, platform).derived;
  const say = (kind: 'source_withdrawn' | 'source_stricter') => ({
    kind,
    text: pick(NOTICES[kind], ctx.lang),
    ...(cite && { cite }),
  });
  return [...(gone ? [say('source_withdrawn')] : []), ...(stricter ? [say('source_stricter')] : [])];
}

/** What has to be said beside a record: its own state, and the place of its platform (国家 第二十三条). */
function noticesOf(ctx: Ctx, resource: PublicResource, platform: PlatformRecord, latest: number) {
  const say = (kind: string, text: Bilingual, params = {}, cite?: Citation) => ({
    kind,
    text: fill(pick(text, ctx.lang), params),
    ...(cite && { cite }),
  });
  const basis = textOf(resource.fields, 'exception_basis');
  const member = platform.programmes.find(({ programme }) => programme === ctx.programme) ?? platform.programmes[0];
  return [
    ...(resource.state === 'suspended' ? [say('suspended', NOTICES.suspended)] : []),
    ...(resource.version === latest ? [] : [say('earlier', NOTICES.earlier, { version: resource.version, latest })]),
    ...(member?.state === 'owner' ? [say('owner', NOTICES.owner)] : []),
    ...(member?.state === 'recommended'
      ? [say('recommended', NOTICES.recommended, { by: member.recommended_by ?? '', on: member.recommended_on ?? '' })]
      : []),
    ...(resource.access === 'closed' && basis !== null ? [say('closed', NOTICES.closed, { basis })] : []),
    ...flagsOf(rulesOf(ctx, platform), resource.fields).map(({ code, params, cite }) =>
      say(code, RULE_FAULTS[code], params, cite),
    ),
  ];
}
