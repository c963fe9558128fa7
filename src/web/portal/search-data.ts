import type { ResultOf } from '../../shared/contract.ts';
import type { PortalRoutes } from './api.ts';
import type { SearchState } from './search-state.ts';

export interface SearchData {
  state: SearchState;
  page: ResultOf<PortalRoutes['searchResources'], Blob>;
}
