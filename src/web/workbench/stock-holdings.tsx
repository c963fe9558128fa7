import { Input } from 'antd';
import { DataTable } from '../ui/data-table.tsx';
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
          className={own.date!}
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
    <DataTable
      caption={t('holdings')}
      rows={data.holdings}
      keyOf={({ type, unit }) => `${type} ${unit}`}
      columns={[
        { id: 'type', label: t('type'), heading: true, cell: (row) => row.type_label },
        { id: 'resources', label: t('held_resources'), numeric: true, cell: (row) => row.resources },
        { id: 'lots', label: t('held_lots'), numeric: true, cell: (row) => row.lots },
        { id: 'quantity', label: t('quantity'), numeric: true, cell: (row) => `${row.quantity} ${row.unit_label}` },
      ]}
    />
  );
}

function Years({ data }: { data: Holdings }) {
  const t = useText(stockMessages);
  const rows = data.years.flatMap(({ year, new_lots, rows: units }) =>
    units.map((row, n) => ({ ...row, year, new_lots: n === 0 ? new_lots : null })),
  );
  return (
    <DataTable
      caption={t('years')}
      rows={rows}
      keyOf={({ year, unit }) => `${year} ${unit}`}
      columns={[
        { id: 'year', label: t('year'), heading: true, cell: ({ year }) => year },
        { id: 'new', label: t('newLots'), numeric: true, cell: (row) => row.new_lots },
        { id: 'added', label: t('added'), numeric: true, cell: (row) => `${row.added} ${row.unit_label}` },
        { id: 'taken', label: t('taken'), numeric: true, cell: (row) => `${row.taken} ${row.unit_label}` },
        { id: 'change', label: t('change'), numeric: true, cell: (row) => `${row.change} ${row.unit_label}` },
      ]}
    />
  );
}
