import { Button, Modal, Table } from 'antd';
import { useState } from 'react';
import { useLanguage, useText } from '../ui/language.tsx';
import { adminMessages } from './admin-messages.ts';
import type { WorkbenchApi } from './api.ts';
import { useRead } from './client.tsx';
import { FilterBar } from './filter-bar.tsx';
import styles from './list.module.css';
import { Loaded, Nothing, Page, Section } from './page.tsx';
import { Pager } from './pager.tsx';
import { usePlace } from './router.ts';
import { StateBadge } from './state-badge.tsx';
import { instantText } from './texts.ts';

type Mail = Awaited<ReturnType<WorkbenchApi['listMail']>>['items'][number];

export function MailPage() {
  const t = useText(adminMessages);
  const lang = useLanguage();
  const { query } = usePlace();
  const read = useRead('listMail', { query: Object.fromEntries(query) });
  const [shown, setShown] = useState<string>();
  return (
    <Page title={t('mail')} about={t('mailAbout')}>
      <Failed />
      <FilterBar search={t('searchMail')} filters={[]} />
      <Loaded read={read}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Nothing text={t('none')} />
          ) : (
            <>
              <div className={styles.table}>
                <Table<Mail>
                  rowKey="id"
                  size="middle"
                  pagination={false}
                  dataSource={items}
                  columns={[
                    { title: t('subject'), dataIndex: 'subject' },
                    { title: t('recipient'), dataIndex: 'recipient' },
                    { title: t('sentAt'), render: (_, row) => instantText(row.sent_at, lang) },
                    { title: t('via'), render: (_, row) => t(row.via) },
                    {
                      title: t('actions'),
                      render: (_, row) => (
                        <Button size="small" onClick={() => setShown(row.id)}>
                          {t('read')}
                        </Button>
                      ),
                    },
                  ]}
                />
              </div>
              <Pager next={next} />
            </>
          )
        }
      </Loaded>
      {shown === undefined ? null : <Text id={shown} onClose={() => setShown(undefined)} />}
    </Page>
  );
}

function Text({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useText(adminMessages);
  const read = useRead('readMail', { params: { id } });
  return (
    <Modal open width={680} footer={null} title={read.data?.subject ?? t('mail')} onCancel={onClose}>
      <Loaded read={read}>{({ text }) => <pre style={{ whiteSpace: 'pre-wrap' }}>{text ?? t('noText')}</pre>}</Loaded>
    </Modal>
  );
}

function Failed() {
  const t = useText(adminMessages);
  const read = useRead('listFailedMail', undefined);
  const items = read.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section title={t('failedMail')}>
      <Table
        rowKey="id"
        size="small"
        pagination={false}
        dataSource={items}
        columns={[
          { title: t('recipient'), dataIndex: 'recipient' },
          { title: t('subject'), dataIndex: 'template' },
          { title: t('attempts'), dataIndex: 'attempts', align: 'right' },
          { title: t('error'), dataIndex: 'error' },
          {
            title: t('state'),
            render: (_, row) => (
              <StateBadge state={row.given_up ? 'failed' : 'waiting'} label={t(row.given_up ? 'givenUp' : 'waiting')} />
            ),
          },
        ]}
      />
    </Section>
  );
}
