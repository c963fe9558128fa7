import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WrittenPart } from '../../../shared/plans/outline.ts';
import { plansProblem } from '../../../shared/plans/problems.ts';
import { Problem } from '../../../shared/problems.ts';
import { attribute, createXmlScanner, openZip, unpack } from '../imports/index.ts';
import { createTableReader } from './word-tables.ts';

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
    const known: Styles = { headings: new Set(), contents: new Set() };
    if (archive.entries.has('word/styles.xml')) {
      const styles = createXmlScanner(styleReader(known));
      for await (const text of textOf(unpack(archive, 'word/styles.xml', MOST))) styles.write(text);
      styles.end();
    }
    const { handlers, parts } = bodyReader(known);
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

/** Ids of styles by what they are for: offices rename the ids, not the names. */
interface Styles {
  headings: Set<string>;
  /** Of the lines of a table of contents. */
  contents: Set<string>;
}

function styleReader({ headings, contents }: Styles): Handlers {
  let id: string | undefined;
  return {
    open(name, tag) {
      if (name === 'style') id = attribute(tag, 'styleId');
      if (id === undefined) return;
      const value = attribute(tag, 'val') ?? '';
      if (name === 'name' && /^(toc|目录|contents)\s*[1-9]$/i.test(value)) contents.add(id);
      const isHeading = (name === 'name' && /^(heading|标题)\s*[1-9]$/i.test(value)) || name === 'outlineLvl';
      if (isHeading && value !== '9') headings.add(id);
    },
    close(name) {
      if (name === 'style') id = undefined;
    },
    text: () => undefined,
  };
}

/** What is not text of the body: what was deleted, fields' codes, readings over characters, alternatives drawn for old programs. */
const SKIPPED = new Set(['del', 'moveFrom', 'instrText', 'Fallback', 'footnote', 'txbxContent', 'rt']);

interface Paragraph {
  text: string;
  heading: boolean;
  contents: boolean;
}

/** What stands in a paragraph besides its text. */
function inParagraph(paragraph: Paragraph, name: string, tag: string, styles: Styles): void {
  const value = attribute(tag, 'val') ?? '';
  if (name === 'pStyle') {
    paragraph.heading ||= styles.headings.has(value);
    paragraph.contents ||= styles.contents.has(value) || /^toc[1-9]$/i.test(value);
  } else if (name === 'outlineLvl') paragraph.heading ||= value !== '9';
  else if (name === 'tab') paragraph.text += '\t';
  else if (name === 'noBreakHyphen') paragraph.text += '-';
  // A break with a type is one of the page or column.
  else if ((name === 'br' || name === 'cr') && attribute(tag, 'type') === undefined) paragraph.text += '\n';
}

function bodyReader(styles: Styles): { handlers: Handlers; parts: WrittenPart[] } {
  const parts: WrittenPart[] = [];
  const tables = createTableReader();
  // Of each content control around here: whether it still shows its hint.
  const controls: boolean[] = [];
  let [skipping, inText] = [0, false];
  let paragraph: Paragraph | undefined;
  const endParagraph = (): void => {
    if (!paragraph || tables.take(paragraph.text)) return;
    if (!paragraph.contents)
      for (const text of paragraph.text.split('\n'))
        parts.push({ kind: 'paragraph', text, heading: paragraph.heading });
  };
  const handlers: Handlers = {
    open(name, tag) {
      if (SKIPPED.has(name)) skipping++;
      if (skipping > 0) return;
      if (name === 'p') paragraph = { text: '', heading: false, contents: false };
      else if (name === 't') inText = true;
      else if (name === 'sdt') controls.push(false);
      else if (name === 'showingPlcHdr') controls[controls.length - 1] = true;
      else if (!tables.open(name, tag) && paragraph) inParagraph(paragraph, name, tag, styles);
    },
    close(name) {
      if (SKIPPED.has(name)) skipping--;
      if (skipping > 0) return;
      if (name === 't') inText = false;
      else if (name === 'sdt') controls.pop();
      else if (name === 'p') {
        endParagraph();
        paragraph = undefined;
      } else {
        const rows = tables.close(name);
        if (rows) parts.push({ kind: 'table', rows });
      }
    },
    text(text) {
      if (inText && skipping === 0 && paragraph && !controls.includes(true)) paragraph.text += text;
    },
  };
  return { handlers, parts };
}
