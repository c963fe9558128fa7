/** Bounds of what is read, so that no file can take the server's memory. Bytes unless told. */
export const LIMITS = {
  upload: 1024 ** 3,
  /** One record of a text file, or one row of a sheet. */
  record: 1024 ** 2,
  /** Columns of a table. */
  columns: 2000,
  /** Rows looked through for the heading. */
  headingRows: 10,
  /** Unpacked text of a workbook's shared strings, held in memory. */
  sharedStrings: 128 * 1024 ** 2,
  /** Unpacked small parts of a workbook: styles, list of sheets. */
  part: 16 * 1024 ** 2,
  /** One unpacked sheet; read as a stream, so this bounds time only. */
  sheet: 4 * 1024 ** 3,
  /** Entries of a workbook's archive. */
  entries: 10_000,
  /** Rows that the database may refuse for a reason nobody foresaw; beyond it the fault is not in the rows. */
  unforeseen: 200,
  /** Faults kept of one batch. */
  faults: 100_000,
  /** Warnings kept of one batch. */
  warnings: 20_000,
} as const;
