import type { ResultOf } from '../../shared/contract.ts';
import { ApiError } from '../ui/api.ts';
import type { PortalRoutes } from './api.ts';
import type { PageInput } from './page.ts';

export interface VerifyData {
  /** As typed, '' on the empty page. */
  code: string;
  document: ResultOf<PortalRoutes['readDocument'], Blob> | undefined;
  /** What it certifies, as the register has it today. */
  entries: ResultOf<PortalRoutes['listRegister'], Blob>['items'];
  /** Why nothing was found. */
  refusal: string | undefined;
}

export async function loadVerification({ api, params, query }: PageInput): Promise<{
  data: VerifyData;
  status?: number;
}> {
  const code = (params['code'] ?? query.get('code') ?? '').trim().slice(0, 60);
  if (code === '') return { data: { code, document: undefined, entries: [], refusal: undefined } };
  try {
    const document = await api.readDocument({ params: { code } });
    const { items: entries } = await api.listRegister({ query: { document: code, limit: 5 } });
    return { data: { code, document, entries, refusal: undefined } };
  } catch (cause) {
    if (!(cause instanceof ApiError) || cause.status !== 404) throw cause;
    return { data: { code, document: undefined, entries: [], refusal: cause.body.title }, status: 404 };
  }
}
