import { Alert, Button, Segmented } from 'antd';
import { useState } from 'react';
import { pick } from '../../shared/i18n.ts';
import { DEPOSITORS, OFFICES } from '../../shared/deposits/people.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { CaseRows } from './case-rows.tsx';
import { useRead } from './client.tsx';
import { EnterDeposit } from './deposit-enter.tsx';
import { depositMessages } from './deposit-messages.ts';
import { PublishPrinciples } from './deposit-principles.tsx';
import styles from './list.module.css';
import own from './case.module.css';
import { Loaded, Nothing, Page, Section } from './page.tsx';
import { Pager } from './pager.tsx';
import { go, usePlace, withQuery } from './router.ts';
import { useSigned } from './session.ts';

/** Deposits one has to do with; for departments what is overdue, and how they stand. */
export function DepositListPage() {
  const t = useText(depositMessages);
  const { holds } = useSigned();
  const { path, query } = usePlace();
  const [asked, setAsked] = useState<'enter' | 'publish'>();
  const overdue = query.get('overdue') === 'true';
  const cursor = query.get('cursor');
  const procedures = useRead('listProcedures', { query: {} }, { staleTime: 600_000 });
  const programmes = (procedures.data?.items ?? [])
    .filter(({ own_page }) => own_page === 'deposits')
    .map((one) => one.programme);
  const read = useRead(
    'listCases',
    {
      query: {
        procedure: 'deposit',
        limit: 50,
        ...(overdue && { light: 'red' as const, closed: 'false' as const }),
        ...(cursor !== null && { cursor }),
      },
    },
    { placeholderData: (previous) => previous },
  );
  const principles = useRead('listPrinciples', { query: {} });
  return (
    <Page
      title={t('title')}
      about={t('about')}
      actions={
        <>
          {holds(['supervising_clerk']) ? <Button onClick={() => setAsked('publish')}>{t('publish')}</Button> : null}
          {holds(DEPOSITORS) ? (
            <Button type="primary" onClick={() => setAsked('enter')}>
              {t('enter')}
            </Button>
          ) : null}
        </>
      }
    >
      {holds(OFFICES) ? programmes.map((programme) => <Figures key={programme} programme={programme} />) : null}
      <div className={styles.filters}>
        <Segmented<string>
          aria-label={t('overdueOnly')}
          value={overdue ? 'true' : 'all'}
          options={[
            { value: 'all', label: t('all') },
            { value: 'true', label: t('overdueOnly') },
          ]}
          onChange={(value) =>
            void go(`${path}${withQuery(query, { overdue: value === 'true' ? 'true' : undefined, cursor: undefined })}`)
          }
        />
      </div>
      <Loaded read={read} rows={5}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Nothing text={t('none')} />
          ) : (
            <>
              <CaseRows items={items} columns={['state', 'due', 'programme']} />
              <Pager next={next} />
            </>
          )
        }
      </Loaded>
      <Section title={t('principles')}>
        <Principles items={principles.data?.items ?? []} />
      </Section>
      {asked === 'enter' ? <EnterDeposit programmes={programmes} onClose={() => setAsked(undefined)} /> : null}
      {asked === 'publish' ? (
        <PublishPrinciples onSaved={() => void principles.refetch()} onClose={() => setAsked(undefined)} />
      ) : null}
    </Page>
  );
}

interface PrinciplesOf {
  department: string;
  title: string;
  missing: readonly { zh: string; en: string }[];
  published_on: string;
}

export function Principles({ items }: { items: readonly PrinciplesOf[] }) {
  const t = useText(depositMessages);
  const lang = useLanguage();
  if (items.length === 0) return <p className={own.muted}>{t('principlesNone')}</p>;
  return items.map(({ department, title, missing, published_on }) => (
    <div key={department}>
      <p>{t('principlesOf', { department, title, on: published_on })}</p>
      {missing.length === 0 ? null : (
        <Alert
          type="warning"
          showIcon
          title={t('principlesMissing', { topics: missing.map((one) => pick(one, lang)).join(t('separator')) })}
        />
      )}
    </div>
  ));
}

const FIGURES = ['tasks', 'done', 'open', 'overdue', 'exempt'] as const;

function Figures({ programme }: { programme: string }) {
  const t = useText(depositMessages);
  const lang = useLanguage();
  const names = useRead('listProgrammes', undefined, { staleTime: 600_000 });
  const read = useRead('readDepositFigures', { query: { programme } });
  const name = names.data?.items.find(({ id }) => id === programme)?.name;
  if (!read.data || read.data.tasks === 0) return null;
  const { data } = read;
  return (
    <Section title={`${t('figures')} · ${name ? pick(name, lang) : programme}`}>
      <dl className={own.figures}>
        {FIGURES.map((id) => (
          <div key={id}>
            <dt>{t(id)}</dt>
            <dd>{data[id]}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
