import { civilDateAt } from '../../../shared/dates.ts';
import { baseUrlOf } from '../../kernel/config.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { PlatformRecord } from '../identity/index.ts';
import { platformName } from './view-parts.ts';

const escape = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char]!);

/** `eml.xml`: the platform as a data set (EML 2.1.1, profile of GBIF). */
export function emlOf(ctx: Ctx, platform: PlatformRecord, count: number): string {
  const name = platformName(ctx.lang, platform);
  const summary = (ctx.lang === 'en' ? platform.summary_en : null) ?? platform.summary_zh ?? name;
  const page = `${baseUrlOf(ctx.services.config)}/platforms/${platform.code}`;
  const lang = ctx.lang === 'en' ? 'eng' : 'zho';
  const party = `<organizationName>${escape(platform.host_name ?? name)}</organizationName>`;
  const rights =
    ctx.lang === 'en' ? 'Each record states its own conditions of use.' : '各条记录的使用条件以该记录所载为准。';
  return `<?xml version="1.0" encoding="UTF-8"?>
<eml:eml xmlns:eml="eml://ecoinformatics.org/eml-2.1.1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="eml://ecoinformatics.org/eml-2.1.1 http://rs.gbif.org/schema/eml-gbif-profile/1.1/eml.xsd" packageId="${escape(page)}/${ctx.today}" system="http://gbif.org" scope="system" xml:lang="${lang}">
  <dataset>
    <alternateIdentifier>${escape(page)}</alternateIdentifier>
    <title xml:lang="${lang}">${escape(name)}</title>
    <creator>${party}<onlineUrl>${escape(platform.homepage ?? page)}</onlineUrl></creator>
    <metadataProvider>${party}</metadataProvider>
    <pubDate>${civilDateAt(ctx.now)}</pubDate>
    <language>${lang}</language>
    <abstract><para>${escape(summary)}</para></abstract>
    <additionalInfo><para>${ctx.lang === 'en' ? `${count} records` : `${count} 条记录`}</para></additionalInfo>
    <intellectualRights><para>${rights}</para></intellectualRights>
    <distribution scope="document"><online><url function="information">${escape(page)}</url></online></distribution>
    <contact>${party}</contact>
  </dataset>
</eml:eml>
`;
}
