import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../ui/api.ts';

/** Refusals are answers: only what never reached the server, or a busy one, is asked again. */
const worthAgain = (error: unknown): boolean =>
  !(error instanceof ApiError) || error.status === 0 || error.status === 503;

export const makeCache = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        retry: (count, error) => count < 2 && worthAgain(error),
        staleTime: 5_000,
        refetchOnWindowFocus: false,
      },
    },
  });
