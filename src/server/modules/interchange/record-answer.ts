import { baseUrlOf } from '../../kernel/config.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { Problem } from '../../../shared/problems.ts';
import { readOpenRecord } from '../catalogue/index.ts';
import { representRecord } from './representations.ts';
import { describesHeader, linkHeader } from './signposting.ts';

/** What is sent instead of a record's page. */
export interface RecordAnswer {
  status: number;
  mediaType: string;
  body: string;
  link: string | undefined;
}

const RECORD = /^\/resources\/([1-9]\d{0,18})$/;

/**
 * The answer to a request for a record's address where something else than its page is asked for, a refusal included.
 * @param path within the site, its query in `search` with the question mark
 */
export async function recordAnswer(
  ctx: Ctx,
  { path, search, accept }: { path: string; search: string; accept: string | undefined },
): Promise<RecordAnswer | undefined> {
  const id = RECORD.exec(path)?.[1];
  if (id === undefined) return undefined;
  try {
    const made = await representRecord(ctx, id, new URLSearchParams(search), accept);
    const address = `${baseUrlOf(ctx.services.config)}/resources/${id}`;
    return made && { status: 200, ...made, link: describesHeader(address) };
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause;
    const mediaType = 'application/problem+json; charset=utf-8';
    return { status: cause.status, mediaType, body: JSON.stringify(cause.body(ctx.lang)), link: undefined };
  }
}

/** The Link header of a public record's page; undefined for every other page. */
export async function recordLinks(ctx: Ctx, path: string): Promise<string | undefined> {
  const id: Id | undefined = RECORD.exec(path)?.[1];
  return id === undefined ? undefined : linkHeader(await readOpenRecord(ctx, id));
}
