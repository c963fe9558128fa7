import { useEffect, useRef, useState } from 'react';
import type { Case } from './case-light.tsx';
import { useApi } from './client.tsx';
import { useSigned } from './session.ts';

type Present = Case['present'][number];

export interface Presence {
  /** Others who have the form open. */
  others: readonly Present[];
  enter: (section: string) => void;
  leave: (section: string) => void;
}

/** Milliseconds; the server forgets somebody after a minute. */
const EVERY = 20_000;

/** Tells the others who have the form open which field is being written, and learns theirs. Nothing fails when it fails. */
export function usePresence(of: Pick<Case, 'id' | 'present'>, writes: boolean): Presence {
  const api = useApi();
  const { account } = useSigned();
  const [present, setPresent] = useState<readonly Present[]>(of.present);
  const section = useRef<string | null>(null);
  const tell = useRef(() => {});
  tell.current = () => {
    if (!writes) return;
    const body = { section: section.current, lock: section.current !== null };
    api.bePresent({ params: { id: of.id }, body }).then(
      (reply) => setPresent(reply.present),
      () => {},
    );
  };
  useEffect(() => {
    tell.current();
    const timer = setInterval(() => {
      if (!document.hidden) tell.current();
    }, EVERY);
    return () => clearInterval(timer);
  }, [writes]);
  const move = (next: string | null): void => {
    if (section.current === next) return;
    section.current = next;
    tell.current();
  };
  return {
    others: present.filter((one) => one.account !== account.id),
    enter: move,
    leave: (left) => {
      if (section.current === left) move(null);
    },
  };
}
