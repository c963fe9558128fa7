import { type QueryKey, useQuery, type UseQueryOptions, type UseQueryResult } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { ApiError } from '../ui/api.ts';
import type { WorkbenchApi } from './api.ts';

export interface Clients {
  /** Asks to sign in again when the session has ended, then makes the call again. */
  api: WorkbenchApi;
  /** For sign-in and for one's own password and codes, whose refusals are 401 as well. */
  plain: WorkbenchApi;
}

const Context = createContext<Clients | undefined>(undefined);
export const ClientsProvider = Context.Provider;

export function useClients(): Clients {
  const clients = useContext(Context);
  if (!clients) throw new Error('no client');
  return clients;
}
export const useApi = (): WorkbenchApi => useClients().api;

type Reading = {
  [K in keyof WorkbenchApi]: K extends
    | `list${string}`
    | `read${string}`
    | 'compareVersions'
    | 'countTodo'
    | 'countMessages'
    ? K
    : never;
}[keyof WorkbenchApi];
type InputOf<K extends Reading> = Parameters<WorkbenchApi[K]>[0];
type ResultOf<K extends Reading> = Awaited<ReturnType<WorkbenchApi[K]>>;

type Options<T> = Pick<
  UseQueryOptions<T, ApiError>,
  'enabled' | 'refetchInterval' | 'staleTime' | 'placeholderData' | 'refetchOnWindowFocus'
>;

export const keyOf = <K extends Reading>(name: K, input?: InputOf<K>): QueryKey =>
  input === undefined ? [name] : [name, input];

/** A reading route as a query: its name and input are the key. */
export function useRead<K extends Reading>(
  name: K,
  input: InputOf<K>,
  options: Options<ResultOf<K>> = {},
): UseQueryResult<ResultOf<K>, ApiError> {
  const api = useApi();
  const read = api[name] as (input: InputOf<K>) => Promise<ResultOf<K>>;
  return useQuery<ResultOf<K>, ApiError>({
    queryKey: keyOf(name, input),
    queryFn: () => read(input),
    ...options,
  } as UseQueryOptions<ResultOf<K>, ApiError>);
}
