import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { proceduresProblem } from '../../../shared/procedures/problems.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Download } from '../../kernel/http/mount.ts';
import type { Id } from '../../kernel/ids.ts';
import { fileOfCode, listPapers, printableModel, setDocument } from '../documents/index.ts';
import { desksOfActor, sees, visibleCase } from './access.ts';
import { timelineDocument } from './bundle-timeline.ts';
import { zipped, type ZipEntry } from './bundle-zip.ts';
import { filesOf } from './case-files.ts';
import { readable, readsAsOffice } from './field-readers.ts';
import { placeOf } from './place.ts';
import { rulesOf } from './rules.ts';
import type { CaseRow } from './store.ts';

const MOST_PAPERS = 5000;

/**
 * The whole case as a ZIP file for the archive: papers, uploaded files, the timeline as PDF, data, and a list of all of it with
 * SHA-256. Sub-cases go with their case; applications under a call are cases of their own.
 * @throws procedures.case_unknown | procedures.bundle_withheld for whoever does not see all of it
 */
export async function bundleCase(ctx: Ctx, id: Id): Promise<Download> {
  const row = await visibleCase(ctx, id);
  if (!(await seesWhole(ctx, row))) throw proceduresProblem('procedures.bundle_withheld');
  const cases = await wholeCase(ctx, row);
  await act(ctx, { action: 'procedures.case.bundle', subject: { kind: 'case', id } }, async () => undefined);
  const folder = `办件${id}`;
  return {
    bytes: Readable.from(zipped(entriesOf(ctx, folder, cases), ctx.now)),
    name: `${folder} ${row.title}.zip`,
    mediaType: 'application/zip',
  };
}

/** A case with all below it that have no subject of their own, in their order. */
async function wholeCase(ctx: Ctx, row: CaseRow): Promise<CaseRow[]> {
  const { rows } = await sql<CaseRow>`with recursive down as (
      select id, parent_id, procedure from proc_case where id = ${row.id}
      union all select c.id, c.parent_id, c.procedure from proc_case c join down d on c.parent_id = d.id)
    select c.* from proc_case c where c.id in (select id from down) order by c.id`.execute(ctx.db);
  const kept = new Set([row.id]);
  return rows.filter((one) => {
    const own = one.id === row.id || (kept.has(one.parent_id!) && rulesOf(ctx, one).procedure.subject === 'case');
    if (own) kept.add(one.id);
    return own;
  });
}

/** Whether the caller sees all of a case: every field, event and sub-case, as an office that handles it. */
export async function seesWhole(ctx: Ctx, row: CaseRow): Promise<boolean> {
  if (ctx.actor.kind === 'system') return true;
  const desks = await desksOfActor(ctx);
  for (const one of await wholeCase(ctx, row)) {
    const { procedure } = rulesOf(ctx, one);
    const fields = Object.keys(readable(procedure, await placeOf(ctx.db, one), desks, procedure.fields));
    if (!sees(desks, one.readers) || !readsAsOffice(desks, one.readers)) return false;
    if (fields.length < Object.keys(procedure.fields).length) return false;
    const { rows: hidden } = await sql<{ id: Id }>`select id from case_event where case_id = ${one.id}
      and readers is not null and not (readers && ${[...desks]}::text[]) limit 1`.execute(ctx.db);
    if (hidden.length > 0) return false;
  }
  return true;
}

async function* entriesOf(ctx: Ctx, folder: string, cases: readonly CaseRow[]): AsyncGenerator<ZipEntry> {
  const list: { path: string; sha256: string; size: number }[] = [];
  const names = new Set<string>();
  const named = (path: string): string => {
    const at = path.lastIndexOf('.');
    for (let n = 1; ; n++) {
      const name = n === 1 ? path : `${path.slice(0, at)} (${n})${path.slice(at)}`;
      if (names.has(name)) continue;
      names.add(name);
      return name;
    }
  };
  // Digests are of what went in, counted as it went.
  async function* kept(path: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    let size = 0;
    for await (const part of bytes) {
      hash.update(part);
      size += part.length;
      yield part;
    }
    list.push({ path, sha256: hash.digest('hex'), size });
  }
  const entry = (path: string, bytes: AsyncIterable<Uint8Array>): ZipEntry => {
    const name = named(path);
    return { path: `${folder}/${name}`, bytes: kept(name, bytes) };
  };
  const whole = (bytes: Uint8Array): AsyncIterable<Uint8Array> => Readable.from([bytes]);
  const inCase = new Map(cases.map((row) => [row.id, row.id === cases[0]!.id ? '' : `${labelOf(ctx, row)}${row.id}/`]));
  const papers = await listPapers(ctx.db, { kind: 'case', ids: [...inCase.keys()], desks: 'all', limit: MOST_PAPERS });
  for (const paper of papers.toReversed()) {
    const { bytes } = await fileOfCode(ctx, paper.code);
    yield entry(
      `${inCase.get(paper.subject)}文书/${safe(`${paper.kind_label.zh} ${paper.number}`)}.pdf`,
      bytes as Readable,
    );
  }
  for (const row of cases) {
    const { procedure } = rulesOf(ctx, row);
    for (const file of await filesOf(ctx, row)) {
      const label = procedure.fields[file.field]?.label.zh ?? file.field;
      const bytes = await ctx.services.files.read(file.sha256);
      yield entry(`${inCase.get(row.id)}材料/${safe(label)} - ${safe(file.name)}`, bytes);
    }
    const model = await printableModel(await timelineDocument(ctx, row));
    yield entry(`${inCase.get(row.id)}办理过程.pdf`, whole((await setDocument(ctx, model)).bytes));
    const data = { id: row.id, procedure: row.procedure, state: row.state, outcome: row.outcome, data: row.data };
    yield entry(`${inCase.get(row.id)}办件数据.json`, whole(Buffer.from(JSON.stringify(data, null, 2))));
  }
  const manifest = { case: cases[0]!.id, made_at: ctx.now, files: list.toSorted((a, b) => (a.path < b.path ? -1 : 1)) };
  yield { path: `${folder}/清单.json`, bytes: whole(Buffer.from(JSON.stringify(manifest, null, 2))) };
}

const labelOf = (ctx: Ctx, row: CaseRow): string => safe(rulesOf(ctx, row).procedure.label.zh);

/** A name that every file system takes. */
const safe = (name: string): string => name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_').slice(0, 120);
