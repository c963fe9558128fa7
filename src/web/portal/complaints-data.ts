import type { ResultOf } from '../../shared/contract.ts';
import type { PortalRoutes } from './api.ts';
import type { PageInput } from './page.ts';

export type ComplaintForm = ResultOf<PortalRoutes['readComplaintForm'], Blob>;
export type ComplaintStatus = ResultOf<PortalRoutes['readComplaintStatus'], Blob>;
export type ComplaintStatistics = ResultOf<PortalRoutes['readComplaintStatistics'], Blob>;

export interface ComplaintsData {
  form: ComplaintForm;
  statistics: ComplaintStatistics;
  /** Search for a platform; while none is chosen. */
  q: string;
  platforms: readonly { code: string; name: string; host: string | null }[];
  more: boolean;
}

export async function loadComplaints({ api, site, query }: PageInput): Promise<{ data: ComplaintsData }> {
  const programme = site.programme ? { programme: site.programme.id } : {};
  const platform = query.get('platform')?.trim().slice(0, 60) ?? '';
  const q = query.get('q')?.trim().slice(0, 200) ?? '';
  const [form, statistics] = await Promise.all([
    api.readComplaintForm({ query: { ...programme, ...(platform !== '' && { platform }) } }),
    api.readComplaintStatistics({ query: programme }),
  ]);
  if (form.platform) return { data: { form, statistics, q, platforms: [], more: false } };
  const list = await api.listCataloguePlatforms({ query: { ...programme, q, limit: 20 } });
  return {
    data: {
      form,
      statistics,
      q,
      platforms: list.items.map(({ code, name, host }) => ({ code, name, host })),
      more: list.next !== null,
    },
  };
}
