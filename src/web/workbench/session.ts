import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { ResultOf } from '../../shared/contract.ts';
import type { sessionRoutes } from '../../shared/identity/session-routes.ts';
import type { Role } from '../../shared/identity/roles.ts';
import { type Clients, useClients } from './client.tsx';
import type { AdministrationAction } from '../../shared/identity/administration.ts';

export type Session = ResultOf<typeof sessionRoutes.readSession, Blob>;
export type Account = NonNullable<Session['account']>;

const KEY = ['session'];

const sessionQuery = ({ plain }: Clients) => ({
  queryKey: KEY,
  queryFn: () => plain.readSession(),
  staleTime: Infinity,
});

export const useSessionQuery = () => useQuery(sessionQuery(useClients()));

/** Puts a session that a call answered in the place of the one known. */
export function useSetSession(): (session: Session) => void {
  const cache = useQueryClient();
  return (session) => cache.setQueryData(KEY, session);
}

/** Somebody who is signed in, for all pages behind the gate. */
export interface Signed {
  account: Account;
  session: Session;
  /** Whether one of these roles is held today, in whatever scope. */
  holds: (roles: readonly Role[]) => boolean;
  may: (action: AdministrationAction) => boolean;
}

const Context = createContext<Signed | undefined>(undefined);
export const SignedProvider = Context.Provider;

export function useSigned(): Signed {
  const signed = useContext(Context);
  if (!signed) throw new Error('nobody is signed in');
  return signed;
}

export const signedOf = (session: Session, account: Account): Signed => ({
  account,
  session,
  holds: (roles) => session.roles.some(({ role }) => roles.includes(role)),
  may: (action) => session.administration.includes(action),
});
