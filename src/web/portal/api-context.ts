import { createContext, useContext } from 'react';
import type { PortalApi } from './api.ts';

const Api = createContext<PortalApi | undefined>(undefined);
export const ApiProvider = Api.Provider;

/** The client for what a page does after it is shown. */
export function useApi(): PortalApi {
  const api = useContext(Api);
  if (!api) throw new Error('a portal view outside its app');
  return api;
}
