import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../kernel/package-root.ts';
import { startProcess } from '../../kernel/worker.ts';
import type { RenderReply, RenderRequest } from './render-worker.ts';

/** Milliseconds a document may take; then its process is ended and the document is refused. */
const TIME_LIMIT = 30_000;
/** Milliseconds without work after which a process is given back. */
const IDLE = 60_000;
/** Processes that set documents side by side. */
const PROCESSES = 2;

export interface Rendered {
  bytes: Buffer;
  /** Null where only the reader's program knows. */
  pages: number | null;
}

interface Job extends Pick<RenderRequest, 'doc' | 'format'> {
  /** A process that ends by itself gets the job done by another one once. */
  retried: boolean;
  resolve: (rendered: Rendered) => void;
  reject: (cause: Error) => void;
}

interface Slot {
  child: ChildProcess;
  job: Job | undefined;
  timer: NodeJS.Timeout | undefined;
  errors: string;
}

/** Sets documents in processes of its own: a few at a time, each within a time limit, restarted where one ends. */
export class Renderer {
  readonly #fonts: () => Promise<string>;
  readonly #slots: Slot[] = [];
  readonly #waiting: Job[] = [];
  #calls = 0;
  #timeLimit: number;

  /** @param fonts folder with the fonts, asked for at first use */
  constructor(fonts: () => Promise<string>, timeLimit = TIME_LIMIT) {
    this.#fonts = fonts;
    this.#timeLimit = timeLimit;
  }

  /** Sets one document. @throws Error with what the compiler says, or when it took too long */
  async render(doc: string, format: RenderRequest['format'] = 'pdf'): Promise<Rendered> {
    const fonts = await this.#fonts();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ doc, format, retried: false, resolve, reject });
      this.#next(fonts);
    });
  }

  /** Process ids at work, for tests that end one. */
  get pids(): number[] {
    return this.#slots.flatMap(({ child }) => child.pid ?? []);
  }

  async stop(): Promise<void> {
    const ended = this.#slots.map(({ child }) => new Promise((resolve) => child.once('exit', resolve)));
    for (const { child } of this.#slots) child.kill('SIGKILL');
    await Promise.all(ended);
  }

  #next(fonts: string): void {
    const job = this.#waiting[0];
    if (!job) return;
    const slot = this.#slots.find((other) => other.job === undefined) ?? this.#start(fonts);
    if (!slot) return;
    this.#waiting.shift();
    clearTimeout(slot.timer);
    slot.job = job;
    slot.child.ref();
    slot.timer = setTimeout(() => this.#tooLong(slot), this.#timeLimit);
    slot.child.send({ id: ++this.#calls, doc: job.doc, format: job.format } satisfies RenderRequest);
  }

  #start(fonts: string): Slot | undefined {
    if (this.#slots.length >= PROCESSES) return undefined;
    const child = startProcess(new URL('./render-worker.ts', import.meta.url), [
      join(PACKAGE_ROOT, 'document-templates'),
      fonts,
    ]);
    const slot: Slot = { child, job: undefined, timer: undefined, errors: '' };
    child.stderr?.on('data', (text: Buffer) => (slot.errors = `${slot.errors}${String(text)}`.slice(-2000)));
    child.on('message', (reply: RenderReply) => {
      const { job } = slot;
      this.#rest(slot);
      if ('bytes' in reply) job?.resolve({ bytes: Buffer.from(reply.bytes), pages: reply.pages });
      else job?.reject(new Error(reply.fault));
      this.#next(fonts);
    });
    child.once('exit', (code, signal) => this.#ended(slot, `ended with ${code ?? signal}: ${slot.errors}`, fonts));
    this.#slots.push(slot);
    return slot;
  }

  #rest(slot: Slot): void {
    clearTimeout(slot.timer);
    slot.job = undefined;
    slot.timer = setTimeout(() => slot.child.kill('SIGKILL'), IDLE).unref();
    slot.child.unref();
  }

  #tooLong(slot: Slot): void {
    slot.job?.reject(new Error(`a document took more than ${this.#timeLimit} ms`));
    slot.job = undefined;
    slot.child.kill('SIGKILL');
  }

  #ended(slot: Slot, how: string, fonts: string): void {
    clearTimeout(slot.timer);
    const at = this.#slots.indexOf(slot);
    if (at >= 0) this.#slots.splice(at, 1);
    const { job } = slot;
    if (job?.retried) job.reject(new Error(`the process that sets documents ${how}`));
    else if (job) this.#waiting.unshift({ ...job, retried: true });
    this.#next(fonts);
  }
}
