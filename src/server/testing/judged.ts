import { join } from 'node:path';
import { sql } from 'kysely';
import { z } from 'zod';
import type { RecordFields } from '../../shared/catalogue/resource-type.ts';
import type { ReadDb } from '../kernel/db/open.ts';
import { PACKAGE_ROOT } from '../kernel/package-root.ts';
import { readYaml } from '../kernel/yaml-file.ts';

/** A query with what a relevant record must contain: one of each list. */
export interface JudgedQuery {
  kind: string;
  q: string;
  need: readonly (readonly string[])[];
}

export interface Judgement extends JudgedQuery {
  /** Number of relevant records; 0: the query says nothing here. */
  relevant: number;
  /** Share of the relevant records (of 20 at most) among the first 20 hits. */
  recall: number;
  /** 1 divided by the place of the first relevant hit. */
  reciprocal: number;
  /** What was searched instead, when nothing was found and this was offered. */
  meant: string | undefined;
}

const FILE = join(PACKAGE_ROOT, 'bench/judged-queries.yaml');

/** `query => this|or that & and this`. */
export function readJudgedQueries(): JudgedQuery[] {
  const kinds = readYaml(FILE, z.record(z.string(), z.array(z.union([z.string(), z.number()]))));
  return Object.entries(kinds).flatMap(([kind, lines]) =>
    lines.map((line) => {
      const [q, rule] = String(line).split(' => ');
      const need =
        rule === undefined ? q!.split(' ').map((word) => [word]) : rule.split(' & ').map((one) => one.split('|'));
      return { kind, q: q!, need: need.map((ways) => ways.map((way) => way.trim())) };
    }),
  );
}

interface Texts {
  id: string;
  /** Titles; short values; everything. Each holds the ones before. */
  levels: [string, string, string];
}

const SHORT = 60;
const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

/** The published records as plain texts: judging reads them by itself. */
export async function readTexts(db: ReadDb): Promise<Texts[]> {
  const { rows } = await sql<{ id: string; title: string; title_en: string | null; fields: RecordFields }>`
    select id, title, title_en, fields from resource where state = 'published'`.execute(db);
  return rows.map(({ id, title, title_en, fields }) => {
    const titles = [title, title_en ?? ''].join('\n');
    const values = Object.values(fields).flatMap((value) =>
      typeof value === 'object' ? value.map(String) : [String(value)],
    );
    const short = [titles, ...values.filter((value) => value.length <= SHORT)].join('\n');
    return { id, levels: [plain(titles), plain(short), plain([short, ...values].join('\n'))] };
  });
}

/** Chinese anywhere; Latin words and numbers not within others. */
function holds(text: string, wanted: string): boolean {
  const word = plain(wanted);
  if (!/^[\p{Script=Latin}\p{N}]/u.test(word)) return text.includes(word);
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{Script=Latin}\\p{N}])${escaped}(?![\\p{Script=Latin}\\p{N}])`, 'u').test(text);
}

/** What is found through names and titles alone. */
const BY_TITLE = new Set(['pinyin', 'initials', 'typos']);

/** Ids that a query should find: those with the words in title or short values, else those with them anywhere. */
function relevantTo({ kind, need }: JudgedQuery, texts: readonly Texts[]): Set<string> {
  const at = (level: 0 | 1 | 2): Set<string> =>
    new Set(
      texts
        .filter(({ levels }) => need.every((ways) => ways.some((way) => holds(levels[level], way))))
        .map(({ id }) => id),
    );
  if (BY_TITLE.has(kind)) return at(0);
  const close = at(1);
  return close.size > 0 ? close : at(2);
}

interface Answer {
  items: { id: string }[];
  total: { value: number };
  did_you_mean: { q: string }[];
}

const FIRST = 20;

/** Judges every query. @param search answers as the interface does */
export async function judge(
  queries: readonly JudgedQuery[],
  texts: readonly Texts[],
  search: (q: string) => Promise<Answer>,
): Promise<Judgement[]> {
  const judged: Judgement[] = [];
  for (const query of queries) {
    const relevant = relevantTo(query, texts);
    if (relevant.size === 0) {
      judged.push({ ...query, relevant: 0, recall: 0, reciprocal: 0, meant: undefined });
      continue;
    }
    let answer = await search(query.q);
    const meant = answer.total.value === 0 ? answer.did_you_mean[0]?.q : undefined;
    if (meant !== undefined) answer = await search(meant);
    const hits = answer.items.slice(0, FIRST).map(({ id }) => relevant.has(id));
    const first = hits.indexOf(true);
    judged.push({
      ...query,
      relevant: relevant.size,
      recall: hits.filter(Boolean).length / Math.min(FIRST, relevant.size),
      reciprocal: first < 0 ? 0 : 1 / (first + 1),
      meant,
    });
  }
  return judged;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

export function summaryOf(judged: readonly Judgement[]): { queries: number; recall: number; mrr: number } {
  const telling = judged.filter(({ relevant }) => relevant > 0);
  return {
    queries: telling.length,
    recall: mean(telling.map(({ recall }) => recall)),
    mrr: mean(telling.map(({ reciprocal }) => reciprocal)),
  };
}
