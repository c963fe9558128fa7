import { App, Button, Form, Input, Modal, Progress, Select, Space, Table } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { FILE_ACCESS } from '../../shared/catalogue/file-schemas.ts';
import { addressOf } from '../../shared/contract.ts';
import { fileSize } from '../ui/file-size.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { workbenchAddresses } from './api.ts';
import { useApi, useRead } from './client.tsx';
import { Failure } from './failure.tsx';
import { fileMessages } from './file-messages.ts';
import { Loaded, Section } from './page.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { useSend } from './sign-in.tsx';
import { sendBytes } from './upload.ts';

type File_ = Awaited<ReturnType<WorkbenchApi['listRecordFiles']>>['items'][number];

/** Images and files that go with a record; they are saved at once, not with the form. */
export function RecordFiles({ id, mayEdit }: { id: string; mayEdit: boolean }) {
  const t = useText(fileMessages);
  const read = useRead('listRecordFiles', { params: { id } });
  return (
    <Section title={t('title')}>
      <p>{t('about')}</p>
      {mayEdit ? <AddFiles id={id} /> : null}
      <Loaded read={read} rows={2}>
        {({ items }) => (items.length === 0 ? <p>{t('none')}</p> : <List id={id} items={items} mayEdit={mayEdit} />)}
      </Loaded>
    </Section>
  );
}

const useFresh = (): (() => void) => {
  const cache = useQueryClient();
  return () => void cache.invalidateQueries({ queryKey: ['listRecordFiles'] });
};

function AddFiles({ id }: { id: string }) {
  const t = useText(fileMessages);
  const lang = useLanguage();
  const fresh = useFresh();
  const { message } = App.useApp();
  const picker = useRef<HTMLInputElement>(null);
  const [role, setRole] = useState<File_['role']>('file');
  const [sending, setSending] = useState<{ name: string; share: number }>();
  const [error, setError] = useState<unknown>(null);
  const pick = (wanted: File_['role']): void => {
    setRole(wanted);
    if (!picker.current) return;
    picker.current.accept = wanted === 'image' ? 'image/png,image/jpeg,image/gif,image/webp' : '';
    picker.current.click();
  };
  const send = async (files: readonly File[]): Promise<void> => {
    setError(null);
    try {
      for (const file of files) {
        const address = addressOf(workbenchAddresses.addRecordFile.path, { id }, { name: file.name, role });
        setSending({ name: file.name, share: 0 });
        await sendBytes(address, file, lang, (share) => setSending({ name: file.name, share }));
        void message.success(t('added', { name: file.name }));
      }
    } catch (refusal) {
      setError(refusal);
    } finally {
      setSending(undefined);
      fresh();
    }
  };
  return (
    <>
      <Failure error={error} />
      <Space wrap>
        {(['image', 'file'] as const).map((wanted) => (
          <Button key={wanted} disabled={sending !== undefined} onClick={() => pick(wanted)}>
            {t(wanted === 'image' ? 'addImage' : 'addFile')}
          </Button>
        ))}
      </Space>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={t('addFile')}
        onChange={(event) => {
          void send([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      {sending ? (
        <div role="status">
          <p>{t('sending', { name: sending.name })}</p>
          <Progress percent={Math.round(sending.share * 100)} aria-label={t('sending', { name: sending.name })} />
        </div>
      ) : null}
    </>
  );
}

function List({ id, items, mayEdit }: { id: string; items: readonly File_[]; mayEdit: boolean }) {
  const t = useText(fileMessages);
  const lang = useLanguage();
  const api = useApi();
  const fresh = useFresh();
  const [changed, setChanged] = useState<File_>();
  const [removed, setRemoved] = useState<File_>();
  return (
    <>
      <Table
        rowKey="id"
        size="small"
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={[...items]}
        columns={[
          { title: t('name'), render: (_, file) => <a href={file.address ?? undefined}>{file.name}</a> },
          { title: t('role'), render: (_, file) => t(file.role) },
          { title: t('access'), render: (_, file) => t(file.access) },
          { title: t('caption'), dataIndex: 'caption' },
          { title: t('size'), align: 'right', render: (_, file) => fileSize(lang, file.size) },
          ...(mayEdit
            ? [
                {
                  title: <span className="visually-hidden">{t('change')}</span>,
                  render: (_: unknown, file: File_) => (
                    <Space>
                      <Button size="small" onClick={() => setChanged(file)}>
                        {t('change')}
                      </Button>
                      <Button size="small" danger onClick={() => setRemoved(file)}>
                        {t('remove')}
                      </Button>
                    </Space>
                  ),
                },
              ]
            : []),
        ]}
      />
      {changed ? <Change id={id} file={changed} onClose={() => setChanged(undefined)} /> : null}
      {removed ? (
        <ReasonDialog
          title={removed.name}
          warning={t('removeWarning')}
          needsReason={false}
          danger
          label={t('remove')}
          run={async () => {
            await api.removeRecordFile({ params: { id, file: removed.id } });
            fresh();
          }}
          onClose={() => setRemoved(undefined)}
        />
      ) : null}
    </>
  );
}

function Change({ id, file, onClose }: { id: string; file: File_; onClose: () => void }) {
  const t = useText(fileMessages);
  const api = useApi();
  const fresh = useFresh();
  const [form] = Form.useForm<{ access: File_['access']; caption: string }>();
  const [send, busy, error] = useSend(() => {
    fresh();
    onClose();
  });
  return (
    <Modal
      open
      title={file.name}
      okText={t('save')}
      confirmLoading={busy}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Failure error={error} />
      <Form
        form={form}
        layout="vertical"
        initialValues={{ access: file.access, caption: file.caption ?? '' }}
        onFinish={(values) =>
          send(() =>
            api.changeRecordFile({ params: { id, file: file.id }, body: { revision: file.revision, ...values } }),
          )
        }
      >
        <Form.Item name="access" label={t('access')}>
          <Select options={FILE_ACCESS.map((value) => ({ value, label: t(value) }))} />
        </Form.Item>
        <Form.Item name="caption" label={t('caption')} extra={t('captionHelp')}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
