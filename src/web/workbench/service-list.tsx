import { Button, Table } from 'antd';
import { pick } from '../../shared/i18n.ts';
import { SERVICE_KINDS, SERVICE_STATES } from '../../shared/stock/service-codes.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useOwnPlatforms } from './choices.ts';
import { useRead } from './client.tsx';
import { FilterBar } from './filter-bar.tsx';
import { Link } from './link.tsx';
import styles from './list.module.css';
import { Loaded, Nothing, Page } from './page.tsx';
import { Pager } from './pager.tsx';
import { go, usePlace } from './router.ts';
import { serviceMessages } from './service-messages.ts';
import { StateBadge } from './state-badge.tsx';
import { optionsOf } from './texts.ts';

type Row = Awaited<ReturnType<WorkbenchApi['listServiceWork']>>['items'][number];

export function ServiceListPage() {
  const t = useText(serviceMessages);
  const lang = useLanguage();
  const { query } = usePlace();
  const platforms = useOwnPlatforms();
  const read = useRead('listServiceWork', { query: Object.fromEntries(query) });
  return (
    <Page
      title={t('title')}
      about={t('about')}
      actions={
        <Button
          type="primary"
          onClick={() => void go(`/services/new${query.has('platform') ? `?platform=${query.get('platform')}` : ''}`)}
        >
          {t('create')}
        </Button>
      }
    >
      <FilterBar
        filters={[
          { name: 'platform', label: t('platform'), options: platforms.choices },
          { name: 'state', label: t('state'), options: optionsOf(SERVICE_STATES, lang) },
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
                  rowKey="id"
                  size="middle"
                  pagination={false}
                  dataSource={items}
                  columns={[
                    {
                      title: t('name'),
                      render: (_, row) => (
                        <>
                          <Link to={`/services/${row.id}`}>{row.content.name_zh}</Link>
                          <div className={styles.small}>{row.platform.name}</div>
                        </>
                      ),
                    },
                    { title: t('kind'), render: (_, row) => pick(SERVICE_KINDS[row.content.kind], lang) },
                    {
                      title: t('state'),
                      render: (_, row) => (
                        <>
                          <StateBadge state={row.state} label={row.state_label} />
                          {row.state === 'published' && row.changed ? (
                            <div className={styles.small}>{t('unpublished')}</div>
                          ) : null}
                          {row.flags.map((flag) => (
                            <div key={flag} className={styles.small}>
                              {flag}
                            </div>
                          ))}
                        </>
                      ),
                    },
                    { title: t('versionColumn'), align: 'right', dataIndex: 'version' },
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
