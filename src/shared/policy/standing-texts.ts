import { type Bilingual, fill } from '../i18n.ts';
import type { Standing } from './instrument.ts';

const TEXTS = {
  undated: { zh: '施行日期未定', en: 'Effective date unknown' },
  not_yet: {
    zh: '{from}起施行：此前的事项属于施行之前，按前身文件办理',
    en: 'In force from {from}: what is dated before belongs before the instrument, under its predecessor',
  },
  in_force: { zh: '{from}起施行，现行有效', en: 'In force since {from}' },
  expiring: { zh: '有效期至{until}，即将期满', en: 'In force until {until}: about to expire' },
  expired: { zh: '已于{until}期满', en: 'Expired on {until}' },
} as const satisfies Record<Standing, Bilingual>;

/** In words: how an instrument stands. */
export const standingTexts = (standing: Standing, from: string, until: string): Bilingual => ({
  zh: fill(TEXTS[standing].zh, { from, until }),
  en: fill(TEXTS[standing].en, { from, until }),
});
