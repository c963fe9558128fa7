import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { kernelProblem } from '../../shared/kernel/problems.ts';
import { openStorage } from '../kernel/db/open.ts';
import type { Command } from '../kernel/module.ts';
import { moveFiles } from './files.ts';
import { moveTo } from './move.ts';

const USAGE = 'move --to postgres://… [--data FOLDER]';
const SAID_EVERY = 10_000;

/** Carries the embedded database over to PostgreSQL. */
export const moveCommand: Command = {
  summary:
    '把内嵌数据库连同文件迁移到空的 PostgreSQL 数据库 Move everything from the embedded database to an empty PostgreSQL',
  usage: USAGE,
  async run(ctx, argv, io) {
    const { values } = parseArgs({ args: argv, options: { to: { type: 'string' }, data: { type: 'string' } } });
    if (values.to === undefined || !/^postgres(ql)?:\/\//.test(values.to))
      throw new Error(`用法 Usage: npm run keyuan -- ${USAGE}`);
    const { storage, files, config } = ctx.services;
    if (storage.kind !== 'pglite') throw kernelProblem('kernel.move_embedded_only');
    const folder = values.data === undefined ? undefined : join(resolve(io.cwd, values.data), 'files');
    const target = await openStorage({ url: values.to, connections: 2 });
    try {
      const carried = await moveTo(storage, target, (name, rows) => {
        if (rows % SAID_EVERY === 0) io.err(`${name} ${rows}\n`);
      });
      for (const { name, source, target: there } of carried)
        io.out(`${name.padEnd(24)} ${String(source.rows).padStart(10)} = ${there.rows}\n`);
      const moved = await moveFiles(target.db, files, folder);
      io.out(`文件 files ${moved.whole} · ${moved.bytes} B\n`);
      for (const sha256 of moved.faulty) io.err(`文件缺失或损坏 file missing or damaged: ${sha256}\n`);
      io.out(
        [
          '数据库已全部迁移，逐表核对一致。 Everything was moved, and every table compared.',
          `请停止服务，设置 DATABASE_URL${folder === undefined ? `，KEYUAN_DATA 仍用 ${config.dataFolder}` : `，KEYUAN_DATA 改为 ${resolve(io.cwd, values.data!)}`}，再启动。`,
          'Now stop the server, set DATABASE_URL (and KEYUAN_DATA as above), and start it again. What is changed here from now on is not carried over.',
          '',
        ].join('\n'),
      );
      return moved.faulty.length === 0 ? 0 : 2;
    } finally {
      await target.close();
    }
  },
};
