import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { pick } from '../../../shared/i18n.ts';
import type { Services } from '../context.ts';
import { languageOf } from './server.ts';

/** A database that does not answer within this time counts as away. */
const READY_WITHIN = 5000;

/**
 * `/healthz`: the program runs; asks nobody, so it answers while the database is busy. `/readyz`: the database answers too, and what
 * the start loads is there.
 */
export function mountHealth(
  http: FastifyInstance,
  { storage, config, startup }: Pick<Services, 'storage' | 'config' | 'startup'>,
  version: string,
): void {
  http.get('/healthz', async (request, reply) => {
    const lang = languageOf(request);
    return reply.header('cache-control', 'no-store').send({
      status: 'ok',
      version,
      mode: config.mode,
      storage: { kind: storage.kind, promise: pick(storage.promise, lang) },
    });
  });
  http.get('/readyz', async (_request, reply) => {
    const { loading } = startup;
    const away = !(await answers(storage));
    const fault = away ? 'database does not answer' : loading && `loading ${loading.done}/${loading.of}`;
    return reply
      .code(fault === undefined ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: fault ?? 'ready' });
  });
}

async function answers({ db }: Services['storage']): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(resolve, READY_WITHIN, false)));
  const asked = sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
