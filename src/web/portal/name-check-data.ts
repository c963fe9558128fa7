import type { ResultOf } from '../../shared/contract.ts';
import { ApiError } from '../ui/api.ts';
import type { PortalRoutes } from './api.ts';
import type { PageInput } from './page.ts';

export type NameAnswer = ResultOf<PortalRoutes['checkName'], Blob>;

export interface NameCheckData {
  asked: { programme: string; zh: string; en: string };
  /** Networks that have a rule on names. */
  programmes: readonly { id: string; name: string }[];
  answer: NameAnswer | undefined;
  fault: string | undefined;
}

export async function loadNameCheck({
  api,
  site,
  query,
}: PageInput): Promise<{ data: NameCheckData; status?: number }> {
  const { items } = await api.listEligibilityClasses({ query: { figures: 'no' } });
  const programmes = [...new Map(items.map((item) => [item.programme, item.programme_name]))].map(([id, name]) => ({
    id,
    name,
  }));
  const asked = {
    programme: query.get('programme') ?? site.programme?.id ?? programmes[0]?.id ?? '',
    zh: query.get('zh')?.trim() ?? '',
    en: query.get('en')?.trim() ?? '',
  };
  const plain = { asked, programmes, answer: undefined, fault: undefined };
  if (asked.zh === '' && asked.en === '') return { data: plain };
  try {
    return { data: { ...plain, answer: await api.checkName({ body: asked }) } };
  } catch (cause) {
    if (!(cause instanceof ApiError) || (cause.status !== 400 && cause.status !== 404)) throw cause;
    return { data: { ...plain, fault: Object.values(cause.fields)[0] ?? cause.body.title }, status: cause.status };
  }
}
