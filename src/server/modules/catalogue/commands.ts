import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { RESOURCE_STATES, type ResourceState } from '../../../shared/catalogue/schemas.ts';
import type { Command } from '../../kernel/module.ts';
import { exportTable } from './export.ts';
import { generateCommand } from './generate-command.ts';
import { indexCommand } from './index-command.ts';

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

export const commands: Readonly<Record<string, Command>> = {
  export: exportCommand,
  index: indexCommand,
  generate: generateCommand,
};
