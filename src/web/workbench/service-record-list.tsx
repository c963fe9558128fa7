import { Button, Input, Table, Tag } from 'antd';
import { useState } from 'react';
import { KEEPERS } from '../../shared/service-records/people.ts';
import { RECORD_STATES } from '../../shared/service-records/codes.ts';
import { SERVICE_KINDS, SERVICE_MODES, USER_GROUPS } from '../../shared/stock/service-codes.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useOwnPlatforms } from './choices.ts';
import { useApi, useRead } from './client.tsx';
import { useDownload } from './download.ts';
import { FilterBar } from './filter-bar.tsx';
import { FormDialog } from './form-dialog.tsx';
import { ImportDialog, RowsOutcome, TABLE_FILES } from './import-dialog.tsx';
import { Link } from './link.tsx';
import styles from './list.module.css';
import { Loaded, Nothing, Page } from './page.tsx';
import { Pager } from './pager.tsx';
import { go, usePlace, withQuery } from './router.ts';
import { RecordFields } from './service-record-form.tsx';
import { serviceRecordMessages } from './service-record-messages.ts';
import { bodyOf, type RecordValues, type ServiceRecord } from './service-record-values.ts';
import { useSigned } from './session.ts';
import { StateBadge } from './state-badge.tsx';
import { optionsOf } from './texts.ts';

type Row = Awaited<ReturnType<WorkbenchApi['listServiceRecords']>>['items'][number];

export function ServiceRecordListPage() {
  const t = useText(serviceRecordMessages);
  const lang = useLanguage();
  const { query } = usePlace();
  const { choices } = useOwnPlatforms();
  const read = useRead('listServiceRecords', { query: Object.fromEntries(query) });
  const { holds } = useSigned();
  const platform = query.get('platform') ?? choices[0]?.value;
  return (
    <Page title={t('title')} about={t('about')}>
      <div className={`${styles.actions} no-print`}>
        {holds(KEEPERS) && platform !== undefined ? (
          <Entering platform={platform} onChanged={() => void read.refetch()} />
        ) : null}
        <ExportRecords />
        <Link to="/service-ratings">{t('ratings')}</Link>
        <Link to="/service-uses">{t('uses')}</Link>
        <Link to="/service-figures">{t('figures')}</Link>
      </div>
      <FilterBar
        search={t('search')}
        others={['from', 'to']}
        filters={[
          { name: 'platform', label: t('platform'), options: choices },
          { name: 'kind', label: t('kind'), options: optionsOf(SERVICE_KINDS, lang) },
          { name: 'state', label: t('state'), options: optionsOf(RECORD_STATES, lang) },
          { name: 'mode', label: t('mode'), options: optionsOf(SERVICE_MODES, lang) },
          { name: 'group', label: t('group'), options: optionsOf(USER_GROUPS, lang) },
          { name: 'overdue', label: t('dueBack'), options: [{ value: 'true', label: t('overdue') }] },
        ]}
      />
      <PeriodBar />
      <Loaded read={read}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Nothing text={query.size === 0 ? t('none') : t('noneFound')} />
          ) : (
            <>
              <Records items={items} />
              <Pager next={next} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

/** First and last day, kept in the address. */
export function PeriodBar() {
  const t = useText(serviceRecordMessages);
  const { path, query } = usePlace();
  return (
    <div className={`${styles.filters} no-print`}>
      {(['from', 'to'] as const).map((name) => (
        <label key={name} className={styles.dated}>
          {t(name)}
          <Input
            type="date"
            className={styles.date!}
            value={query.get(name) ?? ''}
            onChange={(event) =>
              void go(
                `${path}${withQuery(query, { [name]: event.target.value === '' ? undefined : event.target.value })}`,
              )
            }
          />
        </label>
      ))}
    </div>
  );
}

function ExportRecords() {
  const t = useText(serviceRecordMessages);
  const api = useApi();
  const { query } = usePlace();
  const [download, busy] = useDownload();
  const { cursor: _place, ...filters } = Object.fromEntries(query);
  return (
    <>
      {(['xlsx', 'csv'] as const).map((format) => (
        <Button
          key={format}
          loading={busy}
          onClick={() =>
            download(
              () => api.exportServiceRecords({ query: { ...filters, format } as never }),
              `service-records.${format}`,
            )
          }
        >
          {`${t('export')} ${format.toUpperCase()}`}
        </Button>
      ))}
    </>
  );
}

function Entering({ platform, onChanged }: { platform: string; onChanged: () => void }) {
  const t = useText(serviceRecordMessages);
  const api = useApi();
  const [dialog, setDialog] = useState<'form' | 'import'>();
  const close = (): void => setDialog(undefined);
  return (
    <>
      <Button type="primary" onClick={() => setDialog('form')}>
        {t('create')}
      </Button>
      <Button onClick={() => setDialog('import')}>{t('import')}</Button>
      {dialog === 'form' ? (
        <FormDialog<RecordValues, ServiceRecord>
          title={t('create')}
          label={t('save')}
          initial={{ channel: 'offline' }}
          save={(values) => api.createServiceRecord({ body: { ...bodyOf(values), platform } })}
          onSaved={onChanged}
          onClose={close}
        >
          <RecordFields platform={platform} known={[]} />
        </FormDialog>
      ) : null}
      {dialog === 'import' ? <ImportRecords platform={platform} onTaken={onChanged} onClose={close} /> : null}
    </>
  );
}

function ImportRecords({ platform, onTaken, onClose }: { platform: string; onTaken: () => void; onClose: () => void }) {
  const t = useText(serviceRecordMessages);
  const api = useApi();
  return (
    <ImportDialog
      title={t('import')}
      help={t('importHelp')}
      accept={TABLE_FILES}
      tryLabel={t('tryOnly')}
      send={(file, try_only) => api.importServiceRecords({ body: { platform, file, try_only } })}
      outcome={(result) => (
        <RowsOutcome
          title={[t('imported', result), ...(result.known > 0 ? [t('importedKnown', result)] : [])].join(' · ')}
          result={result}
          name="refused.csv"
        />
      )}
      onTaken={onTaken}
      onClose={onClose}
    />
  );
}

function Records({ items }: { items: readonly Row[] }) {
  const t = useText(serviceRecordMessages);
  return (
    <div className={styles.table}>
      <Table<Row>
        rowKey="id"
        size="middle"
        pagination={false}
        dataSource={items}
        columns={[
          {
            title: t('number'),
            className: styles.nowrap!,
            render: (_, row) => (
              <>
                <Link to={`/service-records/${row.id}`}>{row.number}</Link>
                <div className={styles.small}>{row.on}</div>
              </>
            ),
          },
          {
            title: t('what'),
            render: (_, row) => (
              <>
                {row.title}
                <div className={styles.small}>{`${row.kind.label} · ${row.platform.name}`}</div>
              </>
            ),
          },
          {
            title: t('whom'),
            render: (_, row) => (
              <>
                {row.unit}
                <div className={styles.small}>
                  {[row.unit_kind.label, row.abroad ? t('abroad') : row.region].filter(Boolean).join(' · ')}
                </div>
              </>
            ),
          },
          { title: t('purpose'), responsive: ['lg'], render: (_, row) => row.purpose.label },
          { title: t('income'), align: 'right', dataIndex: 'income' },
          {
            title: t('state'),
            render: (_, row) => (
              <>
                <StateBadge state={row.state === 'valid' ? 'active' : row.state} label={row.state_label} />
                {row.overdue ? <Tag color="warning">{t('overdue')}</Tag> : null}
                {row.flags.map(({ id, label }) => (
                  <div key={id} className={styles.small}>
                    {label}
                  </div>
                ))}
              </>
            ),
          },
        ]}
      />
    </div>
  );
}
