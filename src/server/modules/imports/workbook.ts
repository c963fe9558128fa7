import { importsProblem } from '../../../shared/imports/problems.ts';
import { lookOf, type NumberLook } from './cell-text.ts';
import { readSharedStrings, type SharedStrings } from './shared-strings.ts';
import { attribute, createXmlScanner } from './xml-scanner.ts';
import { openZip, unpackText, type ZipArchive } from './zip-entries.ts';

/** A workbook without its cells: names of its sheets and what is needed to read them. */
export interface Workbook {
  archive: ZipArchive;
  /** Visible sheets first. */
  sheets: { name: string; part: string }[];
  since1904: boolean;
  /** By the style index of a cell. */
  looks: NumberLook[];
  strings: SharedStrings;
}

/** Whether an archive is meant to be a workbook, whole or not. */
export const isWorkbook = ({ entries }: ZipArchive): boolean =>
  ['[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml', 'xl/workbook.bin'].some((name) => entries.has(name));

/** @throws imports.damaged, imports.part_too_large, imports.other_format */
export async function openWorkbook(path: string): Promise<Workbook> {
  const archive = await openZip(path);
  const main = targetOf(await relationships(archive, '_rels/.rels', ''), 'officeDocument') ?? 'xl/workbook.xml';
  if (!archive.entries.has(main)) {
    if (main.endsWith('.bin')) throw importsProblem('imports.other_format', { format: 'XLSB' });
    throw importsProblem('imports.not_a_table');
  }
  if (main.endsWith('.bin')) throw importsProblem('imports.other_format', { format: 'XLSB' });
  const folder = main.includes('/') ? main.slice(0, main.lastIndexOf('/') + 1) : '';
  const rels = await relationships(archive, `${folder}_rels/${main.slice(folder.length)}.rels`, folder);
  const { sheets, since1904 } = await readDirectory(archive, main, rels);
  if (sheets.length === 0) throw importsProblem('imports.empty_file');
  return {
    archive,
    sheets,
    since1904,
    looks: await readLooks(archive, targetOf(rels, 'styles')),
    strings: await readSharedStrings(archive, targetOf(rels, 'sharedStrings')),
  };
}

interface Relationship {
  id: string;
  type: string;
  target: string;
}

const targetOf = (rels: readonly Relationship[], kind: string): string | undefined =>
  rels.find(({ type }) => type.endsWith(`/${kind}`))?.target;

async function tagsOf(
  archive: ZipArchive,
  name: string,
  visit: (name: string, tag: string, parent: readonly string[]) => void,
): Promise<void> {
  const text = await unpackText(archive, name);
  if (text === undefined) return;
  const parents: string[] = [];
  const scanner = createXmlScanner({
    open(tag, inside) {
      visit(tag, inside, parents);
      parents.push(tag);
    },
    close: () => void parents.pop(),
    text: () => undefined,
  });
  scanner.write(text);
  scanner.end();
}

async function relationships(archive: ZipArchive, name: string, folder: string): Promise<Relationship[]> {
  const found: Relationship[] = [];
  await tagsOf(archive, name, (tag, inside) => {
    if (tag !== 'Relationship') return;
    const target = attribute(inside, 'Target') ?? '';
    found.push({
      id: attribute(inside, 'Id') ?? '',
      type: attribute(inside, 'Type') ?? '',
      target: resolvePart(folder, target),
    });
  });
  return found;
}

function resolvePart(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const parts: string[] = [];
  for (const part of `${folder}${target}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

async function readDirectory(
  archive: ZipArchive,
  main: string,
  rels: readonly Relationship[],
): Promise<Pick<Workbook, 'sheets' | 'since1904'>> {
  const sheets: { name: string; part: string; hidden: boolean }[] = [];
  let since1904 = false;
  await tagsOf(archive, main, (tag, inside) => {
    if (tag === 'workbookPr') since1904 = /^(1|true)$/.test(attribute(inside, 'date1904') ?? '');
    if (tag !== 'sheet') return;
    const id = /\s\w+:id\s*=\s*["']([^"']*)["']/.exec(inside)?.[1];
    const part = rels.find((rel) => rel.id === id && rel.type.endsWith('/worksheet'))?.target;
    if (part !== undefined && archive.entries.has(part)) {
      sheets.push({
        name: attribute(inside, 'name') ?? '',
        part,
        hidden: /hidden/i.test(attribute(inside, 'state') ?? ''),
      });
    }
  });
  return {
    sheets: sheets.toSorted((a, b) => Number(a.hidden) - Number(b.hidden)).map(({ name, part }) => ({ name, part })),
    since1904,
  };
}

async function readLooks(archive: ZipArchive, name: string | undefined): Promise<NumberLook[]> {
  const codes = new Map<number, string>();
  const ids: number[] = [];
  if (name !== undefined) {
    await tagsOf(archive, name, (tag, inside, parents) => {
      if (tag === 'numFmt') codes.set(Number(attribute(inside, 'numFmtId')), attribute(inside, 'formatCode') ?? '');
      if (tag === 'xf' && parents.at(-1) === 'cellXfs') ids.push(Number(attribute(inside, 'numFmtId') ?? 0));
    });
  }
  return ids.map((id) => lookOf(id, codes.get(id)));
}
