import { useEffect, useState } from 'react';
import { ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import { useApi } from './api-context.ts';
import layout from './layout.module.css';
import { OpenDataForm } from './open-data-form.tsx';
import { PageHead } from './page-head.tsx';
import type { Shortlist } from './shortlist-data.ts';
import { ShortlistForm } from './shortlist-form.tsx';
import { readKept, writeKept } from './shortlist-kept.ts';
import { shortlistMessages } from './shortlist-messages.ts';
import { useHref, useSite } from './site.ts';

interface Sent {
  id: string;
  number: string;
  platform: { name: string };
}

/** The list: what the address names together with what the device keeps, and the request for all of it. */
export function ShortlistView({ data: first }: { data: Shortlist }) {
  const t = useText(shortlistMessages);
  const href = useHref();
  const api = useApi();
  const [list, setList] = useState(first);
  const [sent, setSent] = useState<readonly Sent[]>([]);
  useEffect(() => {
    const named = first.items.map(({ id }) => id);
    const ids = [...new Set([...readKept(), ...named])].filter((id) => !first.gone.includes(id));
    writeKept(ids);
    if (ids.some((id) => !named.includes(id))) api.readShortlist({ query: { r: ids } }).then(setList, () => undefined);
  }, [api, first]);
  const remove = (id: string): void => {
    writeKept(readKept().filter((kept) => kept !== id));
    const items = list.items.filter((item) => item.id !== id);
    // A platform of which nothing is asked any more asks nothing either.
    const questions = list.questions.filter((one) => items.some(({ platform }) => platform.code === one.platform));
    setList({ ...list, items, questions });
  };
  const done = (parts: readonly Sent[]): void => {
    writeKept([]);
    setSent(parts);
    scrollTo({ top: 0 });
  };
  return (
    <div className={layout.page}>
      <PageHead title={t('title')} lead={t('lead')} />
      {list.gone.length === 0 ? null : <Notice tone="warning">{t('gone', { count: list.gone.length })}</Notice>}
      {sent.length > 0 ? (
        <SentNotice parts={sent} />
      ) : list.items.length === 0 ? (
        <EmptyState title={t('empty')}>
          <p>{t('emptyText')}</p>
          <ButtonLink href={href('/search')}>{t('toCatalogue')}</ButtonLink>
        </EmptyState>
      ) : (
        <>
          <ShortlistForm list={list} onRemove={remove} onSent={done} />
          {list.requester === null ? <OpenDataForm list={list} /> : null}
        </>
      )}
    </div>
  );
}

function SentNotice({ parts }: { parts: readonly Sent[] }) {
  const t = useText(shortlistMessages);
  const { lang } = useSite();
  return (
    <Notice tone="success" live="status" title={t('sent')}>
      <p>{t('sentText')}</p>
      <ul>
        {parts.map(({ id, number, platform }) => (
          <li key={id}>
            <a href={`${lang === 'en' ? '/en' : ''}/workbench/requests/${id}`}>{`${number} · ${platform.name}`}</a>
          </li>
        ))}
      </ul>
      <p>
        <a href={`${lang === 'en' ? '/en' : ''}/workbench/requests?side=own`}>{t('mine')}</a>
      </p>
    </Notice>
  );
}
