import type { Bilingual, Lang } from '../../../shared/i18n.ts';
import { pick } from '../../../shared/i18n.ts';
import type { PlatformRecord } from '../identity/index.ts';

export const platformLink = (platform: PlatformRecord, lang: Lang) => ({
  code: platform.code,
  name: lang === 'en' ? (platform.name_en ?? platform.name_zh) : platform.name_zh,
});

export const labelOf = <K extends string>(table: Readonly<Record<K, Bilingual>>, key: K, lang: Lang): string =>
  pick(table[key], lang);
