import { chmod, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * While a server holds the data folder, the command line hands its command over this socket
 * (`KEYUAN_DATA/keyuan.sock`, mode 0600) and shows the server's output and exit code as its own.
 * Frames are JSON lines: the request, then `{ out }`, `{ err }` and at last `{ exit }`.
 */
export interface CommandRequest {
  argv: string[];
  cwd: string;
}
export interface CommandOutput {
  out: (text: string) => void;
  err: (text: string) => void;
}
/** Runs a command and gives its exit code. The signal fires when the caller has gone. */
export type RunCommand = (request: CommandRequest, output: CommandOutput, signal: AbortSignal) => Promise<number>;

type Frame = { out: string } | { err: string } | { exit: number };

const socketPath = (folder: string): string => join(folder, 'keyuan.sock');

export async function listenForCommands(folder: string, run: RunCommand): Promise<() => Promise<void>> {
  const path = socketPath(folder);
  await rm(path, { force: true });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    const gone = new AbortController();
    socket.on('error', () => gone.abort());
    socket.on('close', () => {
      sockets.delete(socket);
      gone.abort();
    });
    const send = (frame: Frame): void => {
      if (!socket.destroyed) socket.write(`${JSON.stringify(frame)}\n`);
    };
    createInterface({ input: socket }).once('line', (line) => {
      void run(
        JSON.parse(line) as CommandRequest,
        { out: (out) => send({ out }), err: (err) => send({ err }) },
        gone.signal,
      )
        .catch((cause: unknown) => {
          send({ err: `${cause instanceof Error ? cause.message : String(cause)}\n` });
          return 1;
        })
        .then((exit) => {
          send({ exit });
          socket.end();
        });
    });
  });
  // The socket must never be open to others, not even between its making and the chmod.
  const mask = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
  } finally {
    process.umask(mask);
  }
  await chmod(path, 0o600);
  return async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await rm(path, { force: true });
  };
}

/** Hands a command to the server that holds the folder; undefined when none answers. */
export async function handOver(
  folder: string,
  request: CommandRequest,
  output: CommandOutput,
): Promise<number | undefined> {
  const socket = connect(socketPath(folder));
  const connected = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  if (!connected) return undefined;
  socket.write(`${JSON.stringify(request)}\n`);
  let exit = 1;
  socket.on('error', () => undefined);
  for await (const line of createInterface({ input: socket })) {
    const frame = JSON.parse(line) as Frame;
    if ('out' in frame) output.out(frame.out);
    else if ('err' in frame) output.err(frame.err);
    else exit = frame.exit;
  }
  return exit;
}
