import type { FastifyInstance } from 'fastify';
import type { RouteTable } from '../../shared/contract.ts';
import type { DueWork, EffectHandler } from './background.ts';
import type { Ctx, Offers } from './context.ts';
import { mount, type MakeContext, type ServerHandlers } from './http/mount.ts';
import type { CommandOutput } from './local-socket.ts';

/** A command of `npm run keyuan`. */
export interface Command {
  /** One line for the list of commands. */
  summary: string;
  /** How it is called, without the program's name. */
  usage: string;
  /** @returns exit code: 0 done, 2 done but some input refused, 1 failed */
  run: (ctx: Ctx, argv: string[], io: CommandIo) => Promise<number>;
}

export interface CommandIo extends CommandOutput {
  /** Folder that relative paths of the command line start from. */
  cwd: string;
  signal: AbortSignal;
}

/** What a module brings to the server. `app.ts` is the only place that names them all. */
export interface Module {
  name: string;
  table: RouteTable;
  handlers: Readonly<Record<string, unknown>>;
  mountOn: (app: FastifyInstance, makeContext: MakeContext) => void;
  effects: Readonly<Record<string, EffectHandler>>;
  due: readonly DueWork[];
  commands: Readonly<Record<string, Command>>;
  start: Start;
  offers: Partial<Offers>;
}

/** Begins work of a module's own, such as a queue; called once when the product is put together. @returns how to stop it */
export type Start = (context: (name: string) => Ctx) => () => Promise<void>;

export interface ModuleParts<T extends RouteTable> {
  name: string;
  table: T;
  handlers: ServerHandlers<T>;
  effects?: Readonly<Record<string, EffectHandler>>;
  due?: readonly DueWork[];
  commands?: Readonly<Record<string, Command>>;
  start?: Start;
  /** What it does for modules below it. */
  offers?: Partial<Offers>;
  /** Addresses outside `/api/`, such as those a protocol prescribes. */
  mount?: (app: FastifyInstance, makeContext: MakeContext) => void;
}

export const defineModule = <const T extends RouteTable>(parts: ModuleParts<T>): Module => ({
  name: parts.name,
  table: parts.table,
  handlers: parts.handlers,
  mountOn(app, makeContext) {
    mount(app, parts.table, parts.handlers, makeContext);
    parts.mount?.(app, makeContext);
  },
  effects: parts.effects ?? {},
  due: parts.due ?? [],
  commands: parts.commands ?? {},
  start: parts.start ?? (() => async () => undefined),
  offers: parts.offers ?? {},
});

/** All that modules offer, by kind and name. @throws Error when two offer the same */
export function offersOf(modules: readonly Pick<Module, 'name' | 'offers'>[]): Offers {
  const all: Record<string, Record<string, unknown>> = {};
  for (const { name, offers } of modules) {
    for (const [kind, hooks] of Object.entries(offers as Record<string, object>)) {
      const known = (all[kind] ??= {});
      for (const [id, hook] of Object.entries(hooks)) {
        if (Object.hasOwn(known, id)) throw new Error(`module ${name}: ${kind}.${id} is offered by another module`);
        known[id] = hook;
      }
    }
  }
  return all as unknown as Offers;
}
