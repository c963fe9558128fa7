import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Ctx } from '../../kernel/context.ts';
import type { Command, CommandIo } from '../../kernel/module.ts';
import { answerBatch, downloadBatch, dropBatch, listBatches, readBatch, submitBatch } from './cstr/batches.ts';
import { makeBatch } from './cstr/make.ts';

const USAGE =
  'cstr batch --platform CODE --type TYPE [FILE] | cstr list [--platform CODE] | cstr file ID [FILE] | cstr task ID TASK | cstr answer ID FILE | cstr drop ID';
const usage = (): Error => new Error(`用法 Usage: npm run keyuan -- ${USAGE}`);

type Batch = Awaited<ReturnType<typeof readBatch>>;
const line = ({
  id,
  platform,
  type_label,
  state_label,
  task,
  count,
  registered,
  failed,
}: Omit<Batch, 'items'>): string =>
  [
    id,
    platform.code,
    type_label,
    state_label,
    task ?? '-',
    `共 all ${count}`,
    `已注册 registered ${registered}`,
    `失败 failed ${failed}`,
  ].join(' · ');

async function writeBody(ctx: Ctx, io: CommandIo, id: string, file: string | undefined): Promise<void> {
  const { bytes } = await downloadBatch(ctx, id);
  if (file === undefined) return io.out(bytes.toString());
  await writeFile(resolve(io.cwd, file), bytes);
  io.err(`${resolve(io.cwd, file)}\n`);
}

async function tell(ctx: Ctx, io: CommandIo, id: string): Promise<number> {
  const batch = await readBatch(ctx, id);
  io.out(`${line(batch)}\n`);
  const failed = batch.items.filter(({ outcome }) => outcome === 'failed');
  for (const { identifier, title, message } of failed) io.err(`${identifier} ${title}: ${message ?? ''}\n`);
  return failed.length > 0 ? 2 : 0;
}

async function make(
  ctx: Ctx,
  io: CommandIo,
  asked: { platform?: string | undefined; type?: string | undefined },
  file: string | undefined,
) {
  const { platform, type } = asked;
  if (platform === undefined || type === undefined) throw usage();
  const { id, lacking } = await makeBatch(ctx, { platform, type });
  for (const { title, fields } of lacking)
    io.err(`${title}: 缺少 lacks ${fields.map(({ zh, en }) => `${zh} ${en}`).join('、')}\n`);
  io.err(`${line(await readBatch(ctx, id))}\n`);
  await writeBody(ctx, io, id, file);
  return lacking.length > 0 ? 2 : 0;
}

const cstr: Command = {
  summary: '科技资源标识（CSTR）成批注册 Batches of identifiers for the national registry',
  usage: USAGE,
  async run(ctx, argv, io) {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { platform: { type: 'string' }, type: { type: 'string' } },
    });
    const [verb, id, given] = positionals;
    if (verb === 'batch') return make(ctx, io, values, id);
    if (verb === 'list') {
      const { items } = await listBatches(ctx, { platform: values.platform, limit: 100 });
      for (const batch of items) io.out(`${line(batch)}\n`);
      return 0;
    }
    if (id === undefined || !/^\d{1,18}$/.test(id)) throw usage();
    if (verb === 'file') {
      await writeBody(ctx, io, id, given);
      return 0;
    }
    const { revision } = await readBatch(ctx, id);
    if (verb === 'drop') await dropBatch(ctx, id, { revision });
    else if (verb === 'task' && given !== undefined) await submitBatch(ctx, id, { revision, task: given });
    else if (verb === 'answer' && given !== undefined) {
      const answer: unknown = JSON.parse(await readFile(resolve(io.cwd, given), 'utf8'));
      await answerBatch(ctx, id, { revision, answer });
    } else throw usage();
    return tell(ctx, io, id);
  },
};

export const commands: Readonly<Record<string, Command>> = { cstr };
