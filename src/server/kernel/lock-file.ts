import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { kernelProblem } from '../../shared/kernel/problems.ts';

/**
 * One process per data folder: PGlite has no lock of its own, and two processes on one folder break it
 * for good. The file holds the process id and its start time, so that a reused id is not taken for the owner.
 */
export interface DataLock {
  release: () => Promise<void>;
}

interface Owner {
  pid: number;
  started: string;
}

/** Start time of a process in clock ticks since boot, together with the boot; '' where the system tells neither. */
async function startedAt(pid: number): Promise<string> {
  try {
    const [stat, boot] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    ]);
    return `${boot.trim()}:${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch {
    return '';
  }
}

async function isAlive(owner: Owner): Promise<boolean> {
  try {
    process.kill(owner.pid, 0);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return owner.started === (await startedAt(owner.pid));
}

async function readOwner(path: string): Promise<Owner | undefined> {
  try {
    const owner = JSON.parse(await readFile(path, 'utf8')) as Partial<Owner>;
    return typeof owner.pid === 'number' && typeof owner.started === 'string' ? (owner as Owner) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Takes the folder for this process.
 * @throws kernel.data_folder_in_use while another live process holds it
 */
export async function lockDataFolder(folder: string): Promise<DataLock> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'keyuan.lock');
  const owner: Owner = { pid: process.pid, started: await startedAt(process.pid) };
  for (let attempt = 0; attempt < 20; attempt++) {
    try {
      const file = await open(path, 'wx', 0o600);
      await file.writeFile(JSON.stringify(owner));
      await file.close();
      return { release: () => rm(path, { force: true }) };
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    }
    const holder = await readOwner(path);
    // An empty or half-written file belongs to a process that is just starting: give it a moment.
    if (!holder && attempt < 10) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      continue;
    }
    if (holder && (await isAlive(holder))) {
      throw kernelProblem('kernel.data_folder_in_use', { folder, pid: holder.pid });
    }
    // Renaming is atomic: of several that find the stale file, one moves it away and the others try again.
    const stale = `${path}.${process.pid}.stale`;
    await rename(path, stale).catch(() => undefined);
    await rm(stale, { force: true });
  }
  throw kernelProblem('kernel.data_folder_in_use', { folder, pid: 0 });
}
