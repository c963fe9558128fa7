import { ApiError } from '../ui/api.ts';
import type { ResultOf } from '../../shared/contract.ts';
import type { PortalRoutes } from './api.ts';
import type { PageInput } from './page.ts';

type Result<K extends keyof PortalRoutes> = ResultOf<PortalRoutes[K], Blob>;

export interface ListData<K extends 'listCalls' | 'listNotices' | 'listRegister'> {
  q: string;
  chosen: string | undefined;
  cursor: string | undefined;
  list: Result<K>;
}

export type NoticeData = Result<'readNotice'>;
export type CallData = Result<'readCall'>;
export type EntryData = Result<'readRegisterEntry'>;
export type CallsData = ListData<'listCalls'>;
export type NoticesData = ListData<'listNotices'>;
export type RegisterData = ListData<'listRegister'>;
/** How an earlier or later page, or a word, is asked for. */
const asked = ({ query, site }: PageInput) => ({
  q: query.get('q')?.trim().slice(0, 200) ?? '',
  cursor: query.get('cursor') ?? undefined,
  within: site.programme ? { programme: site.programme.id } : {},
});
const among = <T extends string>(value: string | null, known: readonly T[]): T | undefined =>
  known.find((one) => one === value);

export async function loadCalls(input: PageInput): Promise<{ data: CallsData }> {
  const { q, cursor, within } = asked(input);
  const open = among(input.query.get('open'), ['true', 'false']);
  const list = await input.api.listCalls({
    query: { ...within, q, ...(open && { open }), ...(cursor !== undefined && { cursor }) },
  });
  return { data: { q, chosen: open, cursor, list } };
}

export async function loadNotices(input: PageInput): Promise<{ data: NoticesData }> {
  const { q, cursor, within } = asked(input);
  const running = among(input.query.get('running'), ['true', 'false']);
  const list = await input.api.listNotices({
    query: { ...within, q, ...(running && { running }), ...(cursor !== undefined && { cursor }) },
  });
  return { data: { q, chosen: running, cursor, list } };
}

export async function loadRegister(input: PageInput): Promise<{ data: RegisterData }> {
  const { q, cursor, within } = asked(input);
  const standing = among(input.query.get('standing'), ['valid', 'to_come', 'lapsed', 'ended']);
  const list = await input.api.listRegister({
    query: { ...within, q, ...(standing && { standing }), limit: 50, ...(cursor !== undefined && { cursor }) },
  });
  return { data: { q, chosen: standing, cursor, list } };
}

/** How a platform stands in the registers, the newest entry first; a platform’s page is worth showing without. */
export async function standingsOf(input: PageInput, platform: string): Promise<RegisterData['list']['items']> {
  try {
    return (await input.api.listRegister({ query: { platform, limit: 20 } })).items;
  } catch (cause) {
    if (cause instanceof ApiError) return [];
    throw cause;
  }
}
