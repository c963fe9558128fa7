import { App, Button, Select } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { addressOf } from '../../shared/contract.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { workbenchAddresses } from './api.ts';
import { useApi, useRead } from './client.tsx';
import { useDownload } from './download.ts';
import styles from './expert.module.css';
import { ExpertDialog } from './expert-dialog.tsx';
import { expertMessages } from './expert-messages.ts';
import { Failure } from './failure.tsx';
import { FilterBar } from './filter-bar.tsx';
import { Link } from './link.tsx';
import { Loaded, Nothing, Page } from './page.tsx';
import { Pager } from './pager.tsx';
import { go, usePlace, withQuery } from './router.ts';
import { sendBytes } from './upload.ts';
import { useOwnProgrammes } from './expert-programmes.ts';

const STATES = ['active', 'paused', 'retired', 'excluded'] as const;
type State = (typeof STATES)[number];

/** The pool of experts of a programme. */
export function ExpertListPage() {
  const t = useText(expertMessages);
  const programmes = useOwnProgrammes();
  const { path, query } = usePlace();
  const programme = query.get('programme') ?? programmes[0]?.value;
  if (programme === undefined)
    return (
      <Page title={t('pool')}>
        <Nothing text={t('poolNoProgramme')} />
      </Page>
    );
  return (
    <Pool
      key={programme}
      programme={programme}
      choice={
        programmes.length < 2 ? null : (
          <Select
            aria-label={t('pool')}
            value={programme}
            options={[...programmes]}
            onChange={(value: string) => void go(`${path}${withQuery(query, { programme: value })}`)}
          />
        )
      }
    />
  );
}

function Pool({ programme, choice }: { programme: string; choice: React.ReactNode }) {
  const t = useText(expertMessages);
  const api = useApi();
  const cache = useQueryClient();
  const { query } = usePlace();
  const [adding, setAdding] = useState(false);
  const [download, busy] = useDownload();
  const state = query.get('state') as State | null;
  const read = useRead('listExperts', {
    query: {
      programme,
      q: query.get('q') ?? '',
      ...(state && { state }),
      ...(query.has('cursor') && { cursor: query.get('cursor')! }),
    },
  });
  return (
    <Page
      title={t('pool')}
      about={t('poolAbout')}
      actions={
        <span className={styles.row}>
          {choice}
          <Import programme={programme} />
          <Button
            loading={busy}
            onClick={() =>
              download(() => api.exportExperts({ query: { programme, format: 'xlsx' } }), `experts-${programme}.xlsx`)
            }
          >
            {t('export')}
          </Button>
          <Button type="primary" onClick={() => setAdding(true)}>
            {t('add')}
          </Button>
        </span>
      }
    >
      <FilterBar
        search={t('search')}
        filters={[{ name: 'state', label: t('state'), options: STATES.map((value) => ({ value, label: t(value) })) }]}
      />
      <Loaded read={read}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Nothing text={t('poolNone')} />
          ) : (
            <>
              <div className={styles.scroll}>
                <table className={styles.table}>
                  <thead>
                    <tr>
                      <th>{t('name')}</th>
                      <th>{t('employer')}</th>
                      <th>{t('disciplines')}</th>
                      <th>{t('account')}</th>
                      <th className={styles.number}>{t('running')}</th>
                      <th>{t('state')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((row) => (
                      <tr key={row.id}>
                        <td>
                          <Link to={`/experts/${row.id}`}>{row.name}</Link>
                          <div className={styles.muted}>{row.title}</div>
                        </td>
                        <td>{row.employer ?? '–'}</td>
                        <td>{row.disciplines.map(({ label }) => label).join('、')}</td>
                        <td>{row.account ?? <span className={styles.warn}>{t('noAccount')}</span>}</td>
                        <td className={styles.number}>{row.running}</td>
                        <td>{t(row.state)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              <Pager next={next} />
            </>
          )
        }
      </Loaded>
      {adding ? (
        <ExpertDialog
          programme={programme}
          onSaved={() => void cache.invalidateQueries({ queryKey: ['listExperts'] })}
          onClose={() => setAdding(false)}
        />
      ) : null}
    </Page>
  );
}

function Import({ programme }: { programme: string }) {
  const t = useText(expertMessages);
  const lang = useLanguage();
  const cache = useQueryClient();
  const { message, modal } = App.useApp();
  const input = useId();
  const [share, setShare] = useState<number | null>(null);
  const send = (file: File): void => {
    setShare(0);
    const address = addressOf(workbenchAddresses.importExperts.path, {}, { programme, name: file.name });
    sendBytes<{ added: number; changed: number; unchanged: number }>(address, file, lang, setShare)
      .then((counts) => {
        void message.success(t('imported', counts));
        void cache.invalidateQueries({ queryKey: ['listExperts'] });
      })
      .catch((error: unknown) => {
        modal.error({ width: 640, title: t('import'), content: <Failure error={error} /> });
      })
      .finally(() => setShare(null));
  };
  return (
    <>
      <input
        id={input}
        type="file"
        accept=".csv,.tsv,.xlsx"
        className="visually-hidden"
        tabIndex={-1}
        aria-hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) send(file);
        }}
      />
      <Button loading={share !== null} onClick={() => document.getElementById(input)?.click()}>
        {share === null ? t('import') : t('importing', { percent: Math.round(share * 100) })}
      </Button>
    </>
  );
}
