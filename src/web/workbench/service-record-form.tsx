import { Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { purposesOf } from '../../shared/agreements/purposes.ts';
import { RECORD_CHANNELS, UNIT_KINDS } from '../../shared/service-records/codes.ts';
import { fenOf } from '../../shared/stock/fees.ts';
import { SERVICE_KINDS, SERVICE_MODES, USER_GROUPS } from '../../shared/stock/service-codes.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { OrganisationSelect } from './organisation-select.tsx';
import { serviceRecordMessages } from './service-record-messages.ts';
import { ResourcesSelect } from './service-resources.tsx';
import own from './stock.module.css';
import { optionsOf } from './texts.ts';

interface Known {
  id: string;
  title: string;
}

/** Fields of a service record; what only some kinds ask for comes with their kind. */
export function RecordFields({ platform, known }: { platform: string; known: readonly Known[] }) {
  const t = useText(serviceRecordMessages);
  const lang = useLanguage();
  const needed = { required: true, message: t('fill') };
  const kind = Form.useWatch('kind') as string | undefined;
  const date = { type: 'date', max: '9999-12-31' } as const;
  const purposes = purposesOf(undefined).map(({ id, zh, en }) => ({ value: id, label: lang === 'en' ? en : zh }));
  return (
    <>
      <div className={own.row}>
        <Form.Item name="kind" label={t('kind')} rules={[needed]}>
          <Select options={optionsOf(SERVICE_KINDS, lang)} />
        </Form.Item>
        <Form.Item name="on" label={t('on')} rules={[needed]}>
          <Input {...date} />
        </Form.Item>
        <Form.Item name="channel" label={t('channel')} rules={[needed]}>
          <Select options={optionsOf(RECORD_CHANNELS, lang)} />
        </Form.Item>
      </div>
      <Form.Item name="title" label={t('what')} extra={t('whatHelp')} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Receiver />
      <div className={own.row}>
        <Form.Item name="purpose" label={t('purpose')} rules={[needed]}>
          <Select options={purposes} />
        </Form.Item>
        <Form.Item name="project" label={t('project')}>
          <Input maxLength={200} />
        </Form.Item>
      </div>
      <Form.Item name="resources" label={t('resources')}>
        <ResourcesSelect platform={platform} known={known} />
      </Form.Item>
      <div className={own.row}>
        <Form.Item name="quantity" label={t('quantity')}>
          <Input maxLength={20} inputMode="decimal" />
        </Form.Item>
        <Form.Item name="unit" label={t('quantityUnit')}>
          <Input maxLength={20} />
        </Form.Item>
        <Form.Item name="participants" label={t('participants')}>
          <InputNumber min={0} precision={0} />
        </Form.Item>
        <Form.Item name="hours" label={t('hours')}>
          <InputNumber min={0} precision={2} />
        </Form.Item>
      </div>
      {kind === 'custom' ? (
        <div className={own.row}>
          <Form.Item name="specification" label={t('specification')} extra={t('specificationHelp')}>
            <Input.TextArea rows={2} maxLength={2000} />
          </Form.Item>
          <Form.Item name="specified_on" label={t('specifiedOn')}>
            <Input {...date} />
          </Form.Item>
        </div>
      ) : null}
      {kind === 'physical' ? (
        <Form.Item name="due_back" label={t('dueBack')} extra={t('dueBackHelp')}>
          <Input {...date} />
        </Form.Item>
      ) : null}
      <Income />
      <Form.Item name="modes" label={t('mode')}>
        <Select mode="multiple" options={optionsOf(SERVICE_MODES, lang)} />
      </Form.Item>
      <Form.Item name="outcome" label={t('outcome')}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
    </>
  );
}

function Receiver() {
  const t = useText(serviceRecordMessages);
  const lang = useLanguage();
  const needed = { required: true, message: t('fill') };
  return (
    <>
      <div className={own.row}>
        <Form.Item name={['receiver', 'unit_kind']} label={t('unitKind')} rules={[needed]}>
          <Select options={optionsOf(UNIT_KINDS, lang)} />
        </Form.Item>
        <Form.Item name={['receiver', 'group']} label={t('group')} rules={[needed]}>
          <Select options={optionsOf(USER_GROUPS, lang)} />
        </Form.Item>
      </div>
      <div className={own.row}>
        <Form.Item name={['receiver', 'unit']} label={t('unit')} extra={t('unitHelp')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name={['receiver', 'organisation']} label={t('organisation')}>
          <OrganisationSelect />
        </Form.Item>
        <Form.Item name={['receiver', 'person']} label={t('person')}>
          <Input maxLength={60} />
        </Form.Item>
      </div>
      <div className={own.row}>
        <Form.Item name={['receiver', 'region']} label={t('region')} extra={t('regionHelp')}>
          <Input maxLength={6} inputMode="numeric" />
        </Form.Item>
        <Form.Item name={['receiver', 'abroad']} valuePropName="checked" label=" " colon={false}>
          <Checkbox>{t('abroad')}</Checkbox>
        </Form.Item>
        <Form.Item name={['receiver', 'address']} label={t('address')} extra={t('addressHelp')}>
          <Input maxLength={300} />
        </Form.Item>
      </div>
    </>
  );
}

function Income() {
  const t = useText(serviceRecordMessages);
  const money = {
    validator: async (_: unknown, value: string | undefined) => {
      if (value !== undefined && value !== '' && fenOf(value) === undefined) throw new Error(t('fill'));
    },
  };
  return (
    <div className={own.row}>
      <Form.Item name="income" label={t('income')} rules={[money]}>
        <Input maxLength={13} inputMode="decimal" />
      </Form.Item>
      <Form.Item name="cost" label={t('cost')} extra={t('costHelp')} rules={[money]}>
        <Input maxLength={13} inputMode="decimal" />
      </Form.Item>
      <Form.Item name="contract" label={t('contract')}>
        <Input maxLength={100} />
      </Form.Item>
    </div>
  );
}
