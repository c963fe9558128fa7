import { interchangeProblem } from '../../../shared/interchange/problems.ts';
import { RECORD_FORMS, type RecordFormId } from '../../../shared/interchange/formats.ts';
import { catalogueProblem } from '../../../shared/catalogue/problems.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { readOpenRecord, readResource } from '../catalogue/index.ts';
import { bestOffer, type Offer } from './accept.ts';
import { xmlFormats } from './formats/index.ts';
import { dcatRecord } from './formats/dcat.ts';
import { jsonLd } from './rdf/json-ld.ts';
import { turtle } from './rdf/turtle.ts';
import { linksetOf } from './signposting.ts';
import { XML_HEAD } from './xml.ts';

/** A record in some form other than its page. */
export interface Representation {
  mediaType: string;
  body: string;
}

interface Asked {
  id: Id;
  version: number | undefined;
}
type Write = (ctx: Ctx, asked: Asked) => Promise<string>;

const xml =
  (prefix: string): Write =>
  async (ctx, { id, version }) => {
    const format = xmlFormats(ctx).find((candidate) => candidate.prefix === prefix)!;
    return XML_HEAD + format.write(await readOpenRecord(ctx, id, version));
  };
const citation =
  (format: string): Write =>
  async (ctx, { id, version }) => {
    const { citations } = await readResource(ctx, id, version);
    return citations.find((candidate) => candidate.format === format)!.text;
  };

const WRITE: Readonly<Record<RecordFormId | 'linkset', Write>> = {
  core: xml('core'),
  datacite: xml('datacite'),
  oai_dc: xml('oai_dc'),
  schema: async (ctx, { id, version }) => JSON.stringify((await readResource(ctx, id, version)).json_ld),
  'dcat-jsonld': async (ctx, { id, version }) => jsonLd([dcatRecord(await readOpenRecord(ctx, id, version))]),
  'dcat-ttl': async (ctx, { id, version }) => turtle([dcatRecord(await readOpenRecord(ctx, id, version))]),
  bibtex: citation('bibtex'),
  ris: citation('ris'),
  'csl-json': citation('csl-json'),
  linkset: async (ctx, { id }) => JSON.stringify(linksetOf(await readOpenRecord(ctx, id))),
};

type FormId = keyof typeof WRITE;
const LINKSET = { id: 'linkset', mediaType: 'application/linkset+json' } as const;

/** What Accept may name, best first: the page, then the forms; some are known under two names. */
const OFFERS: readonly (Offer & { form: FormId | 'page' })[] = [
  { form: 'page', mediaType: 'text/html' },
  { form: 'page', mediaType: 'application/xhtml+xml' },
  ...RECORD_FORMS.map(({ id, ...offer }) => ({ form: id, ...offer })),
  { form: 'core', mediaType: 'text/xml' },
  { form: 'datacite', mediaType: 'application/vnd.datacite.datacite+xml' },
  { form: 'schema', mediaType: 'application/vnd.schemaorg.ld+json' },
  { form: 'linkset', mediaType: LINKSET.mediaType },
];

const known = (): string => [...new Set(OFFERS.map(({ mediaType }) => mediaType))].join(', ');

/**
 * The form a request for a record asks for, by `?format=` or by Accept.
 * @returns undefined for the page
 * @throws interchange.format_unknown | interchange.not_acceptable
 */
function chosen(query: URLSearchParams, accept: string | undefined): { form: FormId; mediaType: string } | undefined {
  const format = query.get('format');
  if (format !== null) {
    if (format === 'html') return undefined;
    const named = [...RECORD_FORMS, LINKSET].find(({ id }) => id === format);
    if (!named) {
      const all = ['html', ...RECORD_FORMS.map(({ id }) => id), LINKSET.id].join(', ');
      throw interchangeProblem('interchange.format_unknown', { format: format.slice(0, 50), known: all });
    }
    return { form: named.id, mediaType: named.mediaType };
  }
  const index = bestOffer(accept, OFFERS);
  if (index === undefined) throw interchangeProblem('interchange.not_acceptable', { known: known() });
  const { form, mediaType } = OFFERS[index]!;
  return form === 'page' ? undefined : { form, mediaType };
}

/**
 * A record in the form that is asked for; undefined where that is the page.
 * @throws what `chosen` throws; catalogue.resource_unknown | catalogue.version_unknown | catalogue.withdrawn
 */
export async function representRecord(
  ctx: Ctx,
  id: Id,
  query: URLSearchParams,
  accept: string | undefined,
): Promise<Representation | undefined> {
  const form = chosen(query, accept);
  if (!form) return undefined;
  if (id.length > 18) throw catalogueProblem('catalogue.resource_unknown');
  const version = query.get('version');
  const body = await WRITE[form.form](ctx, {
    id,
    version: version !== null && /^[1-9]\d{0,8}$/.test(version) ? Number(version) : undefined,
  });
  return { mediaType: `${form.mediaType}; charset=utf-8`, body };
}
