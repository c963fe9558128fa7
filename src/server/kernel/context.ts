import type { CivilDate, Instant } from '../../shared/dates.ts';
import type { Role, ScopeKind } from '../../shared/identity/roles.ts';
import type { Lang } from '../../shared/i18n.ts';
import type { Config } from './config.ts';
import type { ReadDb, Storage } from './db/open.ts';
import type { FileStore } from './files.ts';
import type { Id, Ids } from './ids.ts';
import type { Log } from './log.ts';

/** A role somebody holds now, within a scope. */
export interface HeldRole {
  role: Role;
  scopeKind: ScopeKind;
  /** Id of the platform, organisation, programme or region; `*` for the instance. */
  scopeId: string;
}

/** Who acts. `system` is the program itself: the command line, due work, the outbox. */
export type Actor =
  | { kind: 'anonymous' }
  | { kind: 'account'; id: Id; name: string; account: string; roles: readonly HeldRole[]; sessionId: string }
  | { kind: 'system'; name: string; roles: readonly HeldRole[] };

export const ANONYMOUS: Actor = { kind: 'anonymous' };
export const systemActor = (name: string): Actor => ({ kind: 'system', name, roles: [] });

/** What the program is still at after its start; it serves meanwhile. */
export interface Startup {
  /** Steps done and to do of loading the demonstration; undefined: nothing is under way. */
  loading: { done: number; of: number } | undefined;
}

/** Things made once at start-up. Modules add theirs by declaration merging. */
export interface Services {
  config: Config;
  storage: Storage;
  files: FileStore;
  ids: Ids;
  log: Log;
  startup: Startup;
  /** Of all modules, put together by `app.ts`. */
  offers: Offers;
}

/** What modules do for those below them, by the hook's name. Modules add their kinds of hooks by declaration merging. */
// oxlint-disable-next-line typescript/no-empty-object-type
export interface Offers {}

/** What a use case may know of the request it serves. */
export interface RequestFacts {
  id: string;
  /** Network address of the caller, '' for the program itself. */
  address: string;
  userAgent?: string | undefined;
  idempotencyKey?: string | undefined;
  cookies?: {
    get: (name: string) => string | undefined;
    set: (name: string, value: string, maxAgeSeconds: number) => void;
  };
}

/** What every use case gets first. `now` and `today` are the product's time at the start of the request. */
export interface Ctx {
  db: ReadDb;
  actor: Actor;
  now: Instant;
  today: CivilDate;
  lang: Lang;
  /** Programme whose portal the request came through; undefined on the instance's own pages. */
  programme: string | undefined;
  request: RequestFacts;
  services: Services;
}

export const holds = (actor: Actor, ...roles: readonly Role[]): boolean =>
  actor.kind !== 'anonymous' && actor.roles.some((held) => roles.includes(held.role));

/** Scope ids of one kind in which an actor holds any of the roles. */
export const scopesOf = (actor: Actor, kind: ScopeKind, roles: readonly Role[]): string[] =>
  actor.kind === 'anonymous'
    ? []
    : actor.roles.filter((held) => held.scopeKind === kind && roles.includes(held.role)).map((held) => held.scopeId);

/** The account id of an actor, null for the program and for nobody. */
export const accountOf = (actor: Actor): Id | null => (actor.kind === 'account' ? actor.id : null);
