import { Button, Form, Input, Select, Table } from 'antd';
import { useState } from 'react';
import { MEMBER_STATE_LABELS } from '../../shared/identity/codes.ts';
import { pick } from '../../shared/i18n.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { adminMessages } from './admin-messages.ts';
import type { WorkbenchApi } from './api.ts';
import { useApi, useRead } from './client.tsx';
import { filled, FormDialog } from './form-dialog.tsx';
import { Section } from './page.tsx';
import type { Platform } from './platforms.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { shellMessages } from './shell-messages.ts';
import { optionsOf } from './texts.ts';

type Membership = Platform['programmes'][number];
type Values = Parameters<WorkbenchApi['placePlatform']>[0]['body'] & { programme: string };

interface PlatformProgrammesProps {
  platform: Platform;
  onPlatform: (platform: Platform) => void;
}

/** In which programmes the platform is, and as what. */
export function PlatformProgrammes({ platform, onPlatform }: PlatformProgrammesProps) {
  const t = useText(adminMessages);
  const lang = useLanguage();
  const api = useApi();
  const [placing, setPlacing] = useState<Partial<Values>>();
  const [removing, setRemoving] = useState<Membership>();
  const may = platform.actions.includes('place');
  return (
    <Section title={t('memberships')} extra={may ? <Button onClick={() => setPlacing({})}>{t('place')}</Button> : null}>
      <Table<Membership>
        rowKey="programme"
        size="small"
        pagination={false}
        dataSource={platform.programmes}
        locale={{ emptyText: t('none') }}
        columns={[
          { title: t('programme'), render: (_, row) => pick(row.name, lang) },
          { title: t('memberState'), render: (_, row) => pick(row.state_label, lang) },
          { title: t('recommendedBy'), render: (_, row) => row.recommended_by ?? '–' },
          { title: t('recommendedOn'), render: (_, row) => row.recommended_on ?? '–' },
          {
            title: t('actions'),
            render: (_, row) =>
              may ? (
                <>
                  <Button size="small" onClick={() => setPlacing(row)}>
                    {t('edit')}
                  </Button>{' '}
                  <Button size="small" danger onClick={() => setRemoving(row)}>
                    {t('remove')}
                  </Button>
                </>
              ) : null,
          },
        ]}
      />
      {placing ? (
        <Place platform={platform} initial={placing} onPlatform={onPlatform} onClose={() => setPlacing(undefined)} />
      ) : null}
      {removing ? (
        <ReasonDialog
          title={`${t('remove')}：${pick(removing.name, lang)}`}
          warning={t('removeText')}
          needsReason={false}
          danger
          label={t('remove')}
          run={async () =>
            onPlatform(await api.removePlatform({ params: { ref: platform.code, programme: removing.programme } }))
          }
          onClose={() => setRemoving(undefined)}
        />
      ) : null}
    </Section>
  );
}

interface PlaceProps extends PlatformProgrammesProps {
  initial: Partial<Values>;
  onClose: () => void;
}

function Place({ platform, initial, onPlatform, onClose }: PlaceProps) {
  const t = useText(adminMessages);
  const shell = useText(shellMessages);
  const lang = useLanguage();
  const api = useApi();
  const programmes = useRead('listProgrammes', undefined, { staleTime: 600_000 });
  const needed = [{ required: true, message: t('fill') }];
  return (
    <FormDialog<Values, Platform>
      title={t('place')}
      label={shell('save')}
      initial={initial}
      save={({ programme, ...values }) =>
        api.placePlatform({ params: { ref: platform.code, programme }, body: filled(values) })
      }
      onSaved={onPlatform}
      onClose={onClose}
    >
      <Form.Item name="programme" label={t('programme')} rules={needed}>
        <Select
          disabled={initial.programme !== undefined}
          options={(programmes.data?.items ?? []).map(({ id, name }) => ({ value: id, label: pick(name, lang) }))}
        />
      </Form.Item>
      <Form.Item name="state" label={t('memberState')} rules={needed}>
        <Select options={optionsOf(MEMBER_STATE_LABELS, lang)} />
      </Form.Item>
      <Form.Item name="recommended_by" label={t('recommendedBy')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="recommended_on" label={t('recommendedOn')}>
        <Input type="date" />
      </Form.Item>
    </FormDialog>
  );
}
