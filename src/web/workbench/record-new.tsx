import { App, Button, Form, Select } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ResourceType } from '../../shared/catalogue/resource-type.ts';
import { useText } from '../ui/language.tsx';
import { useOwnPlatforms, useResourceTypes } from './choices.ts';
import { keyOf, useApi } from './client.tsx';
import { useUnsaved } from './leave-guard.tsx';
import { Loaded, Page, Section } from './page.tsx';
import { createDraft, useDirty } from './record-draft.ts';
import { RecordEditor } from './record-editor.tsx';
import { useRecordType } from './record-type.ts';
import { resourceMessages } from './resource-messages.ts';
import { go, usePlace } from './router.ts';

/** Platform and type first, as the form comes from the type. Both stand in the address. */
export function RecordNewPage() {
  const t = useText(resourceMessages);
  const { query } = usePlace();
  const platform = query.get('platform');
  const type = query.get('type');
  const back = { to: '/resources', label: t('title') };
  return (
    <Page title={t('newTitle')} back={back} about={t('newAbout')}>
      {platform === null || type === null ? <Choose /> : <Fill platform={platform} typeId={type} />}
    </Page>
  );
}

function Choose() {
  const t = useText(resourceMessages);
  const platforms = useOwnPlatforms();
  const types = useResourceTypes();
  const [type, setType] = useState<string>();
  const begin = (values: { platform: string; type: string }): void =>
    void go(`/resources/new?${new URLSearchParams(values).toString()}`);
  if (!platforms.loading && platforms.choices.length === 0) return <p>{t('noPlatform')}</p>;
  const only = platforms.choices.length === 1 ? platforms.choices[0]!.value : undefined;
  const needed = [{ required: true, message: t('chooseValue') }];
  return (
    <Section title={t('newTitle')}>
      <Form
        key={only ?? 'many'}
        layout="vertical"
        style={{ maxWidth: 480 }}
        initialValues={only === undefined ? {} : { platform: only }}
        onFinish={begin}
      >
        <Form.Item name="platform" label={t('platform')} rules={needed}>
          <Select options={platforms.choices} loading={platforms.loading} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
        <Form.Item name="type" label={t('type')} rules={needed} extra={types.aboutOf(type)}>
          <Select options={types.choices} loading={types.loading} onChange={setType} />
        </Form.Item>
        <Button type="primary" htmlType="submit">
          {t('begin')}
        </Button>
      </Form>
    </Section>
  );
}

function Fill({ platform, typeId }: { platform: string; typeId: string }) {
  const type = useRecordType(typeId);
  return (
    <Loaded read={type} rows={10}>
      {(data) => <NewRecord platform={platform} type={data} />}
    </Loaded>
  );
}

function NewRecord({ platform, type }: { platform: string; type: ResourceType }) {
  const t = useText(resourceMessages);
  const api = useApi();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [draft] = useState(() => createDraft(type, {}));
  const [created, setCreated] = useState(false);
  useUnsaved(useDirty(draft) && !created);
  const save = async (): Promise<void> => {
    const copy = await api.createResource({ body: { platform, type: type.id, fields: draft.given() } });
    draft.settle(draft.values(), copy.fields);
    setCreated(true);
    cache.setQueryData(keyOf('readWork', { params: { id: copy.id } }), copy);
    void cache.invalidateQueries({ queryKey: ['listWork'] });
    void message.success(t('created'));
    // The guard of unsaved input goes with the next drawing.
    setTimeout(() => void go(`/resources/${copy.id}`, 'replace'), 0);
  };
  return <RecordEditor type={type} draft={draft} disabled={false} label={t('saveDraft')} save={save} />;
}
