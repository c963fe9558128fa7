import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

/**
 * Reads a YAML data file and checks it.
 * @throws Error with one line per fault: `file:line:column field: what is wrong`
 */
export function readYaml<T extends z.ZodType>(path: string, schema: T): z.output<T> {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: lines, uniqueKeys: true });
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${path}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    throw new Error(
      document.errors.map((error) => `${place(error.pos[0])} ${error.message.split('\n')[0]}`).join('\n'),
    );
  }
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => {
    const keys = issue.path.map(String);
    // The nearest written ancestor tells the line of what is missing.
    let node: unknown;
    for (let depth = keys.length; node === undefined && depth >= 0; depth--) {
      node = document.getIn(issue.path.slice(0, depth), true);
    }
    const range = (node as { range?: [number, number, number] } | undefined)?.range;
    return `${range ? place(range[0]) : path} ${keys.join('.') || '(file)'}: ${issue.message}`;
  });
  throw new Error(faults.join('\n'));
}
