import { App, Button, Form, Input, InputNumber, Modal, Statistic, Table } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { EDITORS } from '../../shared/catalogue/people.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { useApi, useRead } from './client.tsx';
import { Failure } from './failure.tsx';
import { OnePlatform } from './one-platform.tsx';
import { Loaded, Page, Section } from './page.tsx';
import { useSigned } from './session.ts';
import { useSend } from './sign-in.tsx';
import { instantText } from './texts.ts';
import { workMessages } from './work-messages.ts';

export function WithheldPage() {
  const t = useText(workMessages);
  return (
    <Page title={t('withheld')} about={t('withheldAbout')}>
      <OnePlatform>{(platform) => <Report key={platform} platform={platform} />}</OnePlatform>
    </Page>
  );
}

function Report({ platform }: { platform: string }) {
  const t = useText(workMessages);
  const lang = useLanguage();
  const { holds } = useSigned();
  const read = useRead('listWithheld', { query: { platform } });
  const [asked, setAsked] = useState(false);
  const declare = holds(EDITORS) ? <Button onClick={() => setAsked(true)}>{t('declare')}</Button> : null;
  return (
    <Loaded read={read}>
      {({ withheld, closed, items }) => (
        <>
          <Section title={t('withheld')} extra={declare}>
            <Statistic title={t('declared')} value={withheld} />
            <Table
              rowKey="id"
              size="small"
              pagination={false}
              dataSource={items}
              locale={{ emptyText: t('noDeclarations') }}
              columns={[
                { title: t('count'), dataIndex: 'count', align: 'right' },
                { title: t('officer'), dataIndex: 'officer' },
                { title: t('declaredAt'), render: (_, row) => instantText(row.declared_at, lang) },
              ]}
            />
          </Section>
          <Section title={t('closed')}>
            <Table
              rowKey="kind"
              size="small"
              pagination={false}
              dataSource={closed}
              locale={{ emptyText: t('closedNone') }}
              columns={[
                { title: t('kind'), dataIndex: 'label' },
                { title: t('count'), dataIndex: 'count', align: 'right' },
              ]}
            />
          </Section>
          {asked ? <Declare platform={platform} onClose={() => setAsked(false)} /> : null}
        </>
      )}
    </Loaded>
  );
}

interface Values {
  count: number;
  officer: string;
}

function Declare({ platform, onClose }: { platform: string; onClose: () => void }) {
  const t = useText(workMessages);
  const api = useApi();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const [send, busy, error] = useSend(() => {
    void cache.invalidateQueries({ queryKey: ['listWithheld'] });
    void message.success(t('declareDone'));
    onClose();
  });
  const needed = { required: true, message: t('fill') };
  return (
    <Modal
      open
      title={t('declare')}
      okText={t('declare')}
      okButtonProps={{ loading: busy }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Failure error={error} />
      <Form
        form={form}
        layout="vertical"
        onFinish={(values: Values) => send(() => api.declareWithheld({ body: { platform, ...values } }))}
      >
        <Form.Item name="count" label={t('count')} rules={[needed]}>
          <InputNumber min={0} max={10_000_000} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="officer" label={t('officer')} rules={[needed]}>
          <Input maxLength={60} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
