import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from '../../kernel/module.ts';
import { checkNotice, listKeys, VERDICTS } from './notices.ts';

const USAGE = 'notice verify FILE | notice keys';

/** `notice`: checks signed notices. Exit 0: genuine; 1: not, or called wrongly. */
export const noticeCommand: Command = {
  summary: '公示：核对签名文件是否由本系统发布、有无改动 Notices: whether a signed file is genuine and unchanged',
  usage: USAGE,
  async run(ctx, [verb, file, ...more], io) {
    if (verb === 'keys' && file === undefined) {
      for (const { fingerprint, public_key, current } of (await listKeys(ctx)).items)
        io.out(`${fingerprint}${current ? ' *' : ''}\n${public_key}`);
      return 0;
    }
    if (verb !== 'verify' || file === undefined || more.length > 0) {
      io.err(`用法 Usage: ${USAGE}\n`);
      return 1;
    }
    const verdict = await checkNotice(ctx, await readFile(resolve(io.cwd, file), 'utf8'));
    if (verdict.kind === 'not_a_notice') {
      io.err(`${file}: 不是公示签名文件 not a signed notice: ${verdict.why}\n`);
      return 1;
    }
    const { zh, en } = VERDICTS[verdict.kind];
    const { list, key, sha256 } = verdict.notice;
    const say = verdict.kind === 'genuine' ? io.out : io.err;
    say(`${zh}\n${en}\n${list.title.zh} (${list.notice})\nSHA-256 ${sha256}\nkey ${key.fingerprint}\n`);
    return verdict.kind === 'genuine' ? 0 : 1;
  },
};
