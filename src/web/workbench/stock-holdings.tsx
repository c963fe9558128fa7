import { Input, Table } from 'antd';
import { useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useRead } from './client.tsx';
import { Link } from './link.tsx';
import styles from './list.module.css';
import { OnePlatform } from './one-platform.tsx';
import { Loaded, Nothing, Page, Section } from './page.tsx';
import { go, usePlace, withQuery } from './router.ts';
import { stockMessages } from './stock-messages.ts';
import own from './stock.module.css';

type Holdings = Awaited<ReturnType<WorkbenchApi['readHoldings']>>;

export function StockHoldingsPage() {
  const t = useText(stockMessages);
  return (
    <Page title={t('holdings')} about={t('holdingsAbout')} back={{ to: '/stock', label: t('back') }}>
      <OnePlatform>{(platform) => <OnADay key={platform} platform={platform} />}</OnePlatform>
    </Page>
  );
}

function OnADay({ platform }: { platform: string }) {
  const t = useText(stockMessages);
  const { path, query } = usePlace();
  const on = query.get('on');
  const read = useRead('readHoldings', { query: { platform, ...(on !== null && { on }) } });
  return (
    <>
      <p className={`${styles.actions} no-print`}>
        <label htmlFor="on">{t('asOf')}</label>
        <Input
          id="on"
          type="date"
          className={styles.filter!}
          value={on ?? read.data?.on ?? ''}
          onChange={(event) => void go(`${path}${withQuery(query, { on: event.target.value })}`)}
        />
      </p>
      <Loaded read={read}>
        {(data) => (
          <>
            <ul className={own.figures}>
              <li>
                <span>{t('held_resources')}</span>
                <strong>{data.resources}</strong>
              </li>
              <li>
                <span>{t('held_lots')}</span>
                <strong>{data.lots}</strong>
              </li>
            </ul>
            <Section title={`${t('asOf')} ${data.on}`}>
              {data.holdings.length === 0 ? <Nothing text={t('holdingsNone')} /> : <Sums data={data} />}
            </Section>
            <Section title={t('years')}>
              <Years data={data} />
            </Section>
            <Section title={t('issues')}>
              {data.quality.lots.length === 0 ? (
                <p>{t('issuesNone')}</p>
              ) : (
                <ul>
                  {data.quality.lots.map(({ id, number, issue }) => (
                    <li key={id}>
                      <Link to={`/stock/lots/${id}`}>{number}</Link>
                      {` ${issue}`}
                    </li>
                  ))}
                </ul>
              )}
            </Section>
          </>
        )}
      </Loaded>
    </>
  );
}

function Sums({ data }: { data: Holdings }) {
  const t = useText(stockMessages);
  return (
    <div className={styles.table}>
      <Table
        rowKey={(row) => `${row.type} ${row.unit}`}
        size="small"
        pagination={false}
        dataSource={data.holdings}
        columns={[
          { title: t('type'), dataIndex: 'type_label' },
          { title: t('held_resources'), align: 'right', dataIndex: 'resources' },
          { title: t('held_lots'), align: 'right', dataIndex: 'lots' },
          { title: t('quantity'), align: 'right', render: (_, row) => `${row.quantity} ${row.unit_label}` },
        ]}
      />
    </div>
  );
}

function Years({ data }: { data: Holdings }) {
  const t = useText(stockMessages);
  const rows = data.years.flatMap(({ year, new_lots, rows: units }) =>
    units.map((row, n) => ({ ...row, key: `${year} ${row.unit}`, year, new_lots: n === 0 ? new_lots : null })),
  );
  return (
    <div className={styles.table}>
      <Table
        rowKey="key"
        size="small"
        pagination={false}
        dataSource={rows}
        columns={[
          { title: t('year'), dataIndex: 'year' },
          { title: t('newLots'), align: 'right', dataIndex: 'new_lots' },
          { title: t('added'), align: 'right', render: (_, row) => `${row.added} ${row.unit_label}` },
          { title: t('taken'), align: 'right', render: (_, row) => `${row.taken} ${row.unit_label}` },
          { title: t('change'), align: 'right', render: (_, row) => `${row.change} ${row.unit_label}` },
        ]}
      />
    </div>
  );
}
