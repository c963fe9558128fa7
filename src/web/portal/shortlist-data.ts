import type { ResultOf } from '../../shared/contract.ts';
import type { PortalRoutes } from './api.ts';
import type { PageInput } from './page.ts';
import { isListed } from './shortlist-kept.ts';

export type Shortlist = ResultOf<PortalRoutes['readShortlist'], Blob>;
export type ListedItem = Shortlist['items'][number];
export type DataLink = ResultOf<PortalRoutes['readDataLink'], Blob>;

export type OpenData = ResultOf<PortalRoutes['readOpenData'], Blob>;

/** Ids that an address names: repeated or with commas between. */
const idsOf = (query: URLSearchParams): string[] =>
  query
    .getAll('r')
    .flatMap((part) => part.split(','))
    .filter(isListed)
    .slice(0, 50);

export async function loadShortlist({ api, query }: PageInput): Promise<{ data: Shortlist }> {
  return { data: await api.readShortlist({ query: { r: idsOf(query) } }) };
}

export const loadDataLink = async ({ api, params }: PageInput): Promise<{ data: DataLink }> => ({
  data: await api.readDataLink({ params: { token: params['token']! } }),
});

export const loadOpenData = async ({ api, params }: PageInput): Promise<{ data: OpenData }> => ({
  data: await api.readOpenData({ params: { key: params['key']! } }),
});
