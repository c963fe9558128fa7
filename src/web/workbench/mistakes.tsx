import { App, Button, Form, Input, Modal, Radio, Table } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useOwnPlatforms } from './choices.ts';
import { useApi, useRead } from './client.tsx';
import { Failure } from './failure.tsx';
import { FilterBar } from './filter-bar.tsx';
import { Link } from './link.tsx';
import styles from './list.module.css';
import { Loaded, Nothing, Page } from './page.tsx';
import { Pager } from './pager.tsx';
import { usePlace } from './router.ts';
import { useSend } from './sign-in.tsx';
import { StateBadge } from './state-badge.tsx';
import { instantText } from './texts.ts';
import { workMessages } from './work-messages.ts';

type Mistake = Awaited<ReturnType<WorkbenchApi['listMistakes']>>['items'][number];

export function MistakesPage() {
  const t = useText(workMessages);
  const lang = useLanguage();
  const { query } = usePlace();
  const platforms = useOwnPlatforms();
  const read = useRead('listMistakes', { query: Object.fromEntries(query) });
  const [asked, setAsked] = useState<Mistake>();
  return (
    <Page title={t('mistakes')} about={t('mistakesAbout')}>
      <FilterBar
        filters={[
          { name: 'platform', label: t('platform'), options: platforms.choices },
          {
            name: 'state',
            label: t('state'),
            options: (['open', 'accepted', 'rejected'] as const).map((value) => ({ value, label: t(value) })),
          },
        ]}
      />
      <Loaded read={read}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Nothing text={t('noMistakes')} />
          ) : (
            <>
              <div className={styles.table}>
                <Table<Mistake>
                  rowKey="id"
                  size="middle"
                  pagination={false}
                  dataSource={items}
                  columns={[
                    {
                      title: t('text'),
                      width: 420,
                      render: (_, row) => (
                        <>
                          <div style={{ whiteSpace: 'pre-wrap' }}>{row.text}</div>
                          {row.answer === null ? null : (
                            <div className={styles.small}>{`${t('answer')}：${row.answer}`}</div>
                          )}
                        </>
                      ),
                    },
                    {
                      title: t('resource'),
                      width: 240,
                      render: (_, row) => <Link to={`/resources/${row.resource.id}`}>{row.resource.title}</Link>,
                    },
                    { title: t('contact'), render: (_, row) => row.contact ?? '–' },
                    { title: t('reported'), render: (_, row) => instantText(row.reported_at, lang) },
                    {
                      title: t('state'),
                      render: (_, row) =>
                        row.state === 'open' ? (
                          <Button size="small" onClick={() => setAsked(row)}>
                            {t('answerAction')}
                          </Button>
                        ) : (
                          <StateBadge state={row.state} label={row.state_label} />
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
      {asked ? <Answer mistake={asked} onClose={() => setAsked(undefined)} /> : null}
    </Page>
  );
}

interface Values {
  state: 'accepted' | 'rejected';
  answer: string;
}

function Answer({ mistake, onClose }: { mistake: Mistake; onClose: () => void }) {
  const t = useText(workMessages);
  const api = useApi();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const [send, busy, error] = useSend(() => {
    void cache.invalidateQueries({ queryKey: ['listMistakes'] });
    void message.success(t('answered'));
    onClose();
  });
  return (
    <Modal
      open
      title={mistake.resource.title}
      okText={t('answerAction')}
      okButtonProps={{ loading: busy }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Failure error={error} />
      <blockquote style={{ whiteSpace: 'pre-wrap', marginBottom: 16 }}>{mistake.text}</blockquote>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ state: 'accepted' }}
        onFinish={(values: Values) =>
          send(() => api.answerMistake({ params: { id: mistake.id }, body: { revision: mistake.revision, ...values } }))
        }
      >
        <Form.Item name="state" label={t('decision')}>
          <Radio.Group
            options={[
              { value: 'accepted', label: t('accept') },
              { value: 'rejected', label: t('reject') },
            ]}
          />
        </Form.Item>
        <Form.Item name="answer" label={t('answer')} rules={[{ required: true, min: 2, message: t('answerNeeded') }]}>
          <Input.TextArea rows={4} maxLength={2000} showCount />
        </Form.Item>
      </Form>
    </Modal>
  );
}
