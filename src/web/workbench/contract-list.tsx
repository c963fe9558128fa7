import { Table } from 'antd';
import { useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useOwnPlatforms } from './choices.ts';
import { useRead } from './client.tsx';
import { contractMessages } from './contract-messages.ts';
import { FilterBar } from './filter-bar.tsx';
import { Link } from './link.tsx';
import styles from './list.module.css';
import { Loaded, Nothing, Page } from './page.tsx';
import { Pager } from './pager.tsx';
import { usePlace } from './router.ts';

type Row = Awaited<ReturnType<WorkbenchApi['listContracts']>>['items'][number];

export function ContractListPage() {
  const t = useText(contractMessages);
  const { query } = usePlace();
  const platforms = useOwnPlatforms();
  const read = useRead('listContracts', { query: Object.fromEntries(query) });
  return (
    <Page title={t('title')} about={t('about')}>
      <FilterBar
        filters={[
          { name: 'platform', label: t('platform'), options: platforms.choices },
          {
            name: 'open',
            label: t('open'),
            options: (['registration', 'payment'] as const).map((value) => ({ value, label: t(value) })),
          },
        ]}
      />
      <Loaded read={read}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Nothing text={t('none')} />
          ) : (
            <>
              <div className={styles.table}>
                <Table<Row>
                  rowKey="subject"
                  size="middle"
                  pagination={false}
                  dataSource={items}
                  columns={[
                    {
                      title: t('name'),
                      render: (_, row) => (
                        <>
                          <Link to={`/terms/${row.subject}`}>{row.title}</Link>
                          <div className={styles.small}>{`${row.number ?? '—'} · ${row.platform.name}`}</div>
                        </>
                      ),
                    },
                    { title: t('user'), dataIndex: 'user' },
                    {
                      title: t('state'),
                      render: (_, row) => (
                        <>
                          {row.state_label}
                          {row.signed_on === null ? null : (
                            <div className={styles.small}>{`${t('signed')} ${row.signed_on}`}</div>
                          )}
                          {row.days_open === null ? null : (
                            <div className={styles.small}>{t('days', { days: row.days_open })}</div>
                          )}
                        </>
                      ),
                    },
                    { title: t('total'), align: 'right', dataIndex: 'total' },
                    { title: t('costTotal'), align: 'right', dataIndex: 'cost' },
                    { title: t('paid'), align: 'right', dataIndex: 'paid' },
                  ]}
                />
              </div>
              <Pager next={next} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
