import { App, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { FORMS, STOCK_UNITS } from '../../shared/stock/units.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useApi, useRead } from './client.tsx';
import { cleared, filled, FormDialog } from './form-dialog.tsx';
import { stockMessages } from './stock-messages.ts';
import { optionsOf } from './texts.ts';

type Lot = Awaited<ReturnType<WorkbenchApi['readLot']>>;
type Saved = Awaited<ReturnType<WorkbenchApi['createLot']>>;
type NewLot = Parameters<WorkbenchApi['createLot']>[0]['body'];

const DECIMAL = /^\d{1,12}(\.\d{1,6})?$/;

/** Chooses a record of a platform by name or number. */
function ResourceSelect({
  platform,
  value,
  onChange,
}: {
  platform: string;
  value?: string;
  onChange?: (id: string) => void;
}) {
  const t = useText(stockMessages);
  const [q, setQ] = useState('');
  const { data, isFetching } = useRead('listWork', { query: { platform, q, limit: 20 } });
  return (
    <Select
      value={value ?? null}
      onChange={(id: string | null) => id !== null && onChange?.(id)}
      showSearch={{ onSearch: setQ, filterOption: false }}
      loading={isFetching}
      placeholder={t('resourceHelp')}
      aria-label={t('resource')}
      options={(data?.items ?? []).map(({ id, title, local_key }) => ({
        value: id,
        label: `${title} · ${local_key}`,
      }))}
    />
  );
}

export const StoreSelect = ({
  platform,
  ...rest
}: {
  platform: string;
  value?: string;
  onChange?: (id: string | null) => void;
}) => {
  const t = useText(stockMessages);
  const { data } = useRead('listStores', { query: { platform } });
  return (
    <Select
      {...rest}
      value={rest.value ?? null}
      onChange={(id: string | null | undefined) => rest.onChange?.(id ?? null)}
      allowClear
      aria-label={t('store')}
      options={(data?.items ?? []).filter(({ closed }) => !closed).map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
};

export function PlaceFields({ platform }: { platform: string }) {
  const t = useText(stockMessages);
  return (
    <>
      <Form.Item name="store" label={t('store')}>
        <StoreSelect platform={platform} />
      </Form.Item>
      {(['shelf', 'box', 'position'] as const).map((name) => (
        <Form.Item key={name} name={name} label={t(name)}>
          <Input maxLength={60} />
        </Form.Item>
      ))}
    </>
  );
}

function ContentFields() {
  const t = useText(stockMessages);
  const lang = useLanguage();
  return (
    <>
      <Form.Item name="form" label={t('form')} rules={[{ required: true, message: t('fill') }]}>
        <Select options={optionsOf(FORMS, lang)} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
      <Form.Item
        name="minimum"
        label={t('minimum')}
        extra={t('minimumHelp')}
        rules={[{ pattern: DECIMAL, message: t('fill') }]}
      >
        <Input inputMode="decimal" />
      </Form.Item>
      {(['made_on', 'expires_on', 'viability_due'] as const).map((name) => (
        <Form.Item key={name} name={name} label={t(name)}>
          <Input type="date" />
        </Form.Item>
      ))}
      <Form.Item name="viability_limit" label={t('viability_limit')}>
        <Input inputMode="decimal" />
      </Form.Item>
      <Form.Item name="note" label={t('note')}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
    </>
  );
}

/** Takes in a new lot. */
export function LotDialog({
  platform,
  onSaved,
  onClose,
}: {
  platform: string;
  onSaved: () => void;
  onClose: () => void;
}) {
  const t = useText(stockMessages);
  const lang = useLanguage();
  const api = useApi();
  const { message } = App.useApp();
  const needed = { required: true, message: t('fill') };
  return (
    <FormDialog<NewLot, Saved>
      title={t('take_in')}
      label={t('take_in')}
      initial={{ minimum: '0' }}
      save={(values) => api.createLot({ body: { ...filled(values), platform } })}
      onSaved={() => {
        void message.success(t('saved'));
        onSaved();
      }}
      onClose={onClose}
    >
      <Form.Item name="resource" label={t('resource')} rules={[needed]}>
        <ResourceSelect platform={platform} />
      </Form.Item>
      <Form.Item name="number" label={t('number')} extra={t('number_help')}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="quantity" label={t('quantity')} rules={[needed, { pattern: DECIMAL, message: t('fill') }]}>
        <Input inputMode="decimal" />
      </Form.Item>
      <Form.Item name="unit" label={t('unit')} rules={[needed]}>
        <Select options={optionsOf(STOCK_UNITS, lang)} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
      <ContentFields />
      <PlaceFields platform={platform} />
    </FormDialog>
  );
}

type Change = Parameters<WorkbenchApi['changeLot']>[0]['body'];

/** Changes what is said of a lot. */
export function LotEditDialog({ lot, onSaved, onClose }: { lot: Lot; onSaved: () => void; onClose: () => void }) {
  const t = useText(stockMessages);
  const api = useApi();
  const { form, minimum, made_on, expires_on, viability_due, viability_limit, note, revision, id } = lot;
  return (
    <FormDialog<Change, Saved>
      title={t('edit')}
      label={t('save')}
      initial={{ form: form.id as Change['form'], minimum, made_on, expires_on, viability_due, viability_limit, note }}
      save={(values) =>
        api.changeLot({
          params: { id },
          body: {
            ...cleared(values),
            minimum: values.minimum === '' ? '0' : (values.minimum ?? '0'),
            origin_lot: lot.origin?.id ?? null,
            revision,
          },
        })
      }
      onSaved={onSaved}
      onClose={onClose}
    >
      <ContentFields />
    </FormDialog>
  );
}
