import type { z } from 'zod';
import type { Role } from './identity/roles.ts';

/**
 * Who may call a route at all. This is the coarse gate, checked before the handler runs; which
 * records the caller may touch is decided by the module's `access.ts`.
 */
export type Allow = 'anyone' | 'signed_in' | readonly Role[];

type Shape = z.ZodType;

export interface RouteSpec {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path with `:name` parameters, starting with `/api/`. */
  readonly path: string;
  readonly summary: string;
  readonly allow: Allow;
  readonly params?: Shape;
  readonly query?: Shape;
  /** JSON body; `'bytes'` is a raw `application/octet-stream` upload handed over as a stream. */
  readonly body?: Shape | 'bytes';
  /** JSON reply; `'file'` is a download. */
  readonly reply: Shape | 'file';
  /** Status of success, 200 unless told. */
  readonly status?: 200 | 201 | 202 | 204;
  /** A POST that only asks: nothing is kept of it, so an Idempotency-Key has no effect. */
  readonly asks?: true;
  /** Calls a minute from one address; without it only the server's general guard holds. */
  readonly perMinute?: number;
}

export type RouteTable = Readonly<Record<string, RouteSpec>>;

/** One table per module; the server must implement every key and the browser's client infers from it. */
export const defineRoutes = <const T extends RouteTable>(table: T): T => table;

type In<S> = S extends Shape ? z.input<S> : undefined;
type Out<S> = S extends Shape ? z.output<S> : undefined;
type Part<R, K extends string> = R extends Record<K, infer S> ? S : undefined;

/** What a caller writes: defaults may be left out. */
export type CallOf<R extends RouteSpec, Bytes> = OmitUndefined<{
  params: In<Part<R, 'params'>>;
  query: In<Part<R, 'query'>>;
  body: Part<R, 'body'> extends 'bytes' ? Bytes : In<Part<R, 'body'>>;
}>;

/** What a handler receives: parsed, defaults filled in. */
export interface InputOf<R extends RouteSpec> {
  params: Out<Part<R, 'params'>>;
  query: Out<Part<R, 'query'>>;
  body: Part<R, 'body'> extends 'bytes' ? AsyncIterable<Uint8Array> : Out<Part<R, 'body'>>;
}

/** What a handler returns; the reply schema fills in defaults and drops what it does not name. */
export type ReplyOf<R extends RouteSpec, File> = R['reply'] extends 'file' ? File : In<R['reply']>;

/** What a caller gets. */
export type ResultOf<R extends RouteSpec, Bytes> = R['reply'] extends 'file' ? Bytes : Out<R['reply']>;

type OmitUndefined<T> = { [K in keyof T as T[K] extends undefined ? never : K]: T[K] };

export type Handlers<T extends RouteTable, Ctx, File> = {
  [K in keyof T]: (ctx: Ctx, input: InputOf<T[K]>) => Promise<ReplyOf<T[K], File>>;
};

/** @typeParam Bytes what carries uploads and downloads, `Blob` in the browser */
export type Client<T extends RouteTable, Bytes> = {
  [K in keyof T]: keyof CallOf<T[K], Bytes> extends never
    ? () => Promise<ResultOf<T[K], Bytes>>
    : (call: CallOf<T[K], Bytes>) => Promise<ResultOf<T[K], Bytes>>;
};

/** The address of a route with its parameters and query filled in; empty values are left out. */
export function addressOf(
  path: string,
  params: Record<string, unknown> = {},
  query: Record<string, unknown> = {},
): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search: string[] = [];
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null && item !== '')
        search.push(`${encodeURIComponent(name)}=${encodeURIComponent(String(item))}`);
    }
  }
  return search.length === 0 ? filled : `${filled}?${search.join('&')}`;
}
