import { App, Button, Form, Input, InputNumber, Select, Switch, Table, Tag } from 'antd';
import { useState } from 'react';
import { CAPACITY_UNITS, SHOWN } from '../../shared/stock/keeping-schemas.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useApi, useRead } from './client.tsx';
import { Failure } from './failure.tsx';
import { cleared, FormDialog } from './form-dialog.tsx';
import styles from './list.module.css';
import { OnePlatform } from './one-platform.tsx';
import { Loaded, Nothing, Page, Section } from './page.tsx';
import { useSend } from './sign-in.tsx';
import { stockMessages } from './stock-messages.ts';
import own from './stock.module.css';
import { optionsOf } from './texts.ts';

type Store = Awaited<ReturnType<WorkbenchApi['listStores']>>['items'][number];
type Body = Parameters<WorkbenchApi['changeStore']>[0]['body'];
type Setting = Awaited<ReturnType<WorkbenchApi['readStockSetting']>>;

export function StockStoresPage() {
  const t = useText(stockMessages);
  return (
    <Page title={t('stores')} back={{ to: '/stock', label: t('back') }}>
      <OnePlatform>
        {(platform) => (
          <div key={platform}>
            <Stores platform={platform} />
            <Settings platform={platform} />
          </div>
        )}
      </OnePlatform>
    </Page>
  );
}

function Stores({ platform }: { platform: string }) {
  const t = useText(stockMessages);
  const read = useRead('listStores', { query: { platform } });
  const [asked, setAsked] = useState<Store | 'new'>();
  const temperature = ({ temperature_min: low, temperature_max: high }: Store): string | null => {
    if (low !== null && high !== null) return `${low} … ${high} ℃`;
    return high === null ? (low === null ? null : `≥ ${low} ℃`) : `≤ ${high} ℃`;
  };
  const limits = (store: Store): string =>
    [temperature(store), store.humidity_max === null ? null : `≤ ${store.humidity_max}% RH`]
      .filter((part) => part !== null)
      .join(' · ');
  return (
    <Section
      title={t('store')}
      extra={
        <Button type="primary" onClick={() => setAsked('new')}>
          {t('newStore')}
        </Button>
      }
    >
      <Loaded read={read}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing text={t('storesNone')} />
          ) : (
            <div className={styles.table}>
              <Table<Store>
                rowKey="id"
                size="middle"
                pagination={false}
                dataSource={items}
                columns={[
                  {
                    title: t('store'),
                    render: (_, row) => (
                      <Button type="link" onClick={() => setAsked(row)}>
                        {row.name}
                      </Button>
                    ),
                  },
                  { title: t('lots'), align: 'right', dataIndex: 'lots' },
                  {
                    title: t('capacity'),
                    align: 'right',
                    render: (_, row) =>
                      row.capacity === null
                        ? ''
                        : `${row.used ?? '–'} / ${row.capacity} ${row.capacity_unit?.label ?? ''}`,
                  },
                  {
                    title: t('used'),
                    align: 'right',
                    render: (_, row) =>
                      row.percent === null ? '' : <Tag color={row.full ? 'error' : 'default'}>{`${row.percent}%`}</Tag>,
                  },
                  { title: t('conditions'), responsive: ['md'], render: (_, row) => limits(row) },
                  { title: t('state'), render: (_, row) => (row.closed ? t('stopped') : '') },
                ]}
              />
            </div>
          )
        }
      </Loaded>
      {asked === undefined ? null : (
        <StoreDialog
          platform={platform}
          store={asked === 'new' ? undefined : asked}
          onSaved={() => void read.refetch()}
          onClose={() => setAsked(undefined)}
        />
      )}
    </Section>
  );
}

interface StoreDialogProps {
  platform: string;
  store: Store | undefined;
  onSaved: () => void;
  onClose: () => void;
}

function StoreDialog({ platform, store, onSaved, onClose }: StoreDialogProps) {
  const t = useText(stockMessages);
  const lang = useLanguage();
  const api = useApi();
  type Values = Omit<Body, 'revision'>;
  const initial: Partial<Values> = store
    ? { ...store, capacity_unit: store.capacity_unit?.id as NonNullable<Values['capacity_unit']> }
    : { warn_percent: 90 };
  const save = (values: Values): Promise<Store> => {
    const body = { ...cleared(values), warn_percent: values.warn_percent ?? 90 };
    return store
      ? api.changeStore({
          params: { id: store.id },
          body: { ...body, closed: values.closed ?? false, revision: store.revision },
        })
      : api.createStore({ body: { ...body, platform } });
  };
  return (
    <FormDialog<Values, Store>
      title={store?.name ?? t('newStore')}
      label={t('save')}
      initial={initial}
      save={save}
      onSaved={onSaved}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('store')} rules={[{ required: true, whitespace: true, message: t('fill') }]}>
        <Input maxLength={100} autoFocus />
      </Form.Item>
      <Form.Item name="capacity" label={t('capacity')}>
        <Input inputMode="decimal" />
      </Form.Item>
      <Form.Item name="capacity_unit" label={t('capacityUnit')}>
        <Select options={optionsOf(CAPACITY_UNITS, lang)} allowClear />
      </Form.Item>
      <Form.Item name="used" label={t('used')} extra={t('usedHelp')}>
        <Input inputMode="decimal" />
      </Form.Item>
      <Form.Item name="warn_percent" label={t('warnFrom')}>
        <InputNumber min={1} max={100} />
      </Form.Item>
      {(['temperature_min', 'temperature_max', 'humidity_max'] as const).map((name) => (
        <Form.Item key={name} name={name} label={t(name)}>
          <Input />
        </Form.Item>
      ))}
      <Form.Item name="note" label={t('note')}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      {store ? (
        <Form.Item name="closed" label={t('stopUse')} valuePropName="checked">
          <Switch />
        </Form.Item>
      ) : null}
    </FormDialog>
  );
}

function Settings({ platform }: { platform: string }) {
  const t = useText(stockMessages);
  const read = useRead('readStockSetting', { query: { platform } });
  return (
    <Section title={t('setting')}>
      <Loaded read={read}>
        {(setting) => (
          <SettingForm
            key={setting.revision}
            platform={platform}
            setting={setting}
            onSaved={() => void read.refetch()}
          />
        )}
      </Loaded>
    </Section>
  );
}

function SettingForm({ platform, setting, onSaved }: { platform: string; setting: Setting; onSaved: () => void }) {
  const t = useText(stockMessages);
  const lang = useLanguage();
  const api = useApi();
  const { message } = App.useApp();
  const [send, busy, error] = useSend<Setting>(() => {
    void message.success(t('saved'));
    onSaved();
  });
  type Values = Pick<Setting, 'shown' | 'fewest_resources' | 'fewest_because'>;
  return (
    <Form<Values>
      layout="vertical"
      className={own.form!}
      initialValues={setting}
      onFinish={(values) =>
        send(() => api.changeStockSetting({ body: { ...cleared(values), platform, revision: setting.revision } }))
      }
    >
      <Failure error={error} />
      <Form.Item name="shown" label={t('shown')}>
        <Select options={optionsOf(SHOWN, lang)} />
      </Form.Item>
      <Form.Item
        name="fewest_resources"
        label={t('fewest')}
        extra={`${t('held', { count: setting.held_resources })} ${t('fewestHelp')}`}
      >
        <InputNumber min={1} />
      </Form.Item>
      <Form.Item name="fewest_because" label={t('because')}>
        <Input maxLength={300} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('save')}
      </Button>
    </Form>
  );
}
