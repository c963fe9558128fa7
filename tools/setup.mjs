// Set-up that every command of package.json shares. Plain JavaScript: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const INSTALLED = join(ROOT, 'node_modules', '.keyuan-installed');
const BUILT = join(ROOT, 'dist', '.stamp');

/** Runs a program in the project's folder; ends this process with its code when it fails. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

/** Runs a tool that came with the project's packages. */
export const tool = (name, args, options) => run(process.execPath, [binary(name), ...args], options);

function binary(name) {
  const link = join(ROOT, 'node_modules', '.bin', name);
  if (!existsSync(link)) throw new Error(`${name} is not installed`);
  return link;
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(
      `科源需要 Node.js 20.19 或更新版本，当前为 ${process.versions.node}。\nKeyuan needs Node.js 20.19 or newer; this is ${process.versions.node}.`,
    );
    process.exit(1);
  }
}

const digest = (text) => createHash('sha256').update(text).digest('hex');
const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '');

/** Installs the packages unless exactly these are installed. */
export function ensureInstalled() {
  checkNode();
  const wanted = digest(read(join(ROOT, 'package-lock.json')) + process.versions.modules);
  if (read(INSTALLED) === wanted) return;
  console.log('正在安装依赖（首次约一分钟）… Installing packages (about a minute the first time)…');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund'];
  if (npm?.endsWith('.js')) run(process.execPath, [npm, ...args]);
  else run('npm', args);
  writeFileSync(INSTALLED, wanted);
}

function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (!/\.test\.tsx?$/.test(entry.name)) yield path;
  }
}

function sourceStamp() {
  const lines = [];
  for (const path of [
    ...filesBelow(join(ROOT, 'src')),
    join(ROOT, 'vite.config.ts'),
    join(ROOT, 'package-lock.json'),
  ]) {
    const { size, mtimeMs } = statSync(path);
    lines.push(`${path} ${size} ${mtimeMs}`);
  }
  return digest(lines.sort().join('\n'));
}

/** Builds the server and both front ends unless the build is of these sources. */
export function ensureBuilt() {
  const wanted = sourceStamp();
  if (read(BUILT) === wanted) return;
  console.log('正在构建… Building…');
  rmSync(BUILT, { force: true });
  tool('vite', ['build', '--app', '--logLevel', 'warn']);
  mkdirSync(dirname(BUILT), { recursive: true });
  writeFileSync(BUILT, wanted);
}
