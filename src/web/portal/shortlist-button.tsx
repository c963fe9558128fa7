import { type MouseEvent, useEffect, useState } from 'react';
import { ButtonLink } from '../ui/button.tsx';
import { useText } from '../ui/language.tsx';
import { onKept, readKept, shortlistPath, writeKept } from './shortlist-kept.ts';
import { shortlistMessages } from './shortlist-messages.ts';
import { useHref } from './site.ts';

/** Puts a record, or a service by `s` and its id, on the list; without script it opens the list with the record on it. */
export function ShortlistButton({ id }: { id: string }) {
  const t = useText(shortlistMessages);
  const href = useHref();
  const [kept, setKept] = useState<readonly string[]>([]);
  useEffect(() => {
    const read = (): void => setKept(readKept());
    read();
    return onKept(read);
  }, []);
  const add = (event: MouseEvent): void => {
    event.preventDefault();
    writeKept([...readKept(), id]);
  };
  return (
    <p className="no-print">
      {kept.includes(id) ? (
        <ButtonLink icon="check" href={href(shortlistPath(kept))}>
          {t('added', { count: kept.length })}
        </ButtonLink>
      ) : (
        <ButtonLink look="primary" icon="list" href={href(shortlistPath([...kept, id]))} onClick={add} rel="nofollow">
          {t('add')}
        </ButtonLink>
      )}
    </p>
  );
}
