import { Button, Form, Input, Table } from 'antd';
import { useState } from 'react';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useApi, useRead } from './client.tsx';
import { filled, FormDialog } from './form-dialog.tsx';
import { Link } from './link.tsx';
import styles from './list.module.css';
import { OnePlatform } from './one-platform.tsx';
import { Loaded, Nothing, Page } from './page.tsx';
import { Pager } from './pager.tsx';
import { go, usePlace } from './router.ts';
import { StateBadge } from './state-badge.tsx';
import { StoreSelect } from './stock-lot-form.tsx';
import { stockMessages } from './stock-messages.ts';
import { instantText } from './texts.ts';

type Take = Awaited<ReturnType<WorkbenchApi['listTakes']>>['items'][number];

export function StockTakesPage() {
  const t = useText(stockMessages);
  return (
    <Page title={t('takes')} about={t('takesAbout')} back={{ to: '/stock', label: t('back') }}>
      <OnePlatform>{(platform) => <Takes key={platform} platform={platform} />}</OnePlatform>
    </Page>
  );
}

function Takes({ platform }: { platform: string }) {
  const t = useText(stockMessages);
  const lang = useLanguage();
  const api = useApi();
  const { query } = usePlace();
  const [asked, setAsked] = useState(false);
  const read = useRead('listTakes', { query: { ...Object.fromEntries(query), platform } });
  return (
    <>
      <p className={styles.actions}>
        <Button type="primary" onClick={() => setAsked(true)}>
          {t('newTake')}
        </Button>
      </p>
      <Loaded read={read}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Nothing text={t('takesNone')} />
          ) : (
            <>
              <div className={styles.table}>
                <Table<Take>
                  rowKey="id"
                  size="middle"
                  pagination={false}
                  dataSource={items}
                  columns={[
                    {
                      title: t('scope'),
                      render: (_, row) => (
                        <Link to={`/stock/takes/${row.id}`}>
                          {[row.store?.name ?? t('whole'), row.shelf].filter(Boolean).join(' / ')}
                        </Link>
                      ),
                    },
                    { title: t('state'), render: (_, row) => <StateBadge state={row.state} label={row.state_label} /> },
                    { title: t('seen'), align: 'right', dataIndex: 'seen' },
                    { title: t('opened'), render: (_, row) => instantText(row.opened_at, lang) },
                  ]}
                />
              </div>
              <Pager next={next} />
            </>
          )
        }
      </Loaded>
      {asked ? (
        <FormDialog<{ store?: string; shelf?: string }, Take>
          title={t('newTake')}
          label={t('newTake')}
          initial={{}}
          save={(values) => api.openTake({ body: { ...filled(values), platform } })}
          onSaved={({ id }) => void go(`/stock/takes/${id}`)}
          onClose={() => setAsked(false)}
        >
          <Form.Item name="store" label={t('store')} extra={t('whole')}>
            <StoreSelect platform={platform} />
          </Form.Item>
          <Form.Item name="shelf" label={t('shelf')}>
            <Input maxLength={60} />
          </Form.Item>
        </FormDialog>
      ) : null}
    </>
  );
}
