import type { Bilingual } from '../i18n.ts';
import type { DocumentInput } from './model.ts';
import { LAYOUTS } from './paper-layouts.ts';
import type { PaperIssuer, PaperSpec } from './paper-spec.ts';
import { chineseDate, filled, namesIn, type PaperValues } from './paper-text.ts';

/** A kind of documents.yaml with how it is made. */
export interface PaperKind {
  id: string;
  name: Bilingual;
  direction: 'in' | 'out' | 'both';
  fields: readonly Bilingual[];
  spec: PaperSpec;
}

/** All that a paper may say of a case. */
export interface PaperFacts {
  /** Action it comes with. */
  action: string;
  /** Civil date of the paper. */
  date: string;
  /** Who issues it, one name or several, by the spec's `issuer`. */
  issuers: Readonly<Record<PaperIssuer, readonly string[]>>;
  values: PaperValues;
  /** Rows of lists by `case`, `figures` or procedure. */
  rows: Readonly<Record<string, readonly PaperValues[]>>;
  /** In a programme on trial nothing has effect. */
  trial: boolean;
}

export interface FieldValue extends Bilingual {
  value: string;
}

export interface PaperList {
  caption: string | undefined;
  columns: { title: string; width: number; align: 'left' | 'center' | 'right' }[];
  rows: string[][];
}

/** A part of the running text, or the place of the list or of the fields. */
export type PaperPart = { kind: 'paragraph' | 'heading'; text: string } | { kind: 'list' | 'fields' };

/** A paper with its texts filled in, before it is laid out. */
export interface Paper {
  title: string;
  number: string | undefined;
  issuers: readonly string[];
  date: string;
  to: string | undefined;
  text: PaperPart[];
  /** Of every field of the kind in its order; '' is left to be filled in by hand. */
  fields: FieldValue[];
  list: PaperList | undefined;
  attachments: string[];
  sign: string[];
  copies: string | undefined;
}

export interface PaperOptions {
  /** As numbered, 告知书〔2026〕1号; undefined: a draft, or a form to fill in. */
  number: string | undefined;
  /** Leaves out what the spec withholds from those the case is about. */
  copy?: 'open' | undefined;
}

/** Fields that are signed or sealed: the boxes at the end stand for them. */
const SIGNED = /^(seal|signatures?)\b/;

/** The texts of a paper. */
export function paperOf({ name, fields, spec }: PaperKind, facts: PaperFacts, { number, copy }: PaperOptions): Paper {
  const withheld = new Set(copy === 'open' ? spec.withheld : []);
  const values = { ...facts.values, ...(number !== undefined && { number }), date: chineseDate(facts.date) };
  const say = (template: string | undefined): string | undefined =>
    template === undefined ? undefined : filled(template, values);
  const titles = spec.title;
  const title = typeof titles === 'object' ? (titles[facts.action] ?? titles['other']) : titles;
  return {
    title: say(title) ?? name.zh,
    number,
    issuers: facts.issuers[spec.issuer],
    date: facts.date,
    to: say(spec.to),
    text: spec.text.flatMap((part) => {
      if (typeof part === 'string') return partOf(part, say);
      return [part.when].flat().includes(facts.action) ? partOf(part.text, say) : [];
    }),
    fields: fields
      .filter(({ en }) => !withheld.has(en) && !(spec.sign.length > 0 && SIGNED.test(en)))
      .map(({ zh, en }) => ({ zh, en, value: say(spec.values[en]) ?? '' })),
    list: listOf(spec, facts, say),
    attachments: spec.attachments.flatMap((template) => say(template) ?? []),
    sign: spec.sign.flatMap((template) => say(template) ?? []),
    copies: say(spec.copies),
  };
}

function partOf(template: string, say: (template: string) => string | undefined): PaperPart[] {
  if (template === '{list}') return [{ kind: 'list' }];
  if (template === '{fields}') return [{ kind: 'fields' }];
  const heading = template.startsWith('# ');
  const text = say(heading ? template.slice(2) : template);
  return text === undefined ? [] : [{ kind: heading ? 'heading' : 'paragraph', text }];
}

function listOf(
  { list }: PaperSpec,
  facts: PaperFacts,
  say: (template: string | undefined) => string | undefined,
): PaperList | undefined {
  if (!list) return undefined;
  const rows = list.rows === 'case' ? [{}] : (facts.rows[list.rows] ?? []);
  return {
    caption: say(list.caption),
    columns: list.columns.map(({ title, width, align }) => ({ title, width, align })),
    rows: rows.map((row, n) =>
      list.columns.map(({ value }) => filled(value, { ...facts.values, ...row, n: String(n + 1) }) ?? ''),
    ),
  };
}

/** A paper as a document: what it says, laid out as its kind is. */
export function buildPaper(kind: PaperKind, facts: PaperFacts, options: PaperOptions): DocumentInput {
  const paper = paperOf(kind, facts, options);
  const draft = options.number === undefined && kind.direction !== 'in';
  return {
    ...LAYOUTS[kind.spec.layout](paper),
    title: paper.title,
    // What is filed is kept by the authority; who filed it is nobody's business who only has the code.
    issuer: (kind.spec.issuer === 'filer' ? facts.issuers.authority : paper.issuers).join('、'),
    date: facts.date,
    ...(facts.trial && { mark: '试运行 - 不具效力', watermark: '试运行' }),
    ...(draft && { mark: '草稿 - 未编号、未印发', watermark: '草稿' }),
  };
}

/** Names of the values a kind uses for an action: which of them are read only by some, its readers are taken from. */
export function valuesUsed({ spec }: PaperKind): { names: string[]; lists: string[] } {
  const templates = [
    ...(typeof spec.title === 'object' ? Object.values(spec.title) : [spec.title]),
    spec.number,
    spec.to,
    ...spec.text.map((part) => (typeof part === 'string' ? part : part.text)),
    ...Object.values(spec.values),
    ...(spec.list?.rows === 'case' ? spec.list.columns.map(({ value }) => value) : []),
    ...spec.attachments,
    ...spec.sign,
    spec.copies,
  ];
  return {
    names: [...new Set(templates.flatMap((template) => (template === undefined ? [] : namesIn(template))))],
    lists: spec.list ? [spec.list.rows] : [],
  };
}
