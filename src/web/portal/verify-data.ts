import type { ResultOf } from '../../shared/contract.ts';
import { ApiError } from '../ui/api.ts';
import type { PortalRoutes } from './api.ts';
import type { PageInput } from './page.ts';

export interface VerifyData {
  /** As typed, '' on the empty page. */
  code: string;
  document: ResultOf<PortalRoutes['readDocument'], Blob> | undefined;
  /** Why nothing was found. */
  refusal: string | undefined;
}

export async function loadVerification({ api, params, query }: PageInput): Promise<{
  data: VerifyData;
  status?: number;
}> {
  const code = (params['code'] ?? query.get('code') ?? '').trim().slice(0, 60);
  if (code === '') return { data: { code, document: undefined, refusal: undefined } };
  try {
    return { data: { code, document: await api.readDocument({ params: { code } }), refusal: undefined } };
  } catch (cause) {
    if (!(cause instanceof ApiError) || cause.status !== 404) throw cause;
    return { data: { code, document: undefined, refusal: cause.body.title }, status: 404 };
  }
}
