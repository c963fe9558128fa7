import { Button, Table, Tag } from 'antd';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useOwnPlatforms } from './choices.ts';
import { useRead } from './client.tsx';
import { FilterBar } from './filter-bar.tsx';
import { importMessages } from './import-messages.ts';
import { Link } from './link.tsx';
import styles from './list.module.css';
import { Loaded, Nothing, Page } from './page.tsx';
import { Pager } from './pager.tsx';
import { go, usePlace } from './router.ts';
import { StateBadge } from './state-badge.tsx';
import { instantText, numberText } from './texts.ts';

export type ImportView = Awaited<ReturnType<WorkbenchApi['readImport']>>;

export const isOver = ({ state }: Pick<ImportView, 'state'>): boolean => state !== 'waiting' && state !== 'running';

export function ImportListPage() {
  const t = useText(importMessages);
  const lang = useLanguage();
  const { query } = usePlace();
  const platforms = useOwnPlatforms();
  const read = useRead(
    'listImports',
    { query: Object.fromEntries(query) },
    {
      refetchInterval: ({ state }) => (state.data?.items.some((item) => !isOver(item)) ? 2000 : false),
    },
  );
  const number = (value: number): string => numberText(value, lang);
  return (
    <Page
      title={t('title')}
      about={t('about')}
      actions={
        <Button type="primary" onClick={() => void go('/imports/new')}>
          {t('newImport')}
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
                <Table<ImportView>
                  rowKey="id"
                  size="middle"
                  pagination={false}
                  dataSource={items}
                  columns={[
                    {
                      title: t('file'),
                      render: (_, row) => (
                        <>
                          <Link to={`/imports/${row.id}`}>{row.file_name}</Link>
                          {row.dry_run ? <Tag style={{ marginLeft: 8 }}>{t('dryRunTag')}</Tag> : null}
                          <div className={styles.small}>{`${row.platform.name} · ${row.type_label}`}</div>
                        </>
                      ),
                    },
                    { title: t('state'), render: (_, row) => <StateBadge state={row.state} label={row.state_label} /> },
                    { title: t('rows'), align: 'right', render: (_, row) => number(row.rows_total ?? row.rows_done) },
                    { title: t('created'), align: 'right', render: (_, row) => number(row.created) },
                    { title: t('updated'), align: 'right', render: (_, row) => number(row.updated) },
                    { title: t('refused'), align: 'right', render: (_, row) => number(row.refused) },
                    { title: t('by'), responsive: ['lg'], dataIndex: 'started_by' },
                    { title: t('at'), responsive: ['md'], render: (_, row) => instantText(row.created_at, lang) },
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
