import { dict } from '@node-rs/jieba/dict.js';
import type { SearchDocument } from '../search/index.ts';
import { CROPS, DISCIPLINES, INSTRUMENTS, MICROBES, PLACES, TRADE_WORDS, WILD } from './generate-vocabulary.ts';

/**
 * Records that look like a catalogue's, as many as wanted: words drawn by Zipf's law from jieba's dictionary, names, numbers
 * and places of the trade. Record n of a seed is always the same, whatever comes before it.
 */
export const GENERATED_TYPES = ['dataset', 'germplasm_crop', 'strain', 'specimen', 'instrument'] as const;
export type GeneratedType = (typeof GENERATED_TYPES)[number];

export interface GeneratedRecord {
  type: GeneratedType;
  /** Fields under the ids of the resource types; what a type does not know may be left out by the caller. */
  fields: Record<string, string | number | string[]>;
  /** log2(1 + uses). */
  popularity: number;
  year: number;
  region: string;
  /** 0-based number of one of a few hundred platforms, the big ones first. */
  platform: number;
  /** Names and numbers for the search document. */
  names: string[];
  codes: string[];
}

const VOCABULARY_SIZE = 30_000;
const PLATFORMS = 300;

interface Draw {
  /** A number from 0 to below `count`. */
  below: (count: number) => number;
  chance: (probability: number) => boolean;
  of: <T>(choices: readonly T[]) => T;
  word: () => string;
  /** Small numbers far oftener than large ones. */
  skewed: (count: number) => number;
}

let vocabulary: { words: readonly string[]; cumulative: Float64Array } | undefined;

/** Nouns of the dictionary by frequency after the words of the trade, with cumulative weights 1/rank. */
function loadVocabulary(): NonNullable<typeof vocabulary> {
  const nouns = new TextDecoder()
    .decode(dict)
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([word, , tag]) => (tag === 'n' || tag === 'vn') && word!.length >= 2)
    .sort((a, b) => Number(b[1]) - Number(a[1]))
    .map(([word]) => word!);
  const words = [...new Set([...TRADE_WORDS, ...nouns])].slice(0, VOCABULARY_SIZE);
  const cumulative = new Float64Array(words.length);
  let sum = 0;
  words.forEach((_, rank) => (cumulative[rank] = sum += 1 / (rank + 3)));
  return { words, cumulative };
}

/** mulberry32, started from seed and record number. */
function drawFrom(seed: number, index: number): Draw {
  const { words, cumulative } = (vocabulary ??= loadVocabulary());
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return {
    below,
    chance: (probability) => next() < probability,
    of: (choices) => choices[below(choices.length)]!,
    skewed: (count) => Math.min(count - 1, Math.floor(Math.exp(next() * Math.log(count + 1)) - 1)),
    word() {
      const wanted = next() * cumulative.at(-1)!;
      let [low, high] = [0, words.length - 1];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (cumulative[middle]! < wanted) low = middle + 1;
        else high = middle;
      }
      return words[low]!;
    },
  };
}

const pad = (value: number, length: number): string => String(value).padStart(length, '0');

function typeOf(draw: Draw): GeneratedType {
  const at = draw.below(100);
  if (at < 35) return 'dataset';
  if (at < 65) return 'germplasm_crop';
  if (at < 80) return 'strain';
  return at < 95 ? 'specimen' : 'instrument';
}

function disciplineOf(draw: Draw): string {
  let at = draw.below(DISCIPLINES.reduce((sum, [, weight]) => sum + weight, 0));
  for (const [code, weight] of DISCIPLINES) if ((at -= weight) < 0) return code;
  return DISCIPLINES[0]![0];
}

/** Sentences of drawn words, about `length` words long in all. */
function proseOf(draw: Draw, length: number, opening: string): string {
  const sentences = [opening];
  for (let words = 0; words < length;) {
    const count = 4 + draw.below(6);
    words += count;
    let sentence = '';
    for (let index = 0; index < count; index++)
      sentence += draw.word() + (index === count - 1 ? '' : draw.of(['', '', '', '的', '与', '和', '、', '，']));
    sentences.push(sentence);
  }
  return `${sentences.join('。')}。`;
}

interface Common {
  draw: Draw;
  index: number;
  year: number;
  place: readonly [code: string, name: string];
}
interface Body {
  title: string;
  names: string[];
  codes: string[];
  fields: Record<string, string | number | string[]>;
  opening: string;
}

/** A made-up variety: two drawn characters and a number, 丰禾 12 号. */
function varietyOf(draw: Draw): string {
  const syllables = '丰禾优华金农科中南北鲁豫湘粤川黔滇秦晋陇稻香玉珍早晚红白黑紫青龙凤春秋瑞祥嘉宝福泰';
  return (
    draw.of([...syllables]) + draw.of([...syllables]) + String(1 + draw.below(9999)) + draw.of(['', '号', '号', '-1'])
  );
}

const BODIES: Readonly<Record<GeneratedType, (common: Common) => Body>> = {
  dataset({ draw, index, year, place }) {
    const subject = draw.word() + draw.word();
    const about = draw.chance(0.4) ? draw.of(CROPS)[0] : draw.word();
    const code = `KY-${year}-${pad(index, 7)}`;
    return {
      title: `${year - draw.below(8)}—${year}年${place[1]}${about}${subject}${draw.of(['数据集', '数据集', '调查数据', '监测数据', '图像库'])}`,
      names: [],
      codes: [code],
      fields: { dataset_number: code, data_volume: `${1 + draw.skewed(9000)} MB` },
      opening: `本数据集收录${place[1]}${about}的${subject}`,
    };
  },
  germplasm_crop({ draw, index, year, place }) {
    const [crop, latin] = draw.of(CROPS);
    const name = varietyOf(draw);
    const prefix = draw.of(['ZDM', 'ZM', 'PI ', 'WDM', 'KYG']);
    const code = `${prefix}${pad(index, 8)}`;
    const [genus, species] = latin.split(' ');
    return {
      title: `${crop}${draw.of(['地方品种', '选育品种', '品系', '种质资源'])}${name}`,
      names: [name, latin],
      codes: [code],
      fields: {
        ACCENUMB: code,
        ACCENAME: name,
        GENUS: genus!,
        SPECIES: species!,
        CROPNAME: crop,
        ORIGCTY: 'CHN',
        ACQDATE: `${year}${pad(1 + draw.below(12), 2)}00`,
        SAMPSTAT: draw.of(['300', '400', '500']),
        ELEVATION: draw.below(3500),
      },
      opening: `${name}为${place[1]}${crop}品种`,
    };
  },
  strain({ draw, index, place }) {
    const [name, latin] = draw.of(MICROBES);
    const code = draw.of([
      `CGMCC ${1 + draw.below(19)}.${index}`,
      `AS ${1 + draw.below(5)}.${index}`,
      `KYCC ${pad(index, 7)}`,
    ]);
    return {
      title: `${name} ${code}`,
      names: [name, latin],
      codes: [code],
      fields: { strain_number: code, scientific_name: latin, chinese_name: name, isolated_from: draw.word() },
      opening: `${latin}，分离自${place[1]}的${draw.word()}样品`,
    };
  },
  specimen({ draw, index, place }) {
    const [name, latin] = draw.of(WILD);
    const code = `KYH${pad(index, 8)}`;
    return {
      title: `${name}（${latin}）标本`,
      names: [name, latin],
      codes: [code],
      fields: {
        occurrenceID: `urn:catalog:KY:H:${pad(index, 8)}`,
        catalogNumber: code,
        scientificName: latin,
        vernacularName: name,
        basisOfRecord: 'PreservedSpecimen',
        locality: `${place[1]}${draw.word()}山`,
      },
      opening: `采自${place[1]}，生境为${draw.word()}`,
    };
  },
  instrument({ draw, index, place }) {
    const name = draw.of(INSTRUMENTS);
    const model = `${draw.of(['JEM', 'FEI', 'XRD', 'QE', 'NMR', 'LSM'])}-${100 + draw.below(9900)}`;
    const code = `YQ${pad(index, 8)}`;
    return {
      title: `${name} ${model}`,
      names: [name, model],
      codes: [code],
      fields: { instrument_number: code, model, chinese_name: name },
      opening: `安放于${place[1]}，用于${draw.word()}`,
    };
  },
};

const monthDay = (draw: Draw): string => `${pad(1 + draw.below(12), 2)}-${pad(1 + draw.below(28), 2)}`;

/** @param index 0, 1, 2, …: which record of the seed's series */
export function generateRecord(seed: number, index: number): GeneratedRecord {
  const draw = drawFrom(seed, index);
  const type = typeOf(draw);
  const year = 2026 - draw.skewed(70);
  const place = draw.of(PLACES);
  const body = BODIES[type]({ draw, index, year, place });
  const keywords = [...new Set([draw.word(), draw.word(), draw.word(), ...body.names.slice(1)])];
  const description = proseOf(draw, 25 + draw.skewed(120), body.opening);
  return {
    type,
    year,
    region: place[0],
    platform: draw.skewed(PLATFORMS),
    popularity: Math.log2(1 + (draw.chance(0.6) ? 0 : draw.skewed(2000))),
    names: body.names,
    codes: body.codes,
    fields: {
      title: body.title,
      description,
      keywords,
      disciplines: [disciplineOf(draw)],
      region: place[0],
      generated_on: `${year}-${monthDay(draw)}`,
      share_scope: draw.of(['full', 'full', 'full', 'conditional', 'conditional', 'none']),
      funding: draw.of(['fiscal', 'fiscal', 'mixed', 'private']),
      ...body.fields,
    },
  };
}

const ACCESS = { full: 'open', conditional: 'conditional', none: 'closed' } as const;

/** The search document of record `index`, for measurements without a catalogue. */
export function generateDocument(seed: number, index: number): SearchDocument {
  const { type, fields, names, codes, ...record } = generateRecord(seed, index);
  const title = fields['title'] as string;
  return {
    id: String(1000 + index),
    type,
    platformId: String(1 + record.platform),
    disciplines: fields['disciplines'] as string[],
    region: record.region,
    access: ACCESS[fields['share_scope'] as keyof typeof ACCESS],
    year: record.year,
    popularity: record.popularity,
    publishedAt: new Date(Date.UTC(2020, 0, 1) + (index % 2_000_000) * 90_000).toISOString(),
    sortTitle: title,
    texts: {
      titles: [title],
      names,
      codes,
      keywords: fields['keywords'] as string[],
      text: [fields['description'] as string],
    },
  };
}
