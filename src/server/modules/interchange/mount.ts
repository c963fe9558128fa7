import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { interchangeProblem } from '../../../shared/interchange/problems.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { MakeContext } from '../../kernel/http/mount.ts';
import { coreProfile } from './core-profile.ts';
import { coreSchema } from './formats/core-schema.ts';
import { bestOffer } from './accept.ts';
import { catalogPage } from './catalog.ts';
import { answerOai } from './oai/answer.ts';
import { OaiError } from './oai/errors.ts';
import { jsonLd } from './rdf/json-ld.ts';
import { turtle } from './rdf/turtle.ts';
import { sitemapIndex, sitemapPart } from './sitemap.ts';

const SITEMAP = 'application/xml; charset=utf-8';
const XML = 'text/xml; charset=utf-8';
/** Longest form of a harvester, bytes. */
const FORM = 8192;

/** Addresses that protocols prescribe, outside the interface. */
export function mountInterchange(http: FastifyInstance, makeContext: MakeContext): void {
  void http.register(async (inner) => mountOai(inner, makeContext));
  http.get('/catalog', async (request, reply) => sendCatalog(request, reply, await makeContext(request, reply)));
  http.get('/sitemap.xml', async (request, reply) =>
    reply.type(SITEMAP).send(await sitemapIndex(await makeContext(request, reply))),
  );
  http.get('/sitemaps/:part', async (request, reply) =>
    reply
      .type(SITEMAP)
      .send(await sitemapPart(await makeContext(request, reply), (request.params as { part: string }).part)),
  );
  http.get('/schemas/core.xsd', async (request, reply) => {
    const { services } = await makeContext(request, reply);
    return reply.type('application/xml; charset=utf-8').send(coreSchema(coreProfile(services.config)));
  });
}

const CATALOG_FORMS = [
  { format: 'html', mediaType: 'text/html' },
  { format: 'ttl', mediaType: 'text/turtle' },
  { format: 'jsonld', mediaType: 'application/ld+json' },
] as const;

/** The catalogue as DCAT-AP, a page at a time; a browser is shown what that is. */
async function sendCatalog(request: FastifyRequest, reply: FastifyReply, ctx: Ctx): Promise<FastifyReply> {
  const query = new URLSearchParams(request.url.split('?')[1] ?? '');
  const named = query.get('format');
  const accept = request.headers.accept;
  // Whoever takes anything is a program; browsers name HTML.
  const offers = accept === undefined || accept.trim() === '*/*' ? CATALOG_FORMS.slice(1) : CATALOG_FORMS;
  const index = named === null ? bestOffer(accept, offers) : undefined;
  const form =
    named === null
      ? index === undefined
        ? undefined
        : offers[index]
      : CATALOG_FORMS.find(({ format }) => format === named);
  reply.header('vary', 'Accept');
  if (!form && named !== null)
    throw interchangeProblem('interchange.format_unknown', { format: named.slice(0, 50), known: 'ttl, jsonld' });
  if (!form) throw interchangeProblem('interchange.not_acceptable', { known: 'text/turtle, application/ld+json' });
  if (form.format === 'html') return reply.redirect('/help#exchange', 303);
  const [set, cursor] = [query.get('set') ?? undefined, query.get('cursor') ?? undefined];
  const { nodes, next } = await catalogPage(ctx, {
    format: form.format,
    ...(set !== undefined && { set }),
    ...(cursor !== undefined && { cursor }),
  }).catch((cause: unknown) => {
    throw cause instanceof OaiError
      ? interchangeProblem('interchange.no_such_set', { set: (set ?? '').slice(0, 100) })
      : cause;
  });
  if (next !== undefined) reply.header('link', `<${next}>; rel="next"`);
  return reply
    .type(`${form.mediaType}; charset=utf-8`)
    .header('cache-control', 'no-cache')
    .send(form.format === 'ttl' ? turtle(nodes) : jsonLd(nodes));
}

/** In a scope of its own, as only here forms are read. */
function mountOai(http: FastifyInstance, makeContext: MakeContext): void {
  http.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: FORM },
    (_request, body, done) => done(null, body),
  );
  const answer = async (request: FastifyRequest, reply: FastifyReply, query: string): Promise<FastifyReply> =>
    reply
      .type(XML)
      .header('cache-control', 'no-cache')
      .send(await answerOai(await makeContext(request, reply), new URLSearchParams(query)));
  http.get('/oai', async (request, reply) => answer(request, reply, request.url.split('?')[1] ?? ''));
  http.post('/oai', { config: { readsOnly: true } }, async (request, reply) =>
    answer(request, reply, typeof request.body === 'string' ? request.body : ''),
  );
}
