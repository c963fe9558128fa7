import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { MakeContext } from '../../kernel/http/mount.ts';
import { coreProfile } from './core-profile.ts';
import { coreSchema } from './formats/core-schema.ts';
import { answerOai } from './oai/answer.ts';

const XML = 'text/xml; charset=utf-8';
/** Longest form of a harvester, bytes. */
const FORM = 8192;

/** Addresses that protocols prescribe, outside the interface. */
export function mountInterchange(http: FastifyInstance, makeContext: MakeContext): void {
  void http.register(async (inner) => mountOai(inner, makeContext));
  http.get('/schemas/core.xsd', async (request, reply) => {
    const { services } = await makeContext(request, reply);
    return reply.type('application/xml; charset=utf-8').send(coreSchema(coreProfile(services.config)));
  });
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
