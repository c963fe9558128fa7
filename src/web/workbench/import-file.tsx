import { Button, Form, Progress, Select, Space, Typography } from 'antd';
import { useState } from 'react';
import { useLanguage, useText } from '../ui/language.tsx';
import { useOwnPlatforms, useResourceTypes } from './choices.ts';
import { useApi } from './client.tsx';
import { useDownload } from './download.ts';
import { Failure } from './failure.tsx';
import { importMessages } from './import-messages.ts';
import type { Chosen } from './import-new.tsx';
import { usePlace } from './router.ts';
import { useSend } from './sign-in.tsx';
import { sizeText } from './texts.ts';
import { upload } from './upload.ts';

interface Values {
  platform: string;
  type: string;
}

export function ImportFile({ onChosen }: { onChosen: (chosen: Chosen) => void }) {
  const t = useText(importMessages);
  const lang = useLanguage();
  const { query } = usePlace();
  const platforms = useOwnPlatforms();
  const types = useResourceTypes();
  const [type, setType] = useState(query.get('type') ?? undefined);
  const [file, setFile] = useState<File>();
  const [share, setShare] = useState(0);
  const [send, busy, error] = useSend(onChosen);
  const needed = [{ required: true, message: t('fill') }];
  const only = platforms.choices.length === 1 ? platforms.choices[0]!.value : undefined;
  const run = (values: Values): void => {
    if (!file) return;
    setShare(0);
    send(async () => ({ ...values, name: file.name, file: (await upload(file, lang, setShare)).id }));
  };
  return (
    <Form
      key={only ?? 'many'}
      layout="vertical"
      style={{ maxWidth: 560 }}
      initialValues={{ platform: query.get('platform') ?? only, type }}
      onFinish={run}
    >
      <Failure error={error} />
      <Form.Item name="platform" label={t('platform')} rules={needed}>
        <Select options={platforms.choices} loading={platforms.loading} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
      <Form.Item name="type" label={t('type')} rules={needed} extra={types.aboutOf(type)}>
        <Select options={types.choices} loading={types.loading} onChange={setType} />
      </Form.Item>
      {type === undefined ? null : <Template type={type} />}
      <Form.Item label={t('file')} htmlFor="file" extra={t('accepted')} required>
        <input
          id="file"
          type="file"
          accept=".csv,.tsv,.txt,.xlsx,.jsonl,.ndjson,.json,.zip,.tgz,.gz"
          required
          disabled={busy}
          onChange={(event) => setFile(event.target.files?.[0])}
        />
      </Form.Item>
      {busy && file ? (
        <div role="status" style={{ marginBottom: 16 }}>
          {t('uploading', { name: file.name, size: sizeText(file.size, lang) })}
          <Progress percent={Math.round(share * 100)} aria-label={file.name} />
        </div>
      ) : null}
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('upload')}
      </Button>
    </Form>
  );
}

function Template({ type }: { type: string }) {
  const t = useText(importMessages);
  const api = useApi();
  const [download, busy] = useDownload();
  const fetch = (format: 'csv' | 'xlsx' | 'jsonl'): void =>
    download(() => api.downloadTemplate({ params: { type }, query: { format } }), `${type}.${format}`);
  return (
    <Form.Item>
      <Space wrap>
        <Typography.Text type="secondary">{t('templateHelp')}</Typography.Text>
        {(['xlsx', 'csv', 'jsonl'] as const).map((format) => (
          <Button key={format} size="small" loading={busy} onClick={() => fetch(format)}>
            {`${t('template')} ${format === 'jsonl' ? 'JSON Lines' : format.toUpperCase()}`}
          </Button>
        ))}
      </Space>
    </Form.Item>
  );
}
