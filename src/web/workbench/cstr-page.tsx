import { App, Button, Form, Input, Popconfirm, Space, Table, Upload } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useApi, useRead } from './client.tsx';
import { cstrMessages } from './cstr-messages.ts';
import { useDownload } from './download.ts';
import { Failure } from './failure.tsx';
import { Link } from './link.tsx';
import styles from './list.module.css';
import { Loaded, Page, Section } from './page.tsx';
import { useSend } from './sign-in.tsx';
import { StateBadge } from './state-badge.tsx';

type Batch = Awaited<ReturnType<WorkbenchApi['readCstrBatch']>>;

export function CstrPage({ id }: { id: string }) {
  const t = useText(cstrMessages);
  const read = useRead('readCstrBatch', { params: { id } });
  return (
    <Page title={t('one', { id })} back={{ to: '/cstr', label: t('back') }}>
      <Loaded read={read}>
        {(batch) => (
          <>
            <p style={{ marginBottom: 16 }}>
              {`${batch.platform.name} · ${batch.type_label} · ${batch.agency} `}
              <StateBadge state={batch.state} label={batch.state_label} />
            </p>
            <Section title={t('next')}>
              <Next batch={batch} />
            </Section>
            <Section title={t('entries')}>
              <Entries batch={batch} />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** What is to be done now: the file out, the task noted, the result in. */
function Next({ batch }: { batch: Batch }) {
  const t = useText(cstrMessages);
  const api = useApi();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [download, downloading] = useDownload();
  const { id, revision } = batch;
  const [send, busy, error] = useSend<Batch>((now) => {
    cache.setQueryData(['readCstrBatch', { params: { id } }], now);
    void cache.invalidateQueries({ queryKey: ['readCstrBatch'] });
    void message.success(t('saved'));
  });
  const take = async (file: File): Promise<void> => {
    try {
      const answer = JSON.parse(await file.text()) as unknown;
      send(() => api.answerCstrBatch({ params: { id }, body: { revision, answer } }));
    } catch {
      void message.error(t('notJson'));
    }
  };
  if (batch.state === 'answered' || batch.state === 'dropped') return <p>{t(batch.state)}</p>;
  const file = (
    <Button
      loading={downloading}
      onClick={() => download(() => api.downloadCstrBatch({ params: { id } }), `cstr-${id}.json`)}
    >
      {t('download')}
    </Button>
  );
  if (batch.state === 'submitted') {
    return (
      <>
        <Failure error={error} />
        <p>{`${t('task')} ${batch.task ?? ''}`}</p>
        <p style={{ marginBottom: 8 }}>{t('step3')}</p>
        <Space wrap>
          <Upload
            accept=".json,application/json"
            showUploadList={false}
            beforeUpload={(given) => {
              void take(given);
              return false;
            }}
          >
            <Button type="primary" loading={busy}>
              {t('answer')}
            </Button>
          </Upload>
          {file}
        </Space>
      </>
    );
  }
  return (
    <>
      <Failure error={error} />
      <p style={{ marginBottom: 8 }}>
        {batch.template === null ? t('step1Ask') : t('step1', { template: batch.template })}
      </p>
      {file}
      <p style={{ margin: '24px 0 8px' }}>{t('step2')}</p>
      <Form<{ task: string }>
        layout="inline"
        onFinish={({ task }) => send(() => api.submitCstrBatch({ params: { id }, body: { revision, task } }))}
      >
        <Form.Item name="task" label={t('task')} rules={[{ required: true, message: t('step2') }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('submit')}
        </Button>
      </Form>
      <p style={{ margin: '24px 0 8px' }}>{t('dropHelp')}</p>
      <Popconfirm
        title={t('drop')}
        onConfirm={() => send(() => api.dropCstrBatch({ params: { id }, body: { revision } }))}
      >
        <Button danger>{t('drop')}</Button>
      </Popconfirm>
    </>
  );
}

function Entries({ batch }: { batch: Batch }) {
  const t = useText(cstrMessages);
  return (
    <div className={styles.table}>
      <Table
        rowKey="identifier"
        size="small"
        pagination={false}
        dataSource={batch.items}
        columns={[
          {
            title: t('resource'),
            render: (_, row) => (
              <>
                <Link to={`/resources/${row.resource}`}>{row.title}</Link>
                <div className={styles.small}>{row.identifier}</div>
              </>
            ),
          },
          {
            title: t('outcome'),
            render: (_, row) =>
              row.outcome === null ? t('waiting') : <StateBadge state={row.outcome} label={row.outcome_label ?? ''} />,
          },
          { title: t('message'), render: (_, row) => row.message ?? '' },
        ]}
      />
    </div>
  );
}
