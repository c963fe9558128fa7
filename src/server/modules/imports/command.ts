import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { faultText } from '../../../shared/imports/fault-text.ts';
import { importsProblem } from '../../../shared/imports/problems.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Command, CommandIo } from '../../kernel/module.ts';
import { undoFromCommand } from './undo-command.ts';
import { refusedFile } from './refused-file.ts';
import { runImport } from './run.ts';
import { type Batch, listFaults } from './store.ts';
import { storeFile } from './upload.ts';
import { noteText, secondsLeft } from './view.ts';

const USAGE =
  'import --platform CODE --type TYPE [--dry-run] [--state draft|published] [--mapping FILE.json] [--sheet NAME] [--report FILE] FILE\nimport undo BATCH --reason TEXT';

const mappingFile = z.union([
  z.strictObject({
    columns: z.record(z.string(), z.string().nullable()).default({}),
    constants: z.record(z.string(), z.string()).default({}),
    sheet: z.string().optional(),
  }),
  z.record(z.string(), z.string().nullable()).transform((columns) => ({ columns, constants: {}, sheet: undefined })),
]);

const options = {
  platform: { type: 'string' },
  type: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  state: { type: 'string', default: 'draft' },
  mapping: { type: 'string' },
  sheet: { type: 'string' },
  report: { type: 'string' },
  reason: { type: 'string' },
} as const;

/** `import`: the importer a curator uses, from the command line. Exit 0: nothing refused; 2: some rows; 1: failed. */
export const importCommand: Command = {
  summary:
    '导入资源或撤销一次导入 / import resources from CSV, TSV, XLSX, JSON Lines or Darwin Core Archives; undo an import',
  usage: USAGE,
  async run(ctx, argv, io) {
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
    const [path] = positionals;
    if (path === 'undo' && positionals.length === 2 && values.reason !== undefined)
      return undoFromCommand(ctx, positionals[1]!, values.reason, io);
    const { platform, type, state } = values;
    if (
      path === undefined ||
      positionals.length > 1 ||
      platform === undefined ||
      type === undefined ||
      (state !== 'draft' && state !== 'published')
    ) {
      io.err(`用法 Usage: ${USAGE}\n`);
      return 1;
    }
    const given =
      values.mapping === undefined
        ? { columns: {}, constants: {}, sheet: undefined }
        : await readMapping(resolve(io.cwd, values.mapping));
    const full = resolve(io.cwd, path);
    await stat(full);
    const file = await storeFile(ctx, createReadStream(full), basename(full));
    const batch = await runImport(
      ctx,
      {
        file: file.id,
        platform,
        type,
        mapping: given.columns,
        constants: given.constants,
        sheet: values.sheet ?? given.sheet,
        dry_run: values['dry-run'],
        state,
      },
      { signal: io.signal, onProgress: progressTo(io) },
    );
    return conclude(ctx, batch, io, values.report);
  },
};

async function readMapping(path: string): Promise<z.output<typeof mappingFile>> {
  try {
    return mappingFile.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    const detail =
      cause instanceof z.ZodError
        ? cause.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`).join('; ')
        : (cause as Error).message;
    throw importsProblem('imports.mapping_malformed', { file: basename(path), detail });
  }
}

const number = (value: number): string => Math.round(value).toLocaleString('en-US');

/** A line now and then while it takes long. */
function progressTo(io: CommandIo): (batch: Batch) => void {
  let last = Date.now();
  return (batch) => {
    if (Date.now() - last < 5000 || batch.state !== 'running') return;
    last = Date.now();
    const left = secondsLeft(batch);
    const total = batch.rows_total === null ? '?' : number(batch.rows_total);
    const rate = batch.rate ?? 0;
    io.out(
      `${number(batch.rows_done)} / ${total} 行 rows，${number(rate)} 行/秒 rows/s${left === null ? '' : `，约剩 ${number(left)} 秒 s left`}\n`,
    );
  };
}

async function conclude(ctx: Ctx, batch: Batch, io: CommandIo, report: string | undefined): Promise<number> {
  for (const note of batch.notes) io.out(`${noteText(note, 'zh-CN')}\n${noteText(note, 'en')}\n`);
  io.out(`${countsOf(batch)}\n`);
  if (!batch.dry_run) io.out(`批次 Batch ${batch.id}\n`);
  if (batch.refused_count > 0) await tellRefused(ctx, batch, io, report);
  if (batch.failure) io.err(`${batch.failure.zh}\n${batch.failure.en}\n`);
  if (batch.state === 'cancelled') io.err('导入已取消，已导入的记录保留\nCancelled; what is in stays in\n');
  if (batch.state !== 'done') return 1;
  return batch.refused_count > 0 ? 2 : 0;
}

function countsOf(batch: Batch): string {
  const { rows_done, created_count, updated_count, unchanged_count, refused_count, warning_count } = batch;
  const [zh, en] = batch.dry_run ? ['试导入（未写入）', 'Trial run (nothing written)'] : ['导入', 'Import'];
  return [
    `${zh}：共 ${rows_done} 行，新增 ${created_count}，更新 ${updated_count}，未变 ${unchanged_count}，退回 ${refused_count}，警告 ${warning_count}`,
    `${en}: ${rows_done} rows, ${created_count} created, ${updated_count} updated, ${unchanged_count} unchanged, ${refused_count} refused, ${warning_count} warnings`,
  ].join('\n');
}

const LISTED = 20;

async function tellRefused(ctx: Ctx, batch: Batch, io: CommandIo, report: string | undefined): Promise<void> {
  const faults = await listFaults(ctx.db, batch.id, { severity: 'error', limit: LISTED + 1 });
  for (const { row, heading, field, code, params } of faults.slice(0, LISTED)) {
    const where = heading ?? field;
    for (const lang of ['zh-CN', 'en'] as const)
      io.out(`${lang === 'en' ? `  row ${row}` : `第 ${row} 行`} ${where ?? ''}: ${faultText(code, params, lang)}\n`);
  }
  if (faults.length > LISTED) io.out('……\n');
  if (report === undefined) return;
  const path = resolve(io.cwd, report);
  const { bytes } = await refusedFile(
    { db: ctx.db, files: ctx.services.files, types: ctx.services.types, lang: ctx.lang },
    batch,
  );
  await pipeline(bytes instanceof Readable ? bytes : Readable.from([bytes]), createWriteStream(path));
  io.out(`退回的行写入 Refused rows written to ${path}\n`);
}
