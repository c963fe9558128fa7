import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from '../../kernel/module.ts';
import { recordCase } from './record-case.ts';

export const caseCommand: Command = {
  summary:
    '办件：把一件办件的经过记录为可重放的 YAML（不含姓名、文字和文件） Cases: the life of one as YAML that can be replayed',
  usage: 'case record ID [FILE]',
  async run(ctx, [verb, id, file], io) {
    if (verb !== 'record' || id === undefined || !/^\d{1,19}$/.test(id)) {
      io.err('case record ID [FILE]\n');
      return 1;
    }
    const yaml = await recordCase(ctx, id);
    if (file === undefined) io.out(yaml);
    else await writeFile(resolve(io.cwd, file), yaml, { flag: 'wx' });
    return 0;
  },
};
