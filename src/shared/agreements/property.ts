import type { Bilingual } from '../i18n.ts';

/** A part of what is owned of works and inventions that come of a resource, in percent. */
export interface Share {
  party: 'platform' | 'user' | 'provider';
  percent: number;
}

export const PARTIES = {
  platform: { zh: '平台（依托单位）', en: 'Platform (host)' },
  user: { zh: '用户', en: 'User' },
  provider: { zh: '资源提供者', en: 'Provider of the resource' },
} as const satisfies Readonly<Record<Share['party'], Bilingual>>;

/** In hundredths of a percent: 33.33 three times is not the whole. */
const sumOf = (shares: readonly Share[]): number =>
  shares.reduce((sum, { percent }) => sum + Math.round(percent * 100), 0);

export const sharesWhole = (shares: readonly Share[]): boolean => sumOf(shares) === 10_000;

/** Why shares do not settle who owns what; undefined: they do. */
export const shareFault = (shares: readonly Share[]): (Bilingual & { code: string }) | undefined =>
  sharesWhole(shares)
    ? undefined
    : {
        code: 'shares_not_whole',
        zh: `各方比例合计为 ${sumOf(shares) / 100}%，应为 100%`,
        en: `The shares add up to ${sumOf(shares) / 100} %, not 100 %`,
      };

export const sharesText = (shares: readonly Share[], lang: 'zh' | 'en'): string =>
  shares
    .filter(({ percent }) => percent > 0)
    .map(({ party, percent }) => `${PARTIES[party][lang]} ${percent}%`)
    .join(lang === 'zh' ? '，' : ', ');
