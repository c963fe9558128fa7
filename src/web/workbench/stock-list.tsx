import { Alert, Button, Table, Tag } from 'antd';
import { useState } from 'react';
import { WARNINGS } from '../../shared/stock/warnings.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useRead } from './client.tsx';
import { FilterBar } from './filter-bar.tsx';
import { Link } from './link.tsx';
import styles from './list.module.css';
import { OnePlatform } from './one-platform.tsx';
import { Loaded, Nothing, Page } from './page.tsx';
import { Pager } from './pager.tsx';
import { usePlace, withQuery } from './router.ts';
import { LotDialog } from './stock-lot-form.tsx';
import { ExportLots, ImportLots, LabelsDialog } from './stock-tables.tsx';
import { stockMessages } from './stock-messages.ts';
import { optionsOf } from './texts.ts';

type Lot = Awaited<ReturnType<WorkbenchApi['listLots']>>['items'][number];

export function StockListPage() {
  const t = useText(stockMessages);
  return (
    <Page title={t('title')} about={t('about')}>
      <OnePlatform>{(platform) => <Stock key={platform} platform={platform} />}</OnePlatform>
    </Page>
  );
}

function Stock({ platform }: { platform: string }) {
  const t = useText(stockMessages);
  const lang = useLanguage();
  const { query } = usePlace();
  const read = useRead('listLots', { query: { ...Object.fromEntries(query), platform } });
  const [chosen, setChosen] = useState<string[]>([]);
  const [dialog, setDialog] = useState<'lot' | 'labels' | 'import'>();
  const about = `?platform=${encodeURIComponent(platform)}`;
  const changed = (): void => void read.refetch();
  return (
    <>
      <Warnings platform={platform} />
      <p className={`${styles.actions} no-print`}>
        <Button type="primary" onClick={() => setDialog('lot')}>
          {t('take_in')}
        </Button>
        <Button
          disabled={chosen.length === 0}
          title={chosen.length === 0 ? t('chooseLots') : ''}
          onClick={() => setDialog('labels')}
        >
          {t('labels')}
        </Button>
        <Button onClick={() => setDialog('import')}>{t('import')}</Button>
        <ExportLots platform={platform} />
        <Link to={`/stock/stores${about}`}>{t('stores')}</Link>
        <Link to={`/stock/takes${about}`}>{t('takes')}</Link>
        <Link to={`/stock/holdings${about}`}>{t('holdings')}</Link>
      </p>
      <FilterBar
        search={t('search')}
        filters={[
          {
            name: 'warning',
            label: t('warning'),
            options: [{ value: 'any', label: t('anyWarning') }, ...optionsOf(WARNINGS, lang)],
          },
          {
            name: 'state',
            label: t('state'),
            options: [
              { value: 'open', label: t('open') },
              { value: 'closed', label: t('closed') },
              { value: 'all', label: t('allStates') },
            ],
          },
        ]}
      />
      <Loaded read={read}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Nothing text={query.size <= 1 ? t('none') : t('noneFound')} />
          ) : (
            <>
              <Lots items={items} chosen={chosen} onChosen={setChosen} />
              <Pager next={next} />
            </>
          )
        }
      </Loaded>
      {dialog === 'lot' ? (
        <LotDialog platform={platform} onSaved={changed} onClose={() => setDialog(undefined)} />
      ) : null}
      {dialog === 'labels' ? (
        <LabelsDialog platform={platform} lots={chosen} onClose={() => setDialog(undefined)} />
      ) : null}
      {dialog === 'import' ? (
        <ImportLots platform={platform} onTaken={changed} onClose={() => setDialog(undefined)} />
      ) : null}
    </>
  );
}

/** What is to be done: counts that lead to their lots, full stores, too few resources. */
function Warnings({ platform }: { platform: string }) {
  const t = useText(stockMessages);
  const { query } = usePlace();
  const { data } = useRead('readStockWarnings', { query: { platform } });
  if (!data || (data.lots.length === 0 && data.stores.length === 0 && data.fewest === null)) return null;
  return (
    <Alert
      type="warning"
      showIcon
      className={styles.alert!}
      title={
        <span className={styles.actions}>
          {data.lots.map(({ id, label, count }) => (
            <Link key={id} to={`/stock${withQuery(query, { platform, warning: id })}`}>{`${label} ${count}`}</Link>
          ))}
          {data.stores.map(({ id, name, percent }) => (
            <Link key={id} to={`/stock/stores?platform=${encodeURIComponent(platform)}`}>
              {t('fullAlert', { name, percent: percent ?? 0 })}
            </Link>
          ))}
          {data.fewest === null ? null : (
            <span>
              {t('fewestAlert', data.fewest)}
              {data.fewest.because === null ? '' : ` · ${data.fewest.because}`}
            </span>
          )}
        </span>
      }
    />
  );
}

interface LotsProps {
  items: readonly Lot[];
  chosen: string[];
  onChosen: (ids: string[]) => void;
}

function Lots({ items, chosen, onChosen }: LotsProps) {
  const t = useText(stockMessages);
  return (
    <div className={styles.table}>
      <Table<Lot>
        rowKey="id"
        size="middle"
        pagination={false}
        dataSource={items}
        rowSelection={{
          selectedRowKeys: chosen,
          onChange: (keys) => onChosen(keys.map(String)),
          getTitleCheckboxProps: () => ({ 'aria-label': t('labels') }),
          getCheckboxProps: (row) => ({ 'aria-label': row.number }),
        }}
        columns={[
          {
            title: t('number'),
            render: (_, row) => (
              <>
                <Link to={`/stock/lots/${row.id}`}>{row.number}</Link>
                <div className={styles.small}>{row.form.label}</div>
              </>
            ),
          },
          {
            title: t('resource'),
            render: (_, row) => (
              <>
                <Link to={`/resources/${row.resource.id}`}>{row.resource.title}</Link>
                <div className={styles.small}>{row.resource.local_number ?? ''}</div>
              </>
            ),
          },
          { title: t('on_hand'), align: 'right', render: (_, row) => `${row.on_hand} ${row.unit.label}` },
          { title: t('reserved'), align: 'right', dataIndex: 'reserved' },
          { title: t('away'), align: 'right', responsive: ['lg'], dataIndex: 'away' },
          { title: t('available'), align: 'right', dataIndex: 'available' },
          {
            title: t('place'),
            responsive: ['lg'],
            render: (_, row) => [row.store?.name, row.shelf, row.box, row.position].filter(Boolean).join(' / '),
          },
          {
            title: t('warning'),
            render: (_, row) =>
              row.warnings.map(({ id, label }) => (
                <Tag key={id} color="warning" variant="outlined">
                  {label}
                </Tag>
              )),
          },
        ]}
      />
    </div>
  );
}
