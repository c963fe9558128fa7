import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Ctx } from '../../kernel/context.ts';
import type { MakeContext } from '../../kernel/http/mount.ts';
import { asProblem } from '../../kernel/http/server.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { load } from '../../../web/portal/load.ts';
import type { Loaded } from '../../../web/portal/page.ts';
import { renderPage } from '../../../web/portal/server.tsx';
import type { Site } from '../../../web/portal/site.ts';
import { recordAnswer, type RecordAnswer, recordLinks } from '../interchange/index.ts';
import type { WebAssets } from './assets.ts';
import { FEED_PATH } from '../../../web/portal/search-state.ts';
import { type Feed, FEEDS, searchFeed } from './feed.ts';
import { localApi } from './local-api.ts';
import { factsReader, displayCookieOf, type ReadFacts, siteOf } from './site.ts';

/** What the product gives its pages. */
export interface WebParts {
  makeContext: MakeContext;
  /** A context that belongs to no request. */
  plainContext: () => Ctx;
}

export interface PortalOptions extends WebParts {
  assets: WebAssets;
}

const BUILT_CSP = [
  "default-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');
/** Vite's own client works with inline scripts and styles. */
const DEVELOPMENT_CSP = `${BUILT_CSP}; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'`;

export interface PageRequest {
  request: FastifyRequest;
  reply: FastifyReply;
}

/** Serves every portal page. @returns the handler, to be mounted under all that nothing else serves */
export function portalPages(http: FastifyInstance, options: PortalOptions) {
  const facts = factsReader();
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (/^\/(api|assets)(\/|$)/.test(request.url)) throw kernelProblem('kernel.not_found');
    const made = await pageOf(http, options, facts, { request, reply });
    if ('feed' in made) return sendFeed({ request, reply }, made.feed);
    if ('answer' in made) return sendAnswer(reply, made.answer);
    if (made.links !== undefined) reply.header('link', made.links);
    return sendPage(options.assets, { request, reply }, made.site, made.loaded);
  };
}

async function pageOf(
  http: FastifyInstance,
  options: PortalOptions,
  facts: ReadFacts,
  { request, reply }: PageRequest,
): Promise<{ site: Site; loaded: Loaded; links?: string | undefined } | { answer: RecordAnswer } | { feed: Feed }> {
  const [pathname, query] = splitUrl(request.url);
  const asked = {
    pathname,
    host: request.hostname,
    cookie: displayCookieOf(request.cookies),
    origin: originOf(http, options.plainContext()),
  };
  const failed = (cause: unknown): Loaded => {
    const problem = asProblem(cause as Error, request);
    if (problem.status >= 500) request.log.error({ err: cause, reference: request.id }, problem.message);
    const body = problem.body(pathname.startsWith('/en') ? 'en' : 'zh-CN');
    return { page: undefined, path: pathname, search: query, status: problem.status, problem: body };
  };
  let ctx = options.plainContext();
  let at: ReturnType<typeof siteOf> | undefined;
  try {
    ctx = await options.makeContext(request, reply);
    at = siteOf(ctx, await facts(ctx), asked);
    const { site, place } = at;
    const within: Ctx = { ...ctx, lang: site.lang, programme: site.programme?.id };
    if (place.path === FEED_PATH) return { feed: await searchFeed(localApi(within), site, query) };
    const feed = Object.hasOwn(FEEDS, place.path) ? FEEDS[place.path] : undefined;
    if (feed) return { feed: await feed(localApi(within), site) };
    const answer = await recordAnswer(within, {
      path: place.path,
      search: query,
      accept: request.headers.accept,
    });
    if (answer) return { answer };
    const loaded = await load(localApi(within), site, place.path, query);
    return { site, loaded, links: loaded.status === 200 ? await recordLinks(within, place.path) : undefined };
  } catch (cause) {
    // Even where the database is gone there is a page, of the site as far as it was known.
    const { site, place } = at ?? siteOf(ctx, { programmes: [], setting: { operator: {} } }, asked);
    return { site, loaded: { ...failed(cause), path: place.path } };
  }
}

/** A record in another form than its page. */
const sendAnswer = (reply: FastifyReply, { status, mediaType, body, link }: RecordAnswer): FastifyReply =>
  reply
    .code(status)
    .type(mediaType)
    .headers({ 'cache-control': 'no-cache', vary: 'Accept', ...(link !== undefined && { link }) })
    .send(body);

function sendFeed({ request, reply }: PageRequest, { xml, updated }: Feed): FastifyReply {
  const tag = `"${createHash('sha256').update(xml).digest('base64url').slice(0, 22)}"`;
  reply
    .type('application/atom+xml; charset=utf-8')
    .headers({ 'cache-control': 'no-cache', etag: tag, 'last-modified': new Date(updated).toUTCString() });
  return request.headers['if-none-match'] === tag ? reply.code(304).send() : reply.send(xml);
}

/** Sends a page: honest status, an entity tag, and nothing kept by others that belongs to somebody. */
async function sendPage(
  assets: WebAssets,
  { request, reply }: PageRequest,
  site: Site,
  loaded: Loaded,
): Promise<FastifyReply> {
  let html = renderPage(site, loaded, assets.portal);
  if (assets.transform) html = await assets.transform(request.url, html);
  const tag = `W/"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`;
  reply
    .code(loaded.status === 0 ? 503 : loaded.status)
    .type('text/html; charset=utf-8')
    .header('content-security-policy', assets.transform ? DEVELOPMENT_CSP : BUILT_CSP)
    .header('cache-control', cacheOf(site, loaded))
    .header('vary', 'Cookie, Accept')
    .header('content-language', site.lang);
  if (loaded.status !== 200) return reply.send(html);
  reply.header('etag', tag);
  return request.headers['if-none-match'] === tag ? reply.code(304).send() : reply.send(html);
}

function cacheOf(site: Site, loaded: Loaded): string {
  if (loaded.status >= 500) return 'no-store';
  return site.account ? 'private, no-cache' : 'no-cache';
}

export function splitUrl(url: string): [pathname: string, query: string] {
  const at = url.indexOf('?');
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at)];
}

/** The address users see: from settings, else the one listened on; never what a request claims. */
export function originOf(http: FastifyInstance, { services: { config } }: Ctx): string {
  if (config.baseUrl !== undefined) return config.baseUrl;
  const listening = http.server.address();
  const port = typeof listening === 'object' && listening !== null ? listening.port : config.port;
  return `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
}
