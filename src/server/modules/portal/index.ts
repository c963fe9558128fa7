import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DISPLAY_COOKIE, readDisplay, writeDisplay } from '../../../web/ui/tokens.ts';
import { originOf, portalPages, type PortalOptions } from './pages.ts';
import { workbenchPage } from './workbench.ts';

export { builtAssets, type WebAssets } from './assets.ts';
export type { PortalOptions, WebParts } from './pages.ts';

const YEAR_S = 365 * 24 * 3600;

/** Puts portal, workbench and their files on the server, under everything the interface does not serve. */
export async function mountPortal(http: FastifyInstance, options: PortalOptions): Promise<void> {
  const { assets } = options;
  if (assets.folder !== undefined) {
    await http.register(fastifyStatic, {
      root: assets.folder,
      serve: false,
      preCompressed: true,
      decorateReply: true,
      index: false,
    });
    http.get('/assets/*', async (request, reply) => {
      // The name carries the content's digest, so the file never changes.
      return reply.sendFile(request.url.split('?')[0]!.slice(1), { maxAge: YEAR_S * 1000, immutable: true });
    });
    for (const file of ['favicon.svg', 'favicon.ico'])
      http.get(`/${file}`, async (_request, reply) => reply.sendFile(file, { maxAge: 86_400_000 }));
  }
  http.get('/robots.txt', async (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send(robots(originOf(http, options.plainContext()))),
  );
  http.get('/display/:choice', chooseDisplay);
  const workbench = workbenchPage(assets.workbench, assets.transform);
  for (const path of ['/workbench', '/workbench/*', '/en/workbench', '/en/workbench/*']) http.get(path, workbench);
  http.get('/*', portalPages(http, options));
}

/** Results of a search are endless in their filters: crawlers take records and platforms from the sitemap. */
const NOT_CRAWLED = [
  '/api/',
  '/display/',
  '/workbench',
  '/en/workbench',
  '/search?',
  '/*/search?',
  '/oai',
  '/*?format=',
];

const robots = (origin: string): string =>
  ['User-agent: *', ...NOT_CRAWLED.map((path) => `Disallow: ${path}`), '', `Sitemap: ${origin}/sitemap.xml`, ''].join(
    '\n',
  );

/** Remembers how pages are shown (适老化) and goes back to the page; a plain link, so it works without script. */
async function chooseDisplay(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { choice } = request.params as { choice: string };
  const { back } = request.query as { back?: unknown };
  reply.setCookie(DISPLAY_COOKIE, writeDisplay(readDisplay(choice)), {
    path: '/',
    maxAge: YEAR_S,
    sameSite: 'lax',
    httpOnly: true,
  });
  return reply.header('cache-control', 'no-store').redirect(pathOnly(back), 303);
}

/** An address on this site, whatever was given: `//host` and the like would lead elsewhere. */
function pathOnly(given: unknown): string {
  const here = 'http://here.invalid';
  if (typeof given !== 'string' || !URL.canParse(given, here)) return '/';
  const url = new URL(given, here);
  return url.origin === here ? `${url.pathname}${url.search}` : '/';
}
