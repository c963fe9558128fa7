import type { Bilingual } from '../i18n.ts';

interface UnitSpec extends Bilingual {
  /** Comes in whole numbers only. */
  whole: boolean;
  /** Units of one family convert exactly; counted things convert into nothing. */
  family?: 'mass' | 'volume';
  /** Smallest units of the family in one. */
  factor: bigint;
}

const counted = (zh: string, en: string): UnitSpec => ({ zh, en, whole: true, factor: 1n });
const measured = (family: 'mass' | 'volume', factor: bigint, zh: string, en: string): UnitSpec => ({
  zh,
  en,
  whole: false,
  family,
  factor,
});

/** Units in which material is kept and given. */
export const STOCK_UNITS = {
  seed: counted('粒', 'seeds'),
  tube: counted('管', 'tubes'),
  vial: counted('支', 'vials'),
  plate: counted('皿', 'plates'),
  bottle: counted('瓶', 'bottles'),
  bag: counted('袋', 'bags'),
  piece: counted('件', 'pieces'),
  sheet: counted('张', 'sheets'),
  slide: counted('片', 'slides'),
  plant: counted('株', 'plants'),
  scion: counted('条', 'scions'),
  animal: counted('只', 'animals'),
  embryo: counted('枚', 'embryos'),
  portion: counted('份', 'portions'),
  set: counted('套', 'sets'),
  microgram: measured('mass', 1n, '微克', 'µg'),
  milligram: measured('mass', 1000n, '毫克', 'mg'),
  gram: measured('mass', 1_000_000n, '克', 'g'),
  kilogram: measured('mass', 1_000_000_000n, '千克', 'kg'),
  microlitre: measured('volume', 1n, '微升', 'µL'),
  millilitre: measured('volume', 1000n, '毫升', 'mL'),
  litre: measured('volume', 1_000_000n, '升', 'L'),
} as const satisfies Readonly<Record<string, UnitSpec>>;

export type StockUnit = keyof typeof STOCK_UNITS;
export const STOCK_UNIT_IDS = Object.keys(STOCK_UNITS) as [StockUnit, ...StockUnit[]];

/** Forms of preservation (保存形式). */
export const FORMS = {
  seed: { zh: '种子', en: 'Seed' },
  in_vitro: { zh: '试管苗', en: 'In vitro plantlet' },
  field: { zh: '田间植株', en: 'Field planting' },
  scion: { zh: '接穗、插条', en: 'Scion or cutting' },
  pollen: { zh: '花粉', en: 'Pollen' },
  freeze_dried: { zh: '冷冻干燥', en: 'Freeze-dried' },
  liquid_nitrogen: { zh: '液氮冻存', en: 'In liquid nitrogen' },
  deep_frozen: { zh: '超低温冻存（−80 ℃）', en: 'Deep-frozen (−80 °C)' },
  slant: { zh: '斜面', en: 'Slant' },
  glycerol: { zh: '甘油管', en: 'Glycerol stock' },
  live_animal: { zh: '活体动物', en: 'Live animal' },
  semen: { zh: '精液', en: 'Semen' },
  embryo: { zh: '胚胎', en: 'Embryo' },
  cells: { zh: '细胞', en: 'Cells' },
  tissue: { zh: '组织', en: 'Tissue' },
  serum: { zh: '血清、血浆', en: 'Serum or plasma' },
  nucleic_acid: { zh: '核酸', en: 'Nucleic acid' },
  dried: { zh: '干制标本', en: 'Dried specimen' },
  fluid: { zh: '浸制标本', en: 'Specimen in fluid' },
  slide: { zh: '玻片', en: 'Slide' },
  solid: { zh: '固体样品', en: 'Solid sample' },
  liquid: { zh: '液体样品', en: 'Liquid sample' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Readonly<Record<string, Bilingual>>;

export type Form = keyof typeof FORMS;
export const FORM_IDS = Object.keys(FORMS) as [Form, ...Form[]];
