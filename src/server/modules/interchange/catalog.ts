import { z } from 'zod';
import { baseUrlOf } from '../../kernel/config.ts';
import type { Ctx } from '../../kernel/context.ts';
import { readCursor, writeCursor } from '../../kernel/cursor.ts';
import { readSetting } from '../../kernel/settings.ts';
import { publishedCounts, walkRecords } from '../catalogue/index.ts';
import { dcatIri, dcatRecord, isDataset } from './formats/dcat.ts';
import { readSet } from './oai/sets.ts';
import type { Node } from './rdf/graph.ts';
import { languages, node, refer, text } from './rdf/words.ts';

/** Records of a page. */
const PAGE = 100;
const place = z.tuple([z.iso.datetime(), z.string().regex(/^\d{1,18}$/)]);

const siteSetting = z.object({
  name: z.object({ zh: z.string(), en: z.string() }).optional(),
  operator: z.object({ name: z.object({ zh: z.string(), en: z.string() }).optional() }).default({}),
});

export interface CatalogPage {
  nodes: Node[];
  /** Query of the next page, undefined at the end. */
  next: string | undefined;
}

/**
 * A page of the catalogue as DCAT-AP 3: the catalogue, the records of the page, and where the next one is.
 * @param asked.set as in OAI-PMH, `platform:CODE` or `type:ID`
 * @throws kernel.bad_cursor | OaiError for a set that is none
 */
export async function catalogPage(
  ctx: Ctx,
  asked: { set?: string; cursor?: string; format: string },
): Promise<CatalogPage> {
  const { set, cursor, format } = asked;
  const bound = ['catalog', set ?? ''];
  const after = readCursor(bound, cursor, place);
  const { items, next } = await walkRecords(ctx, {
    ...(await readSet(ctx, set)),
    after: after && { at: after[0], id: after[1] },
    publicOnly: true,
    content: true,
    limit: PAGE,
  });
  const address = (query: Record<string, string | undefined>): string => {
    const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
    return `${baseUrlOf(ctx.services.config)}/catalog?${new URLSearchParams(given as [string, string][]).toString()}`;
  };
  const nextAddress = next && address({ set, format, cursor: writeCursor(bound, [next.at, next.id]) });
  const records = items.flatMap(({ record }) => (record ? [record] : []));
  const listed = (wanted: boolean) =>
    records.filter((record) => isDataset(record) === wanted).map((r) => ({ iri: dcatIri(r) }));
  const view = node(
    ['hydra:PartialCollectionView'],
    { 'hydra:first': refer(address({ set, format })), 'hydra:next': refer(nextAddress) },
    address({ set, format, cursor }),
  );
  const catalog = { ...(await catalogNode(ctx, set)) };
  return {
    nodes: [
      {
        ...catalog,
        properties: {
          ...catalog.properties,
          'dcat:dataset': listed(true),
          'dcat:resource': listed(false),
          'hydra:view': [view],
        },
      },
      ...records.map(dcatRecord),
    ],
    next: nextAddress,
  };
}

async function catalogNode(ctx: Ctx, set: string | undefined): Promise<Node> {
  const base = baseUrlOf(ctx.services.config);
  const setting = await readSetting(ctx.db, 'portal', siteSetting);
  const name = setting?.name ?? { zh: '科技资源共享网', en: 'Science and Technology Resource Sharing Network' };
  const operator = setting?.operator.name ?? name;
  const counts = set === undefined ? await publishedCounts(ctx) : undefined;
  const total = counts?.reduce((sum, { count }) => sum + count, 0);
  return node(
    ['dcat:Catalog', 'hydra:Collection'],
    {
      'dct:title': [...text(name.zh, 'zh'), ...text(name.en, 'en')],
      'dct:description': [
        ...text('公开的科技资源目录。', 'zh'),
        ...text('The public catalogue of science and technology resources.', 'en'),
      ],
      'dct:publisher': [
        node(
          ['foaf:Agent'],
          { 'foaf:name': [...text(operator.zh, 'zh'), ...text(operator.en, 'en')] },
          `${base}/#operator`,
        ),
      ],
      'dct:language': languages(['zh', 'en']),
      'foaf:homepage': [node(['foaf:Document'], {}, `${base}/`)],
      'hydra:totalItems': total === undefined ? [] : [{ text: String(total), datatype: 'xsd:integer' }],
    },
    `${base}/catalog${set === undefined ? '' : `?set=${encodeURIComponent(set)}`}#catalog`,
  );
}
