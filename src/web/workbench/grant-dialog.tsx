import { Form, Input, Select } from 'antd';
import { ROLES, type Role, type ScopeKind, WHOLE_INSTANCE } from '../../shared/identity/roles.ts';
import { useState } from 'react';
import { pick } from '../../shared/i18n.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import type { Grant } from './account-grants.tsx';
import type { AccountView } from './accounts.tsx';
import { adminMessages } from './admin-messages.ts';
import { useApi, useRead } from './client.tsx';
import { filled, FormDialog } from './form-dialog.tsx';
import { OrganisationSelect } from './organisation-select.tsx';
import { nameText, optionsOf } from './texts.ts';

interface Values {
  role: Role;
  scope_kind: ScopeKind;
  scope_id: string;
  from_date?: string;
  to_date?: string;
}

interface GrantDialogProps {
  account: AccountView;
  onDone: () => void;
  onClose: () => void;
}

/** A role within a scope, for a time; which scopes a role takes comes from the role table. */
export function GrantDialog({ account, onDone, onClose }: GrantDialogProps) {
  const t = useText(adminMessages);
  const lang = useLanguage();
  const api = useApi();
  const needed = [{ required: true, message: t('fill') }];
  return (
    <FormDialog<Values, Grant>
      title={`${t('giveGrant')}：${account.name}`}
      label={t('giveGrant')}
      initial={{}}
      save={(values) => api.giveGrant({ body: { ...filled(values), account_id: account.id } })}
      onSaved={onDone}
      onClose={onClose}
    >
      {(form) => (
        <>
          <Form.Item name="role" label={t('role')} rules={needed}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={optionsOf(ROLES, lang)}
              onChange={(role: Role) => {
                const kind = ROLES[role].scopes[0];
                form.setFieldsValue({ scope_kind: kind, scope_id: kind === 'instance' ? WHOLE_INSTANCE : '' });
              }}
            />
          </Form.Item>
          <Form.Item noStyle shouldUpdate>
            {() => {
              const role = form.getFieldValue('role') as Role | undefined;
              const kinds: readonly ScopeKind[] = role ? ROLES[role].scopes : [];
              const kind = form.getFieldValue('scope_kind') as ScopeKind | undefined;
              return (
                <>
                  <Form.Item name="scope_kind" label={t('scopeKind')} rules={needed}>
                    <Select
                      options={kinds.map((value) => ({ value, label: t(value) }))}
                      onChange={(next: ScopeKind) =>
                        form.setFieldsValue({ scope_id: next === 'instance' ? WHOLE_INSTANCE : '' })
                      }
                    />
                  </Form.Item>
                  <Form.Item
                    name="scope_id"
                    label={t(kind === 'region' ? 'scopeRegion' : 'scope')}
                    rules={needed}
                    hidden={kind === undefined || kind === 'instance'}
                  >
                    <ScopeSelect kind={kind} />
                  </Form.Item>
                </>
              );
            }}
          </Form.Item>
          <Form.Item name="from_date" label={t('from')}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name="to_date" label={t('to')} extra={t('toHelp')}>
            <Input type="date" />
          </Form.Item>
        </>
      )}
    </FormDialog>
  );
}

interface ScopeSelectProps {
  kind: ScopeKind | undefined;
  id?: string;
  value?: string;
  onChange?: (value: string | null) => void;
}

function ScopeSelect({ kind, ...control }: ScopeSelectProps) {
  const lang = useLanguage();
  const programmes = useRead('listProgrammes', undefined, { staleTime: 600_000 });
  if (kind === 'organisation') return <OrganisationSelect {...control} />;
  if (kind === 'platform') return <PlatformSelect {...control} />;
  const options = (programmes.data?.items ?? []).map((item) => ({ value: item.id, label: pick(item.name, lang) }));
  if (kind === 'programme')
    return (
      <Select
        {...control}
        value={control.value || null}
        options={options}
        onChange={(next) => control.onChange?.(next)}
      />
    );
  return <Input {...control} onChange={(event) => control.onChange?.(event.target.value)} />;
}

function PlatformSelect({ value, ...control }: Omit<ScopeSelectProps, 'kind'>) {
  const lang = useLanguage();
  const [q, setQ] = useState('');
  const read = useRead('listPlatforms', { query: { q } }, { placeholderData: (previous) => previous });
  const options = (read.data?.items ?? []).map((item) => ({ value: item.code, label: nameText(item, lang) }));
  return (
    <Select
      {...control}
      value={value || null}
      showSearch={{ filterOption: false, onSearch: setQ }}
      options={options}
      onChange={(next: string | null) => control.onChange?.(next)}
    />
  );
}
