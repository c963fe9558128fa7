/** Texts that a spreadsheet program would run as a formula. */
const FORMULA = /^[=@\t\r]|^[+-](?![\d\s().-]*$)(?!\d*\.?\d+(?:[eE][+-]?\d+)?$)/;

/**
 * A cell of a text file that no spreadsheet program takes for a formula: an apostrophe goes in front. Negative numbers and
 * telephone numbers (+86 10 …) stay as they are. `fused` takes it back when the file comes in again.
 */
export const defused = (cell: string): string => (FORMULA.test(cell) || isDefused(cell) ? `'${cell}` : cell);

const isDefused = (cell: string): boolean => /^'+[=@\t\r+-]/.test(cell);

export const fused = (cell: string): string => (isDefused(cell) ? cell.slice(1) : cell);
