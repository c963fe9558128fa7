// `npm run dev`: the product from its sources. Vite serves the browser's code and runs the server's; what changes is
// seen with the next request, without losing the database.
import { createServer as createHttpServer } from 'node:http';
import { resolve } from 'node:path';
import { ensureInstalled, ROOT } from './setup.mjs';

ensureInstalled();
process.chdir(ROOT);
const { createServer } = await import('vite');

const server = createHttpServer();
const vite = await createServer({
  appType: 'custom',
  server: {
    middlewareMode: true,
    hmr: { server },
    watch: { ignored: [`${resolve(process.env.KEYUAN_DATA || 'data')}/**`, '**/dist/**'] },
  },
});
const load = (path) => vite.environments.ssr.runner.import(path);

const { readConfig } = await load('/src/server/kernel/config.ts');
const { lockDataFolder } = await load('/src/server/kernel/lock-file.ts');
const { openStorage } = await load('/src/server/kernel/db/open.ts');
const config = readConfig(process.env);
const lock = config.databaseUrl === undefined ? await lockDataFolder(config.dataFolder) : undefined;
const storage = await openStorage({ url: config.databaseUrl, folder: config.dataFolder });

const entry = (script) => ({ script, styles: [], preload: [] });
const assets = {
  portal: entry('/src/web/portal/client.tsx'),
  workbench: entry('/src/web/workbench/main.tsx'),
  folder: undefined,
  transform: (address, html) => vite.transformIndexHtml(address, html),
};

let app;
let dirty = true;
let booting;

/** Builds the product anew on the same database. */
async function boot() {
  const { buildApp } = await load('/src/server/app.ts');
  const { mountPortal } = await load('/src/server/modules/portal/index.ts');
  const next = await buildApp({
    config,
    storage: { ...storage, close: async () => undefined },
    web: (http, parts) => mountPortal(http, { assets, ...parts }),
  });
  await next.http.ready();
  await app?.close();
  app = next;
}

async function fresh() {
  if (dirty) {
    dirty = false;
    // One after the other; a failed start is tried again with the next request.
    booting = boot().catch((cause) => {
      dirty = true;
      throw cause;
    });
  }
  await booting;
  return app;
}

vite.watcher.on('change', (file) => {
  // Not rebuilt here: Vite's own invalidation may come later than this.
  if (/\/src\/(server|shared|web\/(portal|ui))\//.test(file)) dirty = true;
});
server.on('request', (request, response) =>
  vite.middlewares(request, response, () => {
    fresh().then(
      ({ http }) => http.routing(request, response),
      (cause) => {
        console.error(cause);
        response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end(String(cause?.stack ?? cause));
      },
    );
  }),
);
/** What `npm start` puts into an empty database. */
async function firstContent() {
  await fresh();
  const { loadDemo, loadRegister } = await load('/src/server/demo/load.ts');
  await loadRegister(app);
  if (storage.kind !== 'pglite' || app.services.config.mode === 'live') return;
  const demo = await loadDemo(app, () => console.log('正在装入演示数据… Loading the demonstration…'));
  if (demo) console.log(`演示账号密码 Password of the demonstration’s accounts: ${demo.password}`);
}
await firstContent().catch((cause) => console.error(cause));
server.listen(config.port, config.host, () => console.log(`http://${config.host}:${config.port}/`));

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, async () => {
    if (stopping) return;
    stopping = true;
    server.close();
    await app?.close();
    await storage.close();
    await lock?.release();
    await vite.close();
    process.exit(0);
  });
}
