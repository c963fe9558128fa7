import { App, Button, Checkbox, Form, Input, Select } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { PLATFORM_KINDS } from '../../shared/identity/codes.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { adminMessages } from './admin-messages.ts';
import type { WorkbenchApi } from './api.ts';
import { keyOf, useApi, useRead } from './client.tsx';
import { Failure } from './failure.tsx';
import { cleared, filled } from './form-dialog.tsx';
import { useUnsaved } from './leave-guard.tsx';
import { OrganisationSelect } from './organisation-select.tsx';
import { Loaded, Page, Section } from './page.tsx';
import { PlatformProgrammes } from './platform-programmes.tsx';
import type { Platform } from './platforms.tsx';
import { shellMessages } from './shell-messages.ts';
import { useSend } from './sign-in.tsx';
import { optionsOf } from './texts.ts';

type Change = Omit<Parameters<WorkbenchApi['updatePlatform']>[0]['body'], 'revision'>;

export function PlatformPage({ code }: { code: string }) {
  const t = useText(adminMessages);
  const cache = useQueryClient();
  const { message } = App.useApp();
  const read = useRead('readPlatform', { params: { ref: code } });
  const keep = (next: Platform): void => {
    cache.setQueryData(keyOf('readPlatform', { params: { ref: code } }), next);
    void cache.invalidateQueries({ queryKey: ['listPlatforms'] });
    void message.success(t('done'));
  };
  return (
    <Loaded read={read} rows={8}>
      {(platform) => (
        <Page
          title={platform.name_zh}
          back={{ to: '/admin/platforms', label: t('platforms') }}
          about={[platform.code, platform.demo ? t('demo') : '', t(platform.verified ? 'verified' : 'notVerified')]
            .filter(Boolean)
            .join(' · ')}
        >
          <PlatformProgrammes platform={platform} onPlatform={keep} />
          <Edit key={platform.revision} platform={platform} onPlatform={keep} />
        </Page>
      )}
    </Loaded>
  );
}

interface EditProps {
  platform: Platform;
  onPlatform: (platform: Platform) => void;
}

const REGISTER = [
  'name_zh',
  'kind',
  'host_id',
  'supervising_id',
  'region_code',
  'cstr_agency',
  'source',
  'verified',
  'state',
];

function Edit({ platform, onPlatform }: EditProps) {
  const t = useText(adminMessages);
  const shell = useText(shellMessages);
  const api = useApi();
  const [dirty, setDirty] = useState(false);
  useUnsaved(dirty);
  const [send, busy, error] = useSend<Platform>((next) => {
    setDirty(false);
    onPlatform(next);
  });
  const registers = platform.actions.includes('update_register');
  const mayEdit = registers || platform.actions.includes('update');
  const save = ({ contact, ...values }: Change): void => {
    const allowed = Object.entries(cleared(values)).filter(([key]) => registers || !REGISTER.includes(key));
    const body = { ...Object.fromEntries(allowed), contact: filled(contact ?? {}), revision: platform.revision };
    send(() => api.updatePlatform({ params: { ref: platform.code }, body }));
  };
  const initial: Change = {
    ...platform,
    host_id: platform.host?.id ?? null,
    supervising_id: platform.supervising?.id ?? null,
  };
  return (
    <Form<Change>
      layout="vertical"
      disabled={!mayEdit}
      initialValues={initial}
      onValuesChange={() => setDirty(true)}
      onFinish={save}
    >
      <Failure error={error} />
      <Section title={t('ownPart')}>
        <OwnPart />
      </Section>
      <Section title={t('registerPart')}>
        <RegisterPart platform={platform} disabled={!registers} />
      </Section>
      {mayEdit ? (
        <Button type="primary" htmlType="submit" loading={busy}>
          {shell('save')}
        </Button>
      ) : null}
    </Form>
  );
}

function OwnPart() {
  const t = useText(adminMessages);
  return (
    <>
      <Form.Item name="name_en" label={t('nameEn')}>
        <Input maxLength={300} />
      </Form.Item>
      <Form.Item name="summary_zh" label={t('summaryZh')}>
        <Input.TextArea rows={4} maxLength={4000} />
      </Form.Item>
      <Form.Item name="summary_en" label={t('summaryEn')}>
        <Input.TextArea rows={4} maxLength={4000} />
      </Form.Item>
      <Form.Item name="homepage" label={t('homepage')}>
        <Input type="url" maxLength={500} />
      </Form.Item>
      {(['person', 'phone', 'email', 'address'] as const).map((name) => (
        <Form.Item key={name} name={['contact', name]} label={t(name)}>
          <Input maxLength={200} />
        </Form.Item>
      ))}
      <Form.Item name="checked_by_other" valuePropName="checked">
        <Checkbox>{t('checkedByOther')}</Checkbox>
      </Form.Item>
    </>
  );
}

function RegisterPart({ platform, disabled }: { platform: Platform; disabled: boolean }) {
  const t = useText(adminMessages);
  const lang = useLanguage();
  return (
    <fieldset disabled={disabled} style={{ border: 0, padding: 0, margin: 0 }}>
      <Form.Item name="name_zh" label={t('nameZh')}>
        <Input maxLength={200} disabled={disabled} />
      </Form.Item>
      <Form.Item name="kind" label={t('kind')}>
        <Select options={optionsOf(PLATFORM_KINDS, lang)} disabled={disabled} />
      </Form.Item>
      {disabled ? null : (
        <>
          <Form.Item name="host_id" label={t('host')}>
            <OrganisationSelect known={platform.host} />
          </Form.Item>
          <Form.Item name="supervising_id" label={t('supervising')}>
            <OrganisationSelect known={platform.supervising} />
          </Form.Item>
        </>
      )}
      <Form.Item name="region_code" label={t('regionCode')}>
        <Input maxLength={6} disabled={disabled} />
      </Form.Item>
      <Form.Item name="cstr_agency" label={t('cstrAgency')}>
        <Input maxLength={5} disabled={disabled} />
      </Form.Item>
      <Form.Item name="source" label={t('source')}>
        <Input.TextArea rows={2} maxLength={500} disabled={disabled} />
      </Form.Item>
      <Form.Item name="verified" valuePropName="checked">
        <Checkbox disabled={disabled}>{t('verified')}</Checkbox>
      </Form.Item>
    </fieldset>
  );
}
