import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { EXPORT_FORMATS, type ExportFormat } from '../../../shared/catalogue/export-formats.ts';
import { RESOURCE_STATES } from '../../../shared/catalogue/schemas.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Download } from '../../kernel/http/mount.ts';
import type { Command } from '../../kernel/module.ts';
import { exportArchive } from './export-archive.ts';
import { exportSearch, exportWork } from './export.ts';

const USAGE =
  'export [--platform CODE] [--type TYPE] [--state STATE | --query TEXT] [--format csv|xlsx|jsonl|dwca] [FILE]';
const usage = (): Error => new Error(`用法 Usage: npm run keyuan -- ${USAGE}`);

interface Values {
  platform?: string | undefined;
  type?: string | undefined;
  state?: string | undefined;
  query?: string | undefined;
  format: string;
}

/** Records in any state; with a query what the public search finds; as `dwca` what a platform has published. */
async function fileFor(ctx: Ctx, { platform, type, state: given, query: q, format: name }: Values): Promise<Download> {
  if (name === 'dwca') {
    if (platform === undefined || type !== undefined || given !== undefined || q !== undefined) throw usage();
    return exportArchive(ctx, platform);
  }
  const format = EXPORT_FORMATS.find((known): known is ExportFormat => known === name);
  const state = RESOURCE_STATES.find((known) => known === given);
  if (!format || state !== given || (q !== undefined && given !== undefined)) throw usage();
  const several = (value: string | undefined): string[] | undefined => (value === undefined ? undefined : [value]);
  if (q !== undefined) return exportSearch(ctx, { q, platform: several(platform), type: several(type) }, format);
  if (platform === undefined && type === undefined) throw usage();
  return exportWork(ctx, { platform, type, state, q: '', format });
}

export const exportCommand: Command = {
  summary: '导出资源 Export records as CSV, XLSX, JSON Lines, or a platform as a Darwin Core Archive',
  usage: USAGE,
  async run(ctx, argv, io) {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        platform: { type: 'string' },
        type: { type: 'string' },
        state: { type: 'string' },
        query: { type: 'string' },
        format: { type: 'string', default: 'csv' },
      },
    });
    const [output] = positionals;
    const isText = values.format === 'csv' || values.format === 'jsonl';
    // Bytes cannot go through the channel that carries what a command says.
    if (positionals.length > 1 || (output === undefined && !isText)) throw usage();
    const { bytes } = await fileFor(ctx, values);
    const stream = bytes instanceof Readable ? bytes : Readable.from([bytes]);
    if (output === undefined) {
      const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
      for await (const chunk of stream)
        io.out(typeof chunk === 'string' ? chunk : decoder.decode(chunk as Buffer, { stream: true }));
      return 0;
    }
    await pipeline(stream, createWriteStream(resolve(io.cwd, output)));
    io.err(`${resolve(io.cwd, output)}\n`);
    return 0;
  },
};
