import { Button, Table } from 'antd';
import { useText } from '../ui/language.tsx';
import { agreementMessages } from './agreement-messages.ts';
import type { WorkbenchApi } from './api.ts';
import { useOwnPlatforms } from './choices.ts';
import { useRead } from './client.tsx';
import { FilterBar } from './filter-bar.tsx';
import { Link } from './link.tsx';
import styles from './list.module.css';
import { Loaded, Nothing, Page } from './page.tsx';
import { Pager } from './pager.tsx';
import { go, usePlace } from './router.ts';
import { StateBadge } from './state-badge.tsx';

type Row = Awaited<ReturnType<WorkbenchApi['listAgreementTemplates']>>['items'][number];

export function AgreementListPage() {
  const t = useText(agreementMessages);
  const { query } = usePlace();
  const platforms = useOwnPlatforms();
  const read = useRead('listAgreementTemplates', { query: Object.fromEntries(query) });
  return (
    <Page
      title={t('title')}
      about={t('about')}
      actions={
        <Button type="primary" onClick={() => void go('/agreements/new')}>
          {t('create')}
        </Button>
      }
    >
      <FilterBar filters={[{ name: 'platform', label: t('platform'), options: platforms.choices }]} />
      <Loaded read={read}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Nothing text={t('none')} />
          ) : (
            <>
              <div className={styles.table}>
                <Table<Row>
                  rowKey="id"
                  size="middle"
                  pagination={false}
                  dataSource={items}
                  columns={[
                    {
                      title: t('name'),
                      render: (_, row) => (
                        <>
                          <Link to={`/agreements/${row.id}`}>{row.content.name_zh}</Link>
                          <div className={styles.small}>{row.platform.name}</div>
                        </>
                      ),
                    },
                    { title: t('kind'), dataIndex: 'kind_label' },
                    {
                      title: t('state'),
                      render: (_, row) => (
                        <>
                          <StateBadge state={row.state} label={row.state_label} />
                          {row.version > 0 ? (
                            <div className={styles.small}>{t('version', { version: row.version })}</div>
                          ) : null}
                          {row.state === 'published' && row.changed ? (
                            <div className={styles.small}>{t('unpublished')}</div>
                          ) : null}
                        </>
                      ),
                    },
                    {
                      title: t('accepted'),
                      align: 'right',
                      render: (_, row) => t('acceptedCount', { count: row.accepted }),
                    },
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
