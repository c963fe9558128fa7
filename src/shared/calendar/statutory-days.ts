import { addDays, type CivilDate } from '../dates.ts';
import type { Bilingual } from '../i18n.ts';
import { LUNAR_FESTIVALS } from './lunar-festivals.ts';

const NEW_YEAR = { zh: '元旦', en: 'New Year’s Day' };
const EVE = { zh: '除夕', en: 'Lunar New Year’s Eve' };
const SPRING = { zh: '春节', en: 'Spring Festival' };
const QINGMING = { zh: '清明节', en: 'Tomb-sweeping Day' };
const LABOUR = { zh: '劳动节', en: 'Labour Day' };
const DRAGON_BOAT = { zh: '端午节', en: 'Dragon Boat Festival' };
const MID_AUTUMN = { zh: '中秋节', en: 'Mid-Autumn Festival' };
const NATIONAL = { zh: '国庆节', en: 'National Day' };

/** Names of the festivals, as notices and tables write them. */
export const FESTIVALS: readonly Bilingual[] = [
  NEW_YEAR,
  EVE,
  SPRING,
  QINGMING,
  LABOUR,
  DRAGON_BOAT,
  MID_AUTUMN,
  NATIONAL,
];

/** Days off by law in 全国年节及纪念日放假办法 as amended: the latest text in force in a year holds. */
const REGIMES = [
  { since: 2025, spring: [-1, 0, 1, 2], labour: 2, traditional: true },
  { since: 2014, spring: [0, 1, 2], labour: 1, traditional: true },
  { since: 2008, spring: [-1, 0, 1], labour: 1, traditional: true },
  { since: 2000, spring: [0, 1, 2], labour: 3, traditional: false },
] as const;

/** First and last year for which festival days are known. */
export const FESTIVAL_YEARS = { first: 2000, last: 2099 } as const;

const byYear = new Map<number, ReadonlyMap<CivilDate, Bilingual>>();

/**
 * Festival days off by law in a year (13 since 2025), without the days moved by the yearly arrangement.
 * Used where no arrangement is known (AMB-X-02).
 * @throws RangeError outside {@link FESTIVAL_YEARS}
 */
export function statutoryDays(year: number): ReadonlyMap<CivilDate, Bilingual> {
  const known = byYear.get(year);
  if (known) return known;
  const lunar = LUNAR_FESTIVALS[year]?.split(' ').map((day) => `${year}-${day}`);
  const regime = REGIMES.find(({ since }) => since <= year);
  if (!lunar || !regime) throw new RangeError(`festival days of ${year} are not known`);
  const [newYear, dragonBoat, midAutumn] = lunar as [string, string, string];
  const days = new Map<CivilDate, Bilingual>([[`${year}-01-01`, NEW_YEAR]]);
  for (const shift of regime.spring) days.set(addDays(newYear, shift), shift === -1 ? EVE : SPRING);
  for (let day = 1; day <= regime.labour; day++) days.set(`${year}-05-0${day}`, LABOUR);
  for (const day of ['01', '02', '03']) days.set(`${year}-10-${day}`, NATIONAL);
  if (regime.traditional) {
    days.set(`${year}-04-0${qingmingDay(year)}`, QINGMING);
    days.set(dragonBoat, DRAGON_BOAT);
    // 中秋节 may fall on National Day, as in 2020: one day off then, under the name of the latter.
    if (!days.has(midAutumn)) days.set(midAutumn, MID_AUTUMN);
  }
  byYear.set(year, days);
  return days;
}

/** 清明 of 2000 to 2099: the mean length of the year past the century's offset, less its leap days. */
const qingmingDay = (year: number): number => Math.floor((year % 100) * 0.2422 + 4.81) - Math.floor((year % 100) / 4);
