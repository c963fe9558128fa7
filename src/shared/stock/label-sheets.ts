import type { Bilingual } from '../i18n.ts';

/** Sheets of labels as they are sold, and single labels of thermal printers. Lengths in millimetres. */
interface LabelSheet extends Bilingual {
  page: readonly [width: number, height: number];
  columns: number;
  rows: number;
  label: readonly [width: number, height: number];
  /** Of the first label. */
  left: number;
  top: number;
  /** From one label to the next, edge to edge. */
  gap: readonly [across: number, down: number];
}

export const LABEL_SHEETS = {
  a4_3x8: {
    zh: 'A4，3×8 张（70×36 毫米）',
    en: 'A4, 3×8 (70×36 mm)',
    page: [210, 297],
    columns: 3,
    rows: 8,
    label: [70, 36],
    left: 0,
    top: 4.5,
    gap: [0, 0],
  },
  a4_4x10: {
    zh: 'A4，4×10 张（48.5×25.4 毫米）',
    en: 'A4, 4×10 (48.5×25.4 mm)',
    page: [210, 297],
    columns: 4,
    rows: 10,
    label: [48.5, 25.4],
    left: 8,
    top: 21.5,
    gap: [0, 0],
  },
  cryo_38x19: {
    zh: '冻存标签，单张 38×19 毫米',
    en: 'Cryogenic label, single 38×19 mm',
    page: [38, 19],
    columns: 1,
    rows: 1,
    label: [38, 19],
    left: 0,
    top: 0,
    gap: [0, 0],
  },
  thermal_60x40: {
    zh: '热敏标签，单张 60×40 毫米',
    en: 'Thermal label, single 60×40 mm',
    page: [60, 40],
    columns: 1,
    rows: 1,
    label: [60, 40],
    left: 0,
    top: 0,
    gap: [0, 0],
  },
} as const satisfies Readonly<Record<string, LabelSheet>>;

export type LabelSheetId = keyof typeof LABEL_SHEETS;
export const LABEL_SHEET_IDS = Object.keys(LABEL_SHEETS) as [LabelSheetId, ...LabelSheetId[]];
