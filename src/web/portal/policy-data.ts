import type { ResultOf } from '../../shared/contract.ts';
import { COVERED, type Covered } from '../../shared/guidance/covered.ts';
import type { PortalRoutes } from './api.ts';
import type { PageInput } from './page.ts';

type Reply<K extends keyof PortalRoutes> = ResultOf<PortalRoutes[K], Blob>;

export type PolicyHead = Reply<'listPolicies'>['items'][number];
export type Policy = Reply<'readPolicy'>;
export type Clause = Policy['articles'][number]['clauses'][number];
export type Comparison = Reply<'comparePolicies'>;

export interface PolicyData {
  policy: Policy;
  /** Only clauses in this state. */
  state: Covered | undefined;
}

export interface ComparisonData {
  comparison: Comparison;
  onlyDiffering: boolean;
}

export async function loadPolicy({ api, params, query }: PageInput): Promise<{ data: PolicyData }> {
  const version = query.get('version') ?? undefined;
  const policy = await api.readPolicy({
    params: { id: params['id']! },
    query: version === undefined ? {} : { version },
  });
  return { data: { policy, state: COVERED.find((state) => state === query.get('state')) } };
}

export async function loadComparison({ api, query }: PageInput): Promise<{ data: ComparisonData }> {
  const ids = query.get('ids') ?? undefined;
  const comparison = await api.comparePolicies({ query: ids === undefined ? {} : { ids } });
  return { data: { comparison, onlyDiffering: query.get('differ') === '1' } };
}
