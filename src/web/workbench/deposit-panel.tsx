import { Alert, Button, Tag } from 'antd';
import { useEffect, useState } from 'react';
import { pick } from '../../shared/i18n.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import type { Case } from './case-light.tsx';
import styles from './case.module.css';
import { keyOf, useRead } from './client.tsx';
import { DepositDialog, type Wanted } from './deposit-dialogs.tsx';
import { DepositItems } from './deposit-items.tsx';
import { Principles } from './deposit-list.tsx';
import { depositMessages } from './deposit-messages.ts';
import { Link } from './link.tsx';
import { Loaded, Section } from './page.tsx';

export type Deposit = Awaited<ReturnType<WorkbenchApi['readDeposit']>>;

/** The list of a deposit on the page of its case: written by the unit, judged by the platform. */
export function DepositPanel({ of }: { of: Case }) {
  const t = useText(depositMessages);
  const cache = useQueryClient();
  const read = useRead('readDeposit', { params: { id: of.id } });
  const { refetch } = read;
  // Every step may open or close the list.
  useEffect(() => void refetch(), [refetch, of.version]);
  const keep = (deposit: Deposit): void => {
    cache.setQueryData(keyOf('readDeposit', { params: { id: of.id } }), deposit);
    // What still lacks for a step depends on the list.
    void cache.invalidateQueries({ queryKey: keyOf('readCase', { params: { id: of.id } }) });
  };
  return (
    <Section title={t('listTitle')}>
      <Loaded read={read}>{(deposit) => <Listing of={of} deposit={deposit} onChange={keep} />}</Loaded>
    </Section>
  );
}

interface ListingProps {
  of: Case;
  deposit: Deposit;
  onChange: (deposit: Deposit) => void;
}

function Listing({ of, deposit, onChange }: ListingProps) {
  const t = useText(depositMessages);
  const lang = useLanguage();
  const [wanted, setWanted] = useState<Wanted>();
  const { project, platform, what, may, principles } = deposit;
  return (
    <>
      <p>
        {t('project', project)} <Tag variant="outlined">{t(project.designated ? 'designated' : 'offered')}</Tag>
      </p>
      <p className={styles.muted}>{[pick(platform.name, lang), what].filter(Boolean).join(' · ')}</p>
      {of.closed ? null : principles ? (
        <Principles items={[principles]} />
      ) : (
        <Alert type="info" showIcon className={styles.notice!} title={t('principlesNone')} />
      )}
      {deposit.items.length === 0 ? (
        <p className={styles.muted}>{t('listNone')}</p>
      ) : (
        <DepositItems deposit={deposit} onChange={onChange} onWant={setWanted} />
      )}
      <p className={`${styles.actions} no-print`}>
        {may.list ? (
          <>
            <Button onClick={() => setWanted({ what: 'add' })}>{t('add')}</Button>{' '}
            <Button onClick={() => setWanted({ what: 'table' })}>{t('table')}</Button>
          </>
        ) : null}
        {may.draft && deposit.items.some(({ state, resource }) => state === 'accepted' && resource === null) ? (
          <Button onClick={() => setWanted({ what: 'drafts' })}>{t('drafts')}</Button>
        ) : null}{' '}
        {may.link ? <Link to={`/resources/new?platform=${platform.code}`}>{t('newRecord')}</Link> : null}
      </p>
      {wanted ? (
        <DepositDialog id={deposit.id} wanted={wanted} onSaved={onChange} onClose={() => setWanted(undefined)} />
      ) : null}
    </>
  );
}
