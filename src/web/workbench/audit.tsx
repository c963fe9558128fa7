import { Button, Form, Input, Select, Table } from 'antd';
import { useLanguage, useText } from '../ui/language.tsx';
import { adminMessages } from './admin-messages.ts';
import type { WorkbenchApi } from './api.ts';
import { useRead } from './client.tsx';
import styles from './list.module.css';
import { Loaded, Nothing, Page } from './page.tsx';
import { Pager } from './pager.tsx';
import { go, usePlace, withQuery } from './router.ts';
import { shellMessages } from './shell-messages.ts';
import { StateBadge } from './state-badge.tsx';
import { instantText } from './texts.ts';

type Event = Awaited<ReturnType<WorkbenchApi['listAuditEvents']>>['items'][number];

export function AuditPage() {
  const t = useText(adminMessages);
  const lang = useLanguage();
  const { query } = usePlace();
  const read = useRead('listAuditEvents', { query: Object.fromEntries(query) });
  return (
    <Page title={t('audit')} about={t('auditAbout')}>
      <Filters key={query.toString()} />
      <Loaded read={read} rows={8}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Nothing text={t('none')} />
          ) : (
            <>
              <div className={styles.table}>
                <Table<Event>
                  rowKey="id"
                  size="small"
                  pagination={false}
                  dataSource={items}
                  expandable={{
                    expandedRowRender: (row) => (
                      <pre style={{ whiteSpace: 'pre-wrap', margin: 0 }}>
                        {JSON.stringify({ address: row.address, request: row.request, ...row.detail }, null, 2)}
                      </pre>
                    ),
                  }}
                  columns={[
                    { title: t('sentAt'), className: styles.nowrap!, render: (_, row) => instantText(row.at, lang) },
                    { title: t('action'), dataIndex: 'action' },
                    {
                      title: t('outcome'),
                      render: (_, row) => (
                        <StateBadge
                          state={row.outcome === 'done' ? 'done' : 'failed'}
                          label={t(row.outcome === 'done' ? 'doneOutcome' : 'refused')}
                        />
                      ),
                    },
                    { title: t('actor'), render: (_, row) => row.actor.name },
                    {
                      title: t('object'),
                      render: (_, row) => (row.subject === null ? '–' : `${row.subject.kind} ${row.subject.id}`),
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

function Filters() {
  const t = useText(adminMessages);
  const shell = useText(shellMessages);
  const { path, query } = usePlace();
  return (
    <Form
      layout="inline"
      className={styles.filters!}
      initialValues={Object.fromEntries(query)}
      onFinish={(values: Record<string, string | undefined>) => void go(`${path}${withQuery(query, values)}`)}
    >
      <Form.Item name="action" label={t('action')} tooltip={t('actionHelp')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="outcome" label={t('outcome')}>
        <Select
          allowClear
          style={{ width: 120 }}
          options={[
            { value: 'done', label: t('doneOutcome') },
            { value: 'refused', label: t('refused') },
          ]}
        />
      </Form.Item>
      <Form.Item name="from" label={t('fromDay')}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="to" label={t('toDay')}>
        <Input type="date" />
      </Form.Item>
      <Button htmlType="submit">{shell('search')}</Button>
    </Form>
  );
}
