import { resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Problem } from '../shared/problems.ts';
import { type App, buildApp, VERSION } from './app.ts';
import { runCommand } from './commands.ts';
import { type LoadedDemo, loadDemo, loadRegister, reopenDemo } from './demo/load.ts';
import { liveYears, yearsInterrupted } from './demo/years.ts';
import { type Config, readConfig } from './kernel/config.ts';
import { fileClock, machineClock, movableClock, type MovableClock } from './kernel/clock.ts';
import { type Startup, systemActor } from './kernel/context.ts';
import { openStorage } from './kernel/db/open.ts';
import { type CommandOutput, handOver, listenForCommands } from './kernel/local-socket.ts';
import { lockDataFolder } from './kernel/lock-file.ts';
import { replayCommand } from './replay/command.ts';
import { builtAssets, mountPortal } from './modules/portal/index.ts';

// V8 lets the heap grow to several times what is alive before it tidies up; a server shares its machine with the database.
setFlagsFromString('--heap-growing-percent=50');

const output: CommandOutput = { out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) };

interface Opened {
  app: App;
  clock: MovableClock;
  close: () => Promise<void>;
}

/** Opens the database and builds the product; the data folder is locked first when the database lies in it. */
async function open(config: Config): Promise<Opened> {
  const lock = config.databaseUrl === undefined ? await lockDataFolder(config.dataFolder) : undefined;
  try {
    const storage = await openStorage({ url: config.databaseUrl, folder: config.dataFolder });
    const assets = builtAssets();
    const clock = movableClock(config.clockFile === undefined ? machineClock : fileClock(config.clockFile));
    const app = await buildApp({
      config,
      storage,
      clock,
      web: (http, parts) => mountPortal(http, { assets, ...parts }),
    });
    const close = async (): Promise<void> => {
      await app.close();
      await lock?.release();
    };
    return { app, clock, close };
  } catch (cause) {
    await lock?.release();
    throw cause;
  }
}

async function serve(given: Config, options: readonly string[]): Promise<void> {
  const unknown = options.find((option) => option !== '--demo');
  if (unknown !== undefined) throw new Error(`没有这个选项 unknown option: ${unknown}`);
  const wantsDemo = options.includes('--demo');
  // Who asks for a demonstration and names no mode means a trial; a database that went live says no.
  const config = wantsDemo ? { ...given, mode: given.mode ?? ('trial' as const) } : given;
  const { app, clock, close } = await open(config);
  const stopCommands =
    config.databaseUrl === undefined
      ? await listenForCommands(config.dataFolder, (request, io, signal) => runCommand(app, request, io, signal))
      : undefined;
  // Not ready before all is there, from the first answer on.
  app.services.startup.loading = { done: 0, of: 100 };
  const address = await app.http.listen({ port: config.port, host: config.host });
  const content = firstContent(app, wantsDemo, clock, address);
  // Who asked for what cannot be loaded is told so, and the process ends; a stop in the midst of it is none of that.
  content.catch((cause: unknown) => void (stopping || fail(cause)));
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    // A request that never ends must not keep the process.
    setTimeout(() => process.exit(1), 15_000).unref();
    await stopCommands?.();
    await close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
}

/**
 * The register of national platforms, and the demonstration: by itself where the database is embedded and for trial, else
 * only when it is asked for. The product serves meanwhile; interrupted, the next start goes on.
 */
async function firstContent(app: App, asked: boolean, clock: MovableClock, address: string): Promise<void> {
  const { config, storage, startup } = app.services;
  try {
    announce(app, address);
    await loadRegister(app);
    if (!asked && (storage.kind !== 'pglite' || config.mode === 'live')) return;
    const demo =
      (await loadDemo(app, () => console.log('正在装入演示数据… Loading the demonstration…'))) ?? (await goOn(app));
    if (demo === undefined) return;
    console.log(demoLines(config, demo).join('\n'));
    // Effects and deadlines of the years belong to their days; what looks at the clock of today waits.
    const release = await app.background.hold();
    try {
      const lived = await clock.travel((setTime) => liveYears(app, demo.password, setTime, progressOf(startup)));
      for (const fault of lived.faults) console.warn(`  演示年度 Demo year ${fault}`);
      console.log(
        `  四个共享网各一年的办件，${lived.cases} 件，装入完毕 A year of each programme, ${lived.cases} cases, all loaded`,
      );
    } finally {
      release();
    }
  } finally {
    startup.loading = undefined;
  }
}

/** The years go on where a start was interrupted; its password is known to nobody, so there is another. */
async function goOn(app: App): Promise<LoadedDemo | undefined> {
  const ctx = app.contextOf(systemActor('demo'));
  if (!(await yearsInterrupted(ctx))) return undefined;
  console.log('继续装入演示数据… Going on with the demonstration…');
  return reopenDemo(app);
}

/** Tells page and log how far it is. */
function progressOf(startup: Startup): (done: number, of: number) => void {
  let said = 0;
  return (done, of) => {
    startup.loading = { done, of };
    const tenths = Math.floor((10 * done) / of);
    if (tenths === said) return;
    said = tenths;
    console.log(`  演示年度 Demo years ${tenths * 10}%`);
  };
}

function announce({ services }: App, listening: string): void {
  const { config, storage } = services;
  const address = config.baseUrl ?? listening;
  console.log(
    [
      '',
      `科源 Keyuan ${VERSION}`,
      `  地址 Address       ${address}/`,
      `  工作台 Workbench   ${address}/workbench/`,
      `  模式 Mode          ${config.mode === 'live' ? '正式运行 live' : '试用 trial'}`,
      `  存储 Storage       ${storage.promise.zh}`,
      `                     ${storage.promise.en}`,
      ...(storage.kind === 'pglite' ? [`  数据目录 Data      ${config.dataFolder}`] : []),
      '',
    ].join('\n'),
  );
}

function demoLines({ demoPassword }: Config, { records, platforms, accounts, password }: LoadedDemo): string[] {
  const shown = demoPassword === undefined ? password : '（KEYUAN_DEMO_PASSWORD）';
  return [
    `  演示数据 Demo      ${platforms} 个示范平台，${records} 条示例记录 ${platforms} fictional platforms, ${records} records`,
    `  演示账号 Accounts  ${accounts} 个，如 platform_staff.guangzhou；密码 password: ${shown}`,
    ...(demoPassword === undefined ? ['                     此密码只显示这一次 shown this once only'] : []),
  ];
}

/** A command: handed to the server that holds the data folder, else run here. */
async function command(config: Config, argv: string[]): Promise<number> {
  const request = { argv, cwd: process.env['KEYUAN_CWD'] ?? process.cwd() };
  const [name, verb, folder] = argv;
  if (name === 'policy' && verb === 'replay' && folder !== undefined)
    return replayCommand(config, resolve(request.cwd, folder), output);
  if (config.databaseUrl === undefined) {
    const exit = await handOver(config.dataFolder, request, output);
    if (exit !== undefined) return exit;
  }
  const { app, close } = await open({ ...config, logLevel: 'warn' });
  const abort = new AbortController();
  process.once('SIGINT', () => abort.abort());
  try {
    return await runCommand(app, request, output, abort.signal);
  } finally {
    await close();
  }
}

async function main(): Promise<void> {
  const [name, ...rest] = process.argv.slice(2);
  try {
    const config = readConfig(process.env);
    if (name === 'serve') await serve(config, rest);
    else process.exitCode = await command(config, name === undefined ? ['help'] : [name, ...rest]);
  } catch (cause) {
    fail(cause);
  }
}

function fail(cause: unknown): never {
  const problem = cause instanceof Problem ? cause : undefined;
  console.error(
    problem ? `${problem.text('zh-CN')}\n${problem.text('en')}` : cause instanceof Error ? cause.message : cause,
  );
  if (!problem && process.env['KEYUAN_LOG'] === 'debug') console.error(cause);
  process.exit(1);
}

await main();
