import type { Ctx } from '../../../kernel/context.ts';
import { publishedCounts } from '../../catalogue/index.ts';
import { findPlatform, platformsById } from '../../identity/index.ts';
import { element, leaf, type Xml } from '../xml.ts';
import type { Given } from './arguments.ts';
import { OaiError, quoted } from './errors.ts';
import { readToken, writeToken } from './token.ts';
import { resumption } from './resumption.ts';

const PAGE = 500;

/** Sets: `platform:CODE` and `type:ID`; `platform` and `type` alone stand above them and hold everything. */
export const setsOf = ({ platform, type }: { platform: { code: string }; type: string }): string[] => [
  `platform:${platform.code}`,
  `type:${type}`,
];

/** What a set asks for. @throws OaiError badArgument for what can be no set, noRecordsMatch for one that is not there */
export async function readSet(ctx: Ctx, set: string | undefined): Promise<{ platformId?: string; type?: string }> {
  if (set === undefined || set === 'platform' || set === 'type') return {};
  if (!/^[\w.!~*'()-]+(:[\w.!~*'()-]+)*$/.test(set)) throw new OaiError('badArgument', `${quoted(set)} is no setSpec`);
  const [kind, name = '', ...more] = set.split(':');
  if (more.length === 0) {
    if (kind === 'type' && ctx.services.types.has(name)) return { type: name };
    const platform = kind === 'platform' && /^[a-z]/i.test(name) ? await findPlatform(ctx.db, name) : undefined;
    if (platform) return { platformId: platform.id };
  }
  throw new OaiError('noRecordsMatch', `There is no set ${quoted(set)}`);
}

const setEntry = (spec: string, name: string): Xml =>
  element('set', {}, [leaf('setSpec', spec), leaf('setName', name)]);

/** Types first, then the platforms that hold something public, by code. */
export async function listSets(ctx: Ctx, { resumptionToken }: Given): Promise<Xml> {
  const progress = resumptionToken === undefined ? undefined : await readToken(ctx, 'ListSets', resumptionToken);
  const after = progress?.last[0];
  const holders = new Set((await publishedCounts(ctx)).map(({ platformId }) => platformId));
  const platforms = [...(await platformsById(ctx.db, [...holders])).values()]
    .map(({ code, name_zh }) => ({ code, name: name_zh, key: code.toLowerCase() }))
    .filter(({ key }) => after === undefined || key > after)
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const page = platforms.slice(0, PAGE);
  const last = platforms.length > PAGE ? page.at(-1) : undefined;
  const head = progress ? [] : headOf(ctx);
  const cursor = progress?.cursor ?? 0;
  const next =
    last &&
    (await writeToken(ctx, {
      verb: 'ListSets',
      prefix: '',
      from: undefined,
      until: undefined,
      set: undefined,
      last: [last.key, ''],
      cursor: cursor + head.length + page.length,
    }));
  return element('ListSets', {}, [
    ...head,
    ...page.map(({ code, name }) => setEntry(`platform:${code}`, name)),
    resumption(next, cursor, progress !== undefined),
  ]);
}

const headOf = ({ services }: Ctx): Xml[] => [
  setEntry('type', '全部资源，按资源类型 All resources by type'),
  ...[...services.types.values()].map(({ id, label }) => setEntry(`type:${id}`, `${label.zh} ${label.en}`)),
  setEntry('platform', '全部资源，按平台 All resources by platform'),
];
