import type { Known } from './known.ts';

/** Whether the platform refused the evidence of a public purpose; a new statement opens the claim again. */
export const claimRefused = (known: Pick<Known, 'statements'>): boolean =>
  known.statements.some(({ kind, state }) => kind === 'evidence' && state === 'refused');
