import { Alert, Button, Space, Table, Tag } from 'antd';
import { useState } from 'react';
import { KEEPERS } from '../../shared/service-records/people.ts';
import { USE_STATES } from '../../shared/service-records/use-codes.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useOwnPlatforms } from './choices.ts';
import { useApi, useRead } from './client.tsx';
import { Failure } from './failure.tsx';
import { FilterBar } from './filter-bar.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { Link } from './link.tsx';
import styles from './list.module.css';
import { Loaded, Nothing, Page } from './page.tsx';
import { Pager } from './pager.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { usePlace } from './router.ts';
import { serviceRecordMessages } from './service-record-messages.ts';
import { useSigned } from './session.ts';
import { useSend } from './sign-in.tsx';
import { StateBadge } from './state-badge.tsx';
import { optionsOf } from './texts.ts';

type Use = Awaited<ReturnType<WorkbenchApi['listUses']>>['items'][number];

/** Works that used resources, looked at by their platform before they count. */
export function ServiceUsesPage() {
  const t = useText(serviceRecordMessages);
  const lang = useLanguage();
  const { query } = usePlace();
  const { choices } = useOwnPlatforms();
  const { holds } = useSigned();
  const read = useRead('listUses', { query: Object.fromEntries(query) });
  const [importing, setImporting] = useState(false);
  const platform = query.get('platform') ?? choices[0]?.value;
  const keeps = holds(KEEPERS) && platform !== undefined;
  return (
    <Page
      title={t('usesTitle')}
      about={t('usesAbout')}
      back={{ to: '/service-records', label: t('back') }}
      actions={keeps ? <Button onClick={() => setImporting(true)}>{t('bibliography')}</Button> : undefined}
    >
      <FilterBar
        filters={[
          { name: 'platform', label: t('platform'), options: choices },
          { name: 'state', label: t('state'), options: optionsOf(USE_STATES, lang) },
        ]}
      />
      <Loaded read={read}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Nothing text={t('usesNone')} />
          ) : (
            <>
              <Uses items={items} keeps={keeps} onChanged={() => void read.refetch()} />
              <Pager next={next} />
            </>
          )
        }
      </Loaded>
      {importing && platform !== undefined ? (
        <Bibliography platform={platform} onTaken={() => void read.refetch()} onClose={() => setImporting(false)} />
      ) : null}
    </Page>
  );
}

/** How a work is named in a line. */
export const useLine = (use: Pick<Use, 'authors' | 'venue' | 'year' | 'doi' | 'number'>): string =>
  [use.authors, use.venue, use.year, use.doi, use.number].filter(Boolean).join(' · ');

function Uses({ items, keeps, onChanged }: { items: readonly Use[]; keeps: boolean; onChanged: () => void }) {
  const t = useText(serviceRecordMessages);
  return (
    <div className={styles.table}>
      <Table<Use>
        rowKey="id"
        size="middle"
        pagination={false}
        dataSource={items}
        columns={[
          {
            title: t('work'),
            render: (_, row) => (
              <>
                {`${row.title}（${row.kind.label}）`}
                <div className={styles.small}>{useLine(row)}</div>
              </>
            ),
          },
          {
            title: t('named'),
            render: (_, row) =>
              row.resources.map(({ id, title, found_by }) => (
                <div key={id}>
                  <Link to={`/resources/${id}`}>{title}</Link>
                  <div className={styles.small}>{t('foundBy', { by: found_by.join('、') })}</div>
                </div>
              )),
          },
          {
            title: t('state'),
            render: (_, row) => (
              <>
                <StateBadge
                  state={row.state === 'counted' ? 'done' : row.state === 'refused' ? 'withdrawn' : 'open'}
                  label={row.state_label}
                />
                <div className={styles.small}>
                  {[row.source.label, row.reporter, row.reason].filter(Boolean).join(' · ')}
                </div>
                {row.flags.map(({ id, label }) => (
                  <Tag key={id} color="warning" variant="outlined">
                    {label}
                  </Tag>
                ))}
              </>
            ),
          },
          ...(keeps
            ? [{ title: '', render: (_: unknown, row: Use) => <Review use={row} onChanged={onChanged} /> }]
            : []),
        ]}
      />
    </div>
  );
}

function Review({ use, onChanged }: { use: Use; onChanged: () => void }) {
  const t = useText(serviceRecordMessages);
  const api = useApi();
  const [refusing, setRefusing] = useState(false);
  const [send, busy, error] = useSend<unknown>(onChanged);
  const params = { id: use.id };
  return (
    <div className="no-print">
      <Failure error={error} />
      <Space wrap>
        {use.state === 'counted' ? null : (
          <Button
            size="small"
            loading={busy}
            onClick={() => send(() => api.reviewUse({ params, body: { decision: 'counted', revision: use.revision } }))}
          >
            {t('count')}
          </Button>
        )}
        {use.state === 'refused' ? null : (
          <Button size="small" onClick={() => setRefusing(true)}>
            {t('refuse')}
          </Button>
        )}
      </Space>
      {refusing ? (
        <ReasonDialog
          title={t('refuse')}
          needsReason
          label={t('refuse')}
          run={async (reason) => {
            await api.reviewUse({ params, body: { decision: 'refused', reason, revision: use.revision } });
            onChanged();
          }}
          onClose={() => setRefusing(false)}
        />
      ) : null}
    </div>
  );
}

type Imported = Awaited<ReturnType<WorkbenchApi['importBibliography']>>;

function Bibliography({ platform, onTaken, onClose }: { platform: string; onTaken: () => void; onClose: () => void }) {
  const t = useText(serviceRecordMessages);
  const api = useApi();
  return (
    <ImportDialog<Imported>
      title={t('bibliography')}
      help={t('bibliographyHelp')}
      accept=".bib,.ris,.json,.txt"
      send={(file) => api.importBibliography({ body: { platform, file } })}
      outcome={(result) => <Found result={result} />}
      onTaken={onTaken}
      onClose={onClose}
    />
  );
}

function Found({ result: { read, proposed, known, unmatched, refused } }: { result: Imported }) {
  const t = useText(serviceRecordMessages);
  return (
    <Alert
      type={refused.length === 0 ? 'success' : 'warning'}
      showIcon
      role="status"
      title={t('bibliographyDone', {
        read,
        proposed: proposed.length,
        known,
        unmatched: unmatched.length,
        refused: refused.length,
      })}
      description={
        <ul>
          {refused.slice(0, 10).map(({ entry, reason }) => (
            <li key={entry}>{`${t('entry', { entry })}：${reason}`}</li>
          ))}
        </ul>
      }
    />
  );
}
