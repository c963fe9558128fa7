import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { RESOURCE_STATES, type ResourceState } from '../../../shared/catalogue/schemas.ts';
import type { Command } from '../../kernel/module.ts';
import { checkIndex } from './check-index.ts';
import { exportTable } from './export.ts';
import { generateCommand } from './generate-command.ts';

const usageOf = (usage: string): Error => new Error(`用法 Usage: npm run keyuan -- ${usage}`);

const EXPORT_USAGE = 'export --platform CODE --type TYPE [--state STATE] [FILE]';
const exportCommand: Command = {
  summary: '导出一个平台某类资源的 CSV Export records of a platform and type as CSV',
  usage: EXPORT_USAGE,
  async run(ctx, argv, io) {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        platform: { type: 'string' },
        type: { type: 'string' },
        state: { type: 'string' },
      },
    });
    const { platform, type, state } = values;
    const [output] = positionals;
    if (platform === undefined || type === undefined) throw usageOf(EXPORT_USAGE);
    if (state !== undefined && !(RESOURCE_STATES as readonly string[]).includes(state)) throw usageOf(EXPORT_USAGE);
    const table = await exportTable(ctx, { platform, type, state: state as ResourceState | undefined });
    if (output === undefined) {
      for await (const text of table.lines) io.out(String(text));
    } else {
      await pipeline(table.lines, createWriteStream(resolve(io.cwd, output)));
      io.err(`${resolve(io.cwd, output)}\n`);
    }
    return 0;
  },
};

const INDEX_USAGE = 'index check [--repair]';
const indexCommand: Command = {
  summary: '核对检索索引与资源是否一致 Compare the search index with the records',
  usage: INDEX_USAGE,
  async run(ctx, argv, io) {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { repair: { type: 'boolean', default: false } },
    });
    if (positionals.join(' ') !== 'check') throw usageOf(INDEX_USAGE);
    const { checked, missing, differs, stray } = await checkIndex(ctx, { repair: values.repair });
    const faults = missing + differs + stray;
    const verdict =
      faults === 0 ? '一致 consistent' : values.repair ? '已修复 repaired' : '不一致 inconsistent (--repair)';
    io.out(
      `已核对 checked ${checked} · 缺失 missing ${missing} · 不符 differing ${differs} · 多余 stray ${stray} · ${verdict}\n`,
    );
    return faults === 0 || values.repair ? 0 : 1;
  },
};

export const commands: Readonly<Record<string, Command>> = {
  export: exportCommand,
  index: indexCommand,
  generate: generateCommand,
};
