import { attribute } from '../imports/index.ts';

interface Cell {
  lines: string[];
  /** Columns of the grid before it, and those it covers. */
  start: number;
  span: number;
  /** It belongs to the cell above. */
  continues: boolean;
}
interface Row {
  cells: Cell[];
  next: number;
}

export interface TableReader {
  /** @returns whether the element is one of tables */
  open: (name: string, tag: string) => boolean;
  /** @returns the rows of a table that ends here and stands in no other */
  close: (name: string) => string[][] | undefined;
  /** Text of a paragraph. @returns whether it stands in a cell */
  take: (text: string) => boolean;
}

const numberOf = (tag: string): number => Number(attribute(tag, 'val') ?? '1');

/** Tables of a Word file as they are met; one within a cell is text of the cell. */
export function createTableReader(): TableReader {
  const tables: Row[][] = [];
  const outer: (Cell | undefined)[] = [];
  let cell: Cell | undefined;
  const row = (): Row | undefined => tables.at(-1)?.at(-1);
  const openers: Readonly<Record<string, (tag: string) => void>> = {
    tbl: () => {
      outer.push(cell);
      cell = undefined;
      tables.push([]);
    },
    tr: () => tables.at(-1)?.push({ cells: [], next: 0 }),
    gridBefore: (tag) => {
      const here = row();
      if (here) here.next += numberOf(tag);
    },
    tc: () => (cell = { lines: [], start: row()?.next ?? 0, span: 1, continues: false }),
    gridSpan: (tag) => {
      if (cell) cell.span = numberOf(tag);
    },
    vMerge: (tag) => {
      if (cell) cell.continues = attribute(tag, 'val') !== 'restart';
    },
  };
  return {
    open: (name, tag) => {
      openers[name]?.(tag);
      return openers[name] !== undefined;
    },
    close: (name) => {
      const here = row();
      if (name === 'tc' && cell && here) {
        here.cells.push(cell);
        here.next += cell.span;
        cell = undefined;
      } else if (name === 'tbl') {
        const rows = textsOf(tables.pop()!);
        cell = outer.pop();
        if (!cell) return rows;
        cell.lines.push(rows.map((one) => one.join(' ')).join('\n'));
      }
      return undefined;
    },
    take: (text) => {
      cell?.lines.push(text);
      return cell !== undefined || tables.length > 0;
    },
  };
}

const textOf = ({ lines }: Cell): string => lines.join('\n').trim();

/** Texts row by row. A cell merged downwards says the same of each row; a row with fewer cells than the first has them by their place. */
function textsOf(rows: readonly Row[]): string[][] {
  const [head] = rows;
  let above: { start: number; text: string }[] = [];
  return rows.map(({ cells }) => {
    const here = cells.map((cell) => ({
      start: cell.start,
      text: cell.continues ? (above.find(({ start }) => start === cell.start)?.text ?? '') : textOf(cell),
    }));
    above = here;
    if (!head || cells.length >= head.cells.length) return here.map(({ text }) => text);
    const placed = head.cells.map(() => '');
    for (const { start, text } of here) {
      const at = head.cells.findLastIndex((one) => one.start <= start);
      placed[at] = [placed[at], text].filter((part) => part !== undefined && part !== '').join(' ');
    }
    return placed;
  });
}
