import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WrittenPart } from '../../../shared/plans/outline.ts';
import { plansProblem } from '../../../shared/plans/problems.ts';
import { Problem } from '../../../shared/problems.ts';
import { attribute, createXmlScanner, openZip, unpack } from '../imports/index.ts';

/** Unpacked bytes of the text of a Word file. */
const MOST = 64 * 1024 * 1024;
const BODY = 'word/document.xml';

/**
 * Paragraphs and tables of a Word file, in their order; of changes that are marked, what stands after them.
 * @throws plans.not_word
 */
export async function readWord(bytes: Buffer): Promise<WrittenPart[]> {
  const path = join(tmpdir(), `keyuan-${randomUUID()}.docx`);
  try {
    await writeFile(path, bytes, { flag: 'wx', mode: 0o600 });
    const archive = await openZip(path);
    if (!archive.entries.has(BODY)) throw plansProblem('plans.not_word');
    const headings = new Set<string>();
    if (archive.entries.has('word/styles.xml')) {
      const styles = createXmlScanner(styleReader(headings));
      for await (const text of textOf(unpack(archive, 'word/styles.xml', MOST))) styles.write(text);
      styles.end();
    }
    const { handlers, parts } = bodyReader(headings);
    const body = createXmlScanner(handlers);
    for await (const text of textOf(unpack(archive, BODY, MOST))) body.write(text);
    body.end();
    return parts;
  } catch (cause) {
    // The readers below speak of imports.
    if (cause instanceof Problem && cause.code.startsWith('imports.')) throw plansProblem('plans.not_word');
    throw cause;
  } finally {
    await rm(path, { force: true });
  }
}

async function* textOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: false });
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

type Handlers = Parameters<typeof createXmlScanner>[0];

/** Ids of the styles that are headings: offices rename the ids, not the names. */
function styleReader(headings: Set<string>): Handlers {
  let id: string | undefined;
  return {
    open(name, tag) {
      if (name === 'style') id = attribute(tag, 'styleId');
      const isHeading =
        (name === 'name' && /^(heading|标题)\s*[1-9]$/i.test(attribute(tag, 'val') ?? '')) || name === 'outlineLvl';
      if (isHeading && id !== undefined && attribute(tag, 'val') !== '9') headings.add(id);
    },
    close(name) {
      if (name === 'style') id = undefined;
    },
    text: () => undefined,
  };
}

interface Table {
  rows: string[][];
}

/** What is not text of the body: what was deleted, fields' codes, alternatives drawn for old programs. */
const SKIPPED = new Set(['del', 'moveFrom', 'instrText', 'Fallback', 'footnote', 'txbxContent']);

interface Paragraph {
  text: string;
  heading: boolean;
}

/** What stands in a paragraph besides its text. */
function inParagraph(paragraph: Paragraph, name: string, tag: string, headings: ReadonlySet<string>): void {
  const value = attribute(tag, 'val') ?? '';
  if (name === 'pStyle') paragraph.heading ||= headings.has(value);
  else if (name === 'outlineLvl') paragraph.heading ||= value !== '9';
  else if (name === 'tab') paragraph.text += '\t';
  // A break with a type is one of the page or column.
  else if ((name === 'br' || name === 'cr') && attribute(tag, 'type') === undefined) paragraph.text += '\n';
}

function bodyReader(headings: ReadonlySet<string>): { handlers: Handlers; parts: WrittenPart[] } {
  const parts: WrittenPart[] = [];
  const tables: Table[] = [];
  let [skipping, inText] = [0, false];
  let paragraph: Paragraph | undefined;
  let cell: string[] | undefined;
  const cells: (string[] | undefined)[] = [];
  const endParagraph = (): void => {
    if (!paragraph) return;
    if (cell) cell.push(paragraph.text);
    else if (tables.length === 0)
      for (const text of paragraph.text.split('\n'))
        parts.push({ kind: 'paragraph', text, heading: paragraph.heading });
    paragraph = undefined;
  };
  const handlers: Handlers = {
    open(name, tag) {
      if (SKIPPED.has(name)) skipping++;
      if (skipping > 0) return;
      if (name === 'p') paragraph = { text: '', heading: false };
      else if (name === 't') inText = true;
      else if (name === 'tr') tables.at(-1)?.rows.push([]);
      else if (name === 'tc') cell = [];
      else if (name === 'tbl') {
        cells.push(cell);
        cell = undefined;
        tables.push({ rows: [] });
      } else if (paragraph) inParagraph(paragraph, name, tag, headings);
    },
    close(name) {
      if (SKIPPED.has(name)) skipping--;
      if (skipping > 0) return;
      if (name === 't') inText = false;
      else if (name === 'p') endParagraph();
      else if (name === 'tc') {
        tables
          .at(-1)
          ?.rows.at(-1)
          ?.push((cell ?? []).join('\n').trim());
        cell = undefined;
      } else if (name === 'tbl') {
        const table = tables.pop()!;
        cell = cells.pop();
        // A table within a cell is text of the cell.
        if (cell) cell.push(table.rows.map((row) => row.join(' ')).join('\n'));
        else parts.push({ kind: 'table', rows: table.rows });
      }
    },
    text(text) {
      if (inText && skipping === 0 && paragraph) paragraph.text += text;
    },
  };
  return { handlers, parts };
}
