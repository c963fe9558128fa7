import type { FastifyBaseLogger } from 'fastify';

/** Structured logs: one JSON object a line. */
export type Log = FastifyBaseLogger;
