import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

/** A data file as read, with the place of each of its parts for messages. */
export interface YamlFile<T> {
  data: T;
  /** `file:line:column` of a part; of its nearest written ancestor where it is missing. */
  place: (path: readonly PropertyKey[]) => string;
}

/**
 * Reads a YAML data file and checks it.
 * @throws Error with one line per fault: `file:line:column field: what is wrong`
 */
export const readYaml = <T extends z.ZodType>(path: string, schema: T): z.output<T> => readYamlFile(path, schema).data;

/** Like {@link readYaml}, for those who have more to check than a schema can. */
export function readYamlFile<T extends z.ZodType>(path: string, schema: T): YamlFile<z.output<T>> {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: lines, uniqueKeys: true });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${path}:${line}:${col}`;
  };
  // What is not YAML after the first fault mostly follows from it.
  const [broken] = document.errors;
  if (broken) throw new Error(`${at(broken.pos[0])} ${broken.message.split('\n')[0]}`);
  const place = (keys: readonly PropertyKey[]): string => {
    for (let depth = keys.length; depth >= 0; depth--) {
      const node = document.getIn(keys.slice(0, depth), true) as { range?: [number, number, number] } | undefined;
      if (node?.range) return at(node.range[0]);
    }
    return path;
  };
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return { data: parsed.data, place };
  throw new Error(
    parsed.error.issues
      .flatMap(nearest)
      .flatMap((issue) =>
        // A field that is not known is named itself, not what holds it.
        issue.code === 'unrecognized_keys'
          ? issue.keys.map((key) => ({ path: [...issue.path, key], message: '没有这个字段 no such field' }))
          : [issue],
      )
      .map(({ path: at, message }) => `${place(at)} ${at.map(String).join('.') || '(file)'}: ${message}`)
      .join('\n'),
  );
}

/** What fits none of several forms is told by the form it comes nearest to: the one whose keys it has. */
function nearest(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const strange = (issues: readonly z.core.$ZodIssue[]): number =>
    issues.filter(({ code, path }) => code === 'unrecognized_keys' || path.length <= 1).length;
  const [form] = issue.errors
    .filter((issues) => issues.some(({ path }) => path.length > 0))
    .toSorted((a, b) => strange(a) - strange(b));
  if (!form || strange(form) === form.length + 1) return [issue];
  return form.flatMap((inner) => nearest({ ...inner, path: [...issue.path, ...inner.path] }));
}
