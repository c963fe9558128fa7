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
  /** Unpacked small parts: styles and list of sheets of a workbook, description of an archive. */
  part: 16 * 1024 ** 2,
  /** One unpacked sheet; read as a stream, so this bounds time only. */
  sheet: 4 * 1024 ** 3,
  /** Entries of an archive. */
  entries: 10_000,
  /** A part that is unpacked to more than this may be at most `ratio` times as large as it was. */
  bombFrom: 32 * 1024 ** 2,
  ratio: 200,
  /** One unpacked table of an archive. */
  table: 4 * 1024 ** 3,
  /** Rows of one extension that are joined to their records, 24 bytes each in memory. */
  joined: 5_000_000,
  /** Extensions of an archive, and fields of one. */
  extensions: 50,
  /** Objects of JSON lines looked through for their keys. */
  keyLines: 10_000,
  /** Rows that the database may refuse for a reason nobody foresaw; beyond it the fault is not in the rows. */
  unforeseen: 200,
  /** Faults kept of one batch. */
  faults: 100_000,
  /** Warnings kept of one batch. */
  warnings: 20_000,
} as const;
