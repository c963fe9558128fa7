import { useEffect, useState } from 'react';
import type { ResultOf } from '../../shared/contract.ts';
import { ApiError } from '../ui/api.ts';
import type { PortalRoutes } from './api.ts';
import { useApi } from './api-context.ts';

export type OwnComplaints = ResultOf<PortalRoutes['listOwnComplaints'], Blob>['items'];

/** What the reader kept among their own; undefined while that is not known, and for who is not signed in. */
export function useOwnComplaints(): OwnComplaints | undefined {
  const api = useApi();
  const [own, setOwn] = useState<OwnComplaints>();
  useEffect(() => {
    api
      .listOwnComplaints({ query: { limit: 50 } })
      .then(({ items }) => setOwn(items))
      .catch((cause: unknown) => {
        if (!(cause instanceof ApiError)) throw cause;
      });
  }, [api]);
  return own;
}
