import { parseArgs } from 'node:util';
import { checkRecord } from '../../../shared/catalogue/check-record.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Command } from '../../kernel/module.ts';
import { type PlatformRecord, platformsByCode, seedRegister } from '../identity/index.ts';
import { optimiseIndex } from '../search/index.ts';
import { generateRecord } from './generate-records.ts';
import { targetOf } from './platform-rules.ts';
import type { IncomingRecord } from './write-target.ts';
import { writeRecords } from './write.ts';

const USAGE = 'generate --records N [--seed S]';
/** Generated records belong to these platforms in turn, a chunk to each. */
const PLATFORMS = 12;

const platformSeeds = Array.from({ length: PLATFORMS }, (_, index) => ({
  code: `GENERATED-${index + 1}`,
  name_zh: `示范生成数据库第 ${index + 1} 号`,
  name_en: `Generated demonstration library ${index + 1}`,
  kind: 'resource_library' as const,
  summary_zh: '由程序生成的记录，仅供试用与测速，不代表任何真实馆藏。',
  demo: true,
}));

export const generateCommand: Command = {
  summary: '生成示例记录，用于试用与测速 Generate demonstration records for trials and measurements',
  usage: USAGE,
  async run(ctx, argv, io) {
    const { values } = parseArgs({
      args: argv,
      options: { records: { type: 'string' }, seed: { type: 'string', default: '1' } },
    });
    const [records, seed] = [Number(values.records), Number(values.seed)];
    if (!Number.isInteger(records) || records < 1 || !Number.isInteger(seed))
      throw new Error(`npm run keyuan -- ${USAGE}`);
    if (ctx.services.config.mode === 'live')
      throw new Error('正式运行模式下不生成示例记录 No generated records in live mode');
    await seedRegister(ctx, { platforms: platformSeeds });
    const platforms = await platformsByCode(
      ctx.db,
      platformSeeds.map(({ code }) => code),
    );
    const size = ctx.services.storage.kind === 'postgres' ? 1000 : 200;
    const begun = performance.now();
    let [written, refused] = [0, 0];
    for (let from = 0; from < records && !io.signal.aborted; from += size) {
      const chunk = { seed, from, to: Math.min(records, from + size) };
      const done = await writeChunk(ctx, platforms[Math.floor(from / size) % platforms.length]!, chunk);
      written += done.written;
      refused += done.refused;
      if (chunk.to % (size * 10) === 0) {
        const rate = Math.round((1000 * chunk.to) / (performance.now() - begun));
        io.err(`${chunk.to} / ${records} · ${rate}/s\n`);
      }
    }
    await optimiseIndex(ctx.db);
    io.out(`已生成 generated ${written} · 未收 refused ${refused}\n`);
    return refused === 0 ? 0 : 2;
  },
};

interface Chunk {
  seed: number;
  from: number;
  to: number;
}

/** One chunk in one act: a few types of one platform. */
async function writeChunk(
  ctx: Ctx,
  platform: PlatformRecord,
  { seed, from, to }: Chunk,
): Promise<{ written: number; refused: number }> {
  const byType = new Map<string, IncomingRecord[]>();
  let refused = 0;
  for (let index = from; index < to; index++) {
    const { type: id, fields } = generateRecord(seed, index);
    const type = ctx.services.types.get(id)!;
    const { record } = checkRecord(type, fields, { today: ctx.today });
    if (record) byType.set(id, [...(byType.get(id) ?? []), { row: index + 1, checked: record }]);
    else refused += 1;
  }
  return act(ctx, { action: 'catalogue.records.generate', detail: { from, to, seed } }, async (tx) => {
    let written = 0;
    let late = 0;
    for (const [id, records] of byType) {
      const target = targetOf(ctx, platform, ctx.services.types.get(id)!, { state: 'published' });
      const outcome = await writeRecords(ctx, tx, target, records);
      written += outcome.created.length + outcome.updated.length + outcome.unchanged.length;
      late += outcome.refused.length;
    }
    return { written, refused: refused + late };
  });
}
