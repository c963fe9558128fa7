import { parseArgs } from 'node:util';
import type { Ctx } from '../../kernel/context.ts';
import type { Command, CommandIo } from '../../kernel/module.ts';
import { checkIndex } from './check-index.ts';
import { publishedTotal, rebuildIndex } from './rebuild-index.ts';

const USAGE = 'index check [--repair] | index rebuild [--fresh]';
/** Milliseconds between two lines of progress. */
const SAID_EVERY = 2_000;

export const indexCommand: Command = {
  summary: '核对、修复或重建检索索引 Compare the search index with the records, mend it, or make it anew',
  usage: USAGE,
  async run(ctx, argv, io) {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { repair: { type: 'boolean', default: false }, fresh: { type: 'boolean', default: false } },
    });
    const [what] = positionals;
    if (positionals.length === 1 && what === 'check' && !values.fresh) return check(ctx, io, values.repair);
    if (positionals.length === 1 && what === 'rebuild' && !values.repair) return rebuild(ctx, io, values.fresh);
    throw new Error(`用法 Usage: npm run keyuan -- ${USAGE}`);
  },
};

async function check(ctx: Ctx, io: CommandIo, repair: boolean): Promise<number> {
  const { checked, missing, differs, stray } = await checkIndex(ctx, { repair });
  const faults = missing + differs + stray;
  const verdict = faults === 0 ? '一致 consistent' : repair ? '已修复 repaired' : '不一致 inconsistent (--repair)';
  io.out(
    `已核对 checked ${checked} · 缺失 missing ${missing} · 不符 differing ${differs} · 多余 stray ${stray} · ${verdict}\n`,
  );
  return faults === 0 || repair ? 0 : 1;
}

const STEPS = {
  filling: '写入 rows',
  indexing: '建立索引 making indexes',
  following: '补上期间的改动 changes taken over',
  exchanging: '切换 exchanging',
} as const;

async function rebuild(ctx: Ctx, io: CommandIo, fresh: boolean): Promise<number> {
  const total = await publishedTotal(ctx.db);
  const begun = performance.now();
  let said = 0;
  let first: number | undefined;
  const { rows, resumedAt, finished } = await rebuildIndex(ctx, {
    fresh,
    signal: io.signal,
    onProgress(step, done) {
      first ??= done;
      const now = performance.now();
      if (step === 'filling' && done < total && now - said < SAID_EVERY) return;
      said = now;
      const rate = Math.round((1000 * (done - first)) / Math.max(1, now - begun));
      const share = step === 'filling' ? ` ${done} / ${total}${rate > 0 ? ` · ${rate}/s` : ''}` : '';
      io.err(`${STEPS[step]}${share}${step === 'following' ? ` ${done}` : ''}\n`);
    },
  });
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const resumed = resumedAt > 0 ? ` · 接续自 resumed at ${resumedAt}` : '';
  io.out(
    finished
      ? `索引已重建 rebuilt ${rows} · ${seconds} s${resumed}\n`
      : `已中断，再次运行即接续 interrupted, run again to go on: ${rows} / ${total}${resumed}\n`,
  );
  return finished ? 0 : 1;
}
