// The server without its pages, as a process of its own that a test may kill: `serve` of program.ts needs no build this way.
import { buildApp } from '../app.ts';
import { readConfig } from '../kernel/config.ts';
import { openStorage } from '../kernel/db/open.ts';
import { lockDataFolder } from '../kernel/lock-file.ts';

const config = readConfig(process.env);
const lock = config.databaseUrl === undefined ? await lockDataFolder(config.dataFolder) : undefined;
const app = await buildApp({
  config,
  storage: await openStorage({ url: config.databaseUrl, folder: config.dataFolder }),
});
process.on('SIGTERM', () => {
  void app
    .close()
    .then(() => lock?.release())
    .then(() => process.exit(0));
});
process.stdout.write(`${await app.http.listen({ port: config.port, host: config.host })}\n`);
