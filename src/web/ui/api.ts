import { addressOf, type Client, type RouteTable } from '../../shared/contract.ts';
import { type Lang, translator } from '../../shared/i18n.ts';
import type { Citation, ProblemBody } from '../../shared/problems.ts';
import { uiMessages } from './messages.ts';

/** A refusal as a caller sees it, whether it came over HTTP or from a handler in the same process. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** 0: no answer at all. */
  readonly status: number;
  readonly body: ProblemBody;

  constructor(body: ProblemBody) {
    super(body.title);
    this.status = body.status;
    this.body = body;
  }

  get cite(): Citation | undefined {
    return this.body.cite;
  }

  /** First message of each field, by its path without the leading `body.`. */
  get fields(): Readonly<Record<string, string>> {
    const byPath: Record<string, string> = {};
    for (const { path, message } of this.body.errors ?? []) byPath[path.replace(/^body\./, '')] ??= message;
    return byPath;
  }
}

/** What a client needs of a route table: a route's method and path, no schemas. */
export type Addresses<T extends RouteTable> = { readonly [K in keyof T]: Pick<T[K], 'method' | 'path'> };

export interface ClientOptions {
  lang: Lang;
  /** Asked when an answer is 401; resolves true when the call should be made again. */
  onSignedOut?: () => Promise<boolean>;
}

interface Call {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

/** A client of a module's routes. Refusals are thrown as `ApiError`. */
export function makeClient<T extends RouteTable>(table: Addresses<T>, options: ClientOptions): Client<T, Blob> {
  const call = async (method: string, path: string, given: Call = {}): Promise<unknown> => {
    const response = await send(method, addressOf(path, given.params, given.query), given.body, options.lang);
    if (response.status === 401 && options.onSignedOut && (await options.onSignedOut())) {
      return call(method, path, given);
    }
    return answerOf(response);
  };
  const entries = Object.entries<{ method: string; path: string }>(table).map(([name, { method, path }]) => [
    name,
    (given?: Call) => call(method, path, given),
  ]);
  return Object.fromEntries(entries) as Client<T, Blob>;
}

async function send(method: string, address: string, body: unknown, lang: Lang): Promise<Response> {
  const headers: Record<string, string> = { 'accept-language': lang };
  const isBytes = body instanceof Blob;
  if (method !== 'GET') headers['content-type'] = isBytes ? 'application/octet-stream' : 'application/json';
  // A create that is sent again by the browser or by the user must not happen twice.
  if (method === 'POST') headers['idempotency-key'] = randomKey();
  const payload = method === 'GET' ? null : isBytes ? body : JSON.stringify(body ?? {});
  try {
    return await fetch(address, { method, headers, body: payload, credentials: 'same-origin' });
  } catch {
    const title = translator(uiMessages, lang)('noAnswer');
    throw new ApiError({ type: 'about:blank', title, status: 0, code: 'web.no_answer', params: {} });
  }
}

/** `crypto.randomUUID` exists on secure origins only; intranets are often reached without TLS. */
const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

async function answerOf(response: Response): Promise<unknown> {
  if (response.ok && response.headers.has('content-disposition')) return response.blob();
  if (!response.ok) throw await refusalOf(response);
  if (response.status === 204) return undefined;
  return response.json();
}

/** What an answer that is no success says. */
export async function refusalOf(response: Response): Promise<ApiError> {
  const text = await response.text();
  const isOurs = /json/.test(response.headers.get('content-type') ?? '');
  return new ApiError(isOurs ? (JSON.parse(text) as ProblemBody) : foreign(response));
}

/** A refusal that did not come from our server, for example from a proxy before it. */
const foreign = ({ status, statusText }: Response): ProblemBody => ({
  type: 'about:blank',
  title: `${status} ${statusText}`,
  status,
  code: 'web.foreign_answer',
  params: {},
});
