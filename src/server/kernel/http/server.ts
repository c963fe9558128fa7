import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Lang } from '../../../shared/i18n.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { Problem } from '../../../shared/problems.ts';
import type { Config } from '../config.ts';
import { arrive, leave } from '../db/turns.ts';

/** Longest JSON body, bytes. Files go up as streams instead. */
const BODY_LIMIT = 2 * 1024 * 1024;

/** The language of an answer: `/en/…` addresses and `Accept-Language: en` get English, all else Chinese. */
export function languageOf(request: FastifyRequest): Lang {
  if (/^\/en(\/|$|\?)/.test(request.url)) return 'en';
  const wanted = (request.headers['accept-language'] ?? '').trim().toLowerCase();
  return wanted.startsWith('en') ? 'en' : 'zh-CN';
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A POST that changes nothing, as some protocols send their questions: forms may do it. */
    readsOnly?: boolean;
  }
}

export async function createServer(config: Config): Promise<FastifyInstance> {
  const app = Fastify({
    logger:
      config.logLevel === 'silent'
        ? false
        : { level: config.logLevel, redact: ['req.headers.cookie', 'req.headers.authorization'] },
    bodyLimit: BODY_LIMIT,
    trustProxy: 'loopback',
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 500, ignoreTrailingSlash: true },
  });
  await app.register(helmet, {
    // Whether the site is reached by TLS is the operator's proxy's business; pages set stricter policies of their own.
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
  });
  await app.register(cookie);
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    threshold: 1024,
    // At once up to this size: a thread and four streams cost more than the millisecond they save.
    syncThreshold: 128 * 1024,
    brotliOptions: { params: { 1: 4 } },
    zlibOptions: { level: 4 },
  });
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, context) =>
      kernelProblem('kernel.too_many_requests', { seconds: Math.ceil(context.ttl / 1000) }),
  });
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
  app.addHook('onRequest', async (request) => guardWrite(request, config));
  // Once the body is read: its events do not keep what was noted before.
  app.addHook('preHandler', (request, _reply, done) => arrive(request, done));
  app.addHook('onResponse', async (request) => leave(request));
  app.setErrorHandler((error: FastifyError | Problem, request, reply) => {
    const problem = asProblem(error, request);
    if (problem.status >= 500) request.log.error({ err: error, reference: request.id }, problem.message);
    return sendProblem(reply, problem, languageOf(request));
  });
  app.setNotFoundHandler((request, reply) =>
    sendProblem(reply, kernelProblem('kernel.not_found'), languageOf(request)),
  );
  return app;
}

export function sendProblem(
  reply: { code: (n: number) => { type: (t: string) => { send: (b: unknown) => unknown } } },
  problem: Problem,
  lang: Lang,
): unknown {
  return reply
    .code(problem.status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem.body(lang)));
}

/** Writes come as JSON (or as an upload) and from our own pages: a form on another site can do neither. */
function guardWrite(request: FastifyRequest, config: Config): void {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return;
  if (request.routeOptions.config.readsOnly === true) return;
  const { origin, host } = request.headers;
  if (origin !== undefined && origin !== config.baseUrl && !(URL.canParse(origin) && new URL(origin).host === host)) {
    throw kernelProblem('kernel.foreign_origin');
  }
  const type = request.headers['content-type'] ?? '';
  if (request.method !== 'DELETE' && !/^application\/(json|octet-stream)\b/.test(type))
    throw kernelProblem('kernel.not_json');
}

/** Any error as a problem; what is not foreseen becomes a 500 that tells only a reference number. */
export function asProblem(error: Error & { code?: string; statusCode?: number }, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error;
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return kernelProblem('kernel.not_json');
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return kernelProblem('kernel.too_large', { limit: BODY_LIMIT });
  if (error.code === 'FST_ERR_CTP_INVALID_JSON_BODY' || error.code === 'FST_ERR_CTP_EMPTY_JSON_BODY') {
    return kernelProblem('kernel.malformed_json');
  }
  if (error instanceof SyntaxError && error.statusCode === 400) return kernelProblem('kernel.malformed_json');
  if (error.statusCode === 404 || error.code === 'FST_ERR_BAD_URL') return kernelProblem('kernel.not_found');
  return kernelProblem('kernel.internal', { id: request.id });
}
