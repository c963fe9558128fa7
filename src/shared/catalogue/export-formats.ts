export const EXPORT_FORMATS = ['csv', 'xlsx', 'jsonl'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** As people know them; the same in every language. */
export const FORMAT_NAMES: Readonly<Record<ExportFormat, string>> = { csv: 'CSV', xlsx: 'Excel', jsonl: 'JSON Lines' };

/** Records of one export: by anybody, and of a workbook; other exports by a platform's people have no bound. */
export const EXPORT_MAX = { public: 100_000, workbook: 500_000 } as const;
