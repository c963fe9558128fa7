import type { Ctx } from '../kernel/context.ts';
import type { Id } from '../kernel/ids.ts';
import { recordsNumbered } from '../modules/catalogue/index.ts';
import { platformsByCode } from '../modules/identity/index.ts';
import { listServiceWork } from '../modules/stock/index.ts';

/**
 * Id of a record, named `platform/local number`, or of a service, named `platform/service/name`.
 * @throws Error when there is none
 */
export async function idNamed(ctx: Ctx, name: string): Promise<Id> {
  const [code, ...rest] = name.split('/') as [string, ...string[]];
  const [platform] = await platformsByCode(ctx.db, [code]);
  const number = rest.join('/');
  const id =
    rest[0] === 'service'
      ? (await listServiceWork(ctx, { platform: code, limit: 100 })).items.find(
          ({ content }) => content.name_zh === rest[1],
        )?.id
      : platform && (await recordsNumbered(ctx.db, platform.id, [number])).get(number)?.[0]?.id;
  if (id === undefined) throw new Error(`the demonstration has no ${name}`);
  return id;
}
