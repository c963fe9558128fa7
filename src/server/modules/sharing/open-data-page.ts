import type { Selectable } from 'kysely';
import type { UnitKind } from '../../../shared/service-records/codes.ts';
import { sharingProblem } from '../../../shared/sharing/problems.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Tables } from '../../kernel/db/tables.ts';
import type { Download } from '../../kernel/http/mount.ts';
import type { ByteRange } from '../../kernel/http/send-file.ts';
import type { Id } from '../../kernel/ids.ts';
import { citationText, grantedFile, type RecordHead, recordHeads } from '../catalogue/index.ts';
import { platformsById } from '../identity/index.ts';
import { recordService } from '../service-records/index.ts';
import { digestOf } from './keys.ts';
import { openFiles } from './open-data.ts';
import { platformName } from './part-list.ts';
import { groupOf } from './record.ts';

type Row = Selectable<Tables['open_data_ask']>;
type Ask = Omit<Row, 'resources' | 'recorded'> & { resources: Id[]; recorded: Id[] };

/** What a key opens now. @throws sharing.open_data_unknown */
async function askOf(ctx: Ctx, key: string): Promise<{ ask: Ask; heads: RecordHead[] }> {
  const ask = (await ctx.db
    .selectFrom('open_data_ask')
    .selectAll()
    .where('access_hash', '=', digestOf(key))
    .executeTakeFirst()) as Ask | undefined;
  if (!ask || Date.parse(ask.access_until!) <= Date.parse(ctx.now)) throw sharingProblem('sharing.open_data_unknown');
  const heads = await recordHeads(ctx.db, ask.resources);
  return {
    ask,
    heads: ask.resources.flatMap((id) => {
      const head = heads.get(id);
      return head?.state === 'published' ? [head] : [];
    }),
  };
}

/** The page of open data: what was open and is so no more is left out. @throws sharing.open_data_unknown */
export async function readOpenData(ctx: Ctx, key: string) {
  const { ask, heads } = await askOf(ctx, key);
  const platforms = await platformsById(
    ctx.db,
    heads.map(({ platform }) => platform),
  );
  const all = await Promise.all(
    heads.map(async (head) => {
      const { opensOn, files } = await openFiles(ctx, head.id);
      const platform = platforms.get(head.platform)!;
      return {
        id: head.id,
        title: (ctx.lang === 'en' ? head.titleEn : null) ?? head.title,
        platform: { code: platform.code, name: platformName(ctx, platform) },
        opens_on: opensOn,
        cite_as: await citationText(ctx, head.id),
        files: files.map(({ id, name, size, sha256, open }) => ({
          id,
          name,
          size,
          sha256,
          address: open ? `/api/open-data/${key}/files/${id}` : null,
        })),
      };
    }),
  );
  const resources = all.filter(({ files }) => files.length > 0);
  return {
    until: new Date(ask.access_until!).toISOString(),
    resources,
    gone: ask.resources.length - resources.length,
  };
}

/**
 * The bytes of an open file behind a key. The first of a resource makes its service record before its bytes go.
 * @throws sharing.open_data_unknown | catalogue.file_embargoed
 */
export async function takeOpenFile(ctx: Ctx, key: string, file: Id): Promise<Download> {
  const { ask, heads } = await askOf(ctx, key);
  for (const head of heads) {
    const { files } = await openFiles(ctx, head.id);
    if (!files.some(({ id }) => id === file)) continue;
    const download = await grantedFile(ctx, head.id, file);
    return {
      ...download,
      bytes: async (range) => {
        if (!ask.recorded.includes(head.id)) await record(ctx, ask, head);
        return (download.bytes as (range?: ByteRange) => ReturnType<typeof ctx.services.files.read>)(range);
      },
    };
  }
  throw sharingProblem('sharing.open_data_unknown');
}

const record = (ctx: Ctx, ask: Ask, head: RecordHead) =>
  act(
    ctx,
    { action: 'sharing.open_data.take', subject: { kind: 'open_data_ask', id: ask.id }, detail: { resource: head.id } },
    async (tx) => {
      const { recorded } = (await tx.db
        .selectFrom('open_data_ask')
        .select('recorded')
        .where('id', '=', ask.id)
        .forUpdate()
        .executeTakeFirstOrThrow()) as Pick<Ask, 'recorded'>;
      if (recorded.includes(head.id)) return;
      await recordService(ctx, tx, {
        platform: head.platform,
        source: 'download',
        subject: `open_data:${ask.id}:${head.id}`,
        content: {
          kind: 'information',
          title: head.title.slice(0, 200),
          channel: 'online',
          on: ctx.today,
          receiver: {
            person: ask.person,
            unit: ask.unit,
            unit_kind: ask.unit_kind as UnitKind,
            group: groupOf(ask.unit_kind),
            region: ask.region_code,
            abroad: ask.abroad,
          },
          purpose: ask.purpose,
          purpose_text: ask.purpose_text,
          resources: [{ id: head.id }],
        },
      });
      await tx.db
        .updateTable('open_data_ask')
        .set({ recorded: JSON.stringify([...recorded, head.id]) })
        .where('id', '=', ask.id)
        .execute();
    },
  );

/** Once a day: asks that nobody proved go, and so do the addresses of those whose key is over. */
export async function tidyOpenData(ctx: Ctx): Promise<void> {
  const ago = (days: number): string => new Date(Date.parse(ctx.now) - days * 86_400_000).toISOString();
  await act(ctx, { action: 'sharing.open_data.tidy' }, async (tx) => {
    const unproved = await tx.db
      .deleteFrom('open_data_ask')
      .where('access_hash', 'is', null)
      .where('created_at', '<', ago(1))
      .executeTakeFirst();
    const over = await tx.db
      .updateTable('open_data_ask')
      .set({ email: null, person: null })
      .where('access_until', '<', ago(30))
      .where('email', 'is not', null)
      .executeTakeFirst();
    tx.note({ unproved: Number(unproved.numDeletedRows), over: Number(over.numUpdatedRows) });
  });
}
