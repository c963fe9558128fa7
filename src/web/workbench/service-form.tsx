import { Button, Checkbox, Form, type FormInstance, Input, InputNumber, Select } from 'antd';
import { CHANNELS, COST_ITEMS, SERVICE_KINDS, SERVICE_MODES, USER_GROUPS } from '../../shared/stock/service-codes.ts';
import { fenOf, sumsOf, yuanText } from '../../shared/stock/fees.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { useResourceTypes } from './choices.ts';
import { serviceMessages } from './service-messages.ts';
import { ResourcesSelect } from './service-resources.tsx';
import { costsOf, type FeeValues } from './service-values.ts';
import own from './stock.module.css';
import { optionsOf } from './texts.ts';

interface Known {
  id: string;
  title: string;
}

export function ServiceFields({ platform, known }: { platform: string; known: readonly Known[] }) {
  const t = useText(serviceMessages);
  const lang = useLanguage();
  const types = useResourceTypes();
  const needed = { required: true, message: t('fill') };
  const several = { mode: 'multiple', showSearch: { optionFilterProp: 'label' } } as const;
  return (
    <>
      <Form.Item name="kind" label={t('kind')} rules={[needed]}>
        <Select options={optionsOf(SERVICE_KINDS, lang)} />
      </Form.Item>
      <Form.Item name="name_zh" label={t('name')} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="name_en" label={t('name_en')}>
        <Input maxLength={200} lang="en" />
      </Form.Item>
      <Form.Item name="description_zh" label={t('description')}>
        <Input.TextArea rows={3} maxLength={5000} />
      </Form.Item>
      <Form.Item name="description_en" label={t('description_en')}>
        <Input.TextArea rows={2} maxLength={5000} lang="en" />
      </Form.Item>
      <div className={own.row}>
        <Form.Item name="channel" label={t('channel')}>
          <Select options={optionsOf(CHANNELS, lang)} />
        </Form.Item>
        <Form.Item name="response_days" label={t('days')}>
          <InputNumber min={1} max={250} />
        </Form.Item>
      </div>
      <Form.Item name="modes" label={t('modes')}>
        <Select {...several} options={optionsOf(SERVICE_MODES, lang)} />
      </Form.Item>
      <Form.Item name="user_groups" label={t('groups')}>
        <Select {...several} options={optionsOf(USER_GROUPS, lang)} />
      </Form.Item>
      <Form.Item name="basic" valuePropName="checked" extra={t('basicHelp')}>
        <Checkbox>{t('basic')}</Checkbox>
      </Form.Item>
      <Form.Item name="conditions" label={t('conditions')}>
        <Input.TextArea rows={2} maxLength={3000} />
      </Form.Item>
      <div className={own.row}>
        {(['person', 'phone', 'email'] as const).map((name) => (
          <Form.Item key={name} name={['contact', name]} label={t(name)}>
            <Input maxLength={name === 'email' ? 254 : 60} />
          </Form.Item>
        ))}
      </div>
      <Form.Item name="resources" label={t('resources')}>
        <ResourcesSelect platform={platform} known={known} />
      </Form.Item>
      <Form.Item name="types" label={t('types')}>
        <Select {...several} options={types.choices} loading={types.loading} />
      </Form.Item>
    </>
  );
}

export function ProcessFields() {
  const t = useText(serviceMessages);
  return (
    <Form.List name="process">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }, n) => (
            <div key={key} className={`${own.row} ${own.fee}`}>
              <Form.Item
                name={[name, 'name']}
                label={`${t('step')} ${n + 1}`}
                rules={[{ required: true, message: t('fill') }]}
              >
                <Input maxLength={100} />
              </Form.Item>
              <Form.Item name={[name, 'days']} label={t('stepDays')}>
                <InputNumber min={0} max={250} />
              </Form.Item>
              <Form.Item name={[name, 'text']} label={t('stepText')}>
                <Input maxLength={1000} />
              </Form.Item>
              <Form.Item>
                <Button onClick={() => remove(name)} aria-label={`${t('removeStep')} ${n + 1}`}>
                  {t('removeStep')}
                </Button>
              </Form.Item>
            </div>
          ))}
          <Button onClick={() => add({})}>{t('addStep')}</Button>
        </>
      )}
    </Form.List>
  );
}

/** A fee sheet, each price beside what it is made of; with quantities where it is the price of something asked for. */
export function FeeFields<V extends { fees?: FeeValues[] }>({
  form,
  quantity = false,
}: {
  form: FormInstance<V>;
  quantity?: boolean;
}) {
  const t = useText(serviceMessages);
  return (
    <>
      <p>{t('feesHelp')}</p>
      <Form.List name="fees">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className={own.fee}>
                <Fee at={name} form={form as unknown as FormInstance} quantity={quantity} />
                <Button onClick={() => remove(name)}>{t('removeFee')}</Button>
              </div>
            ))}
            <Button onClick={() => add({ quantity: 1, costs: [{ item: 'labour' }] })}>{t('addFee')}</Button>
          </>
        )}
      </Form.List>
    </>
  );
}

function useMoney() {
  const t = useText(serviceMessages);
  return {
    validator: async (_: unknown, value: string | undefined) => {
      if (value !== undefined && value !== '' && fenOf(value) === undefined) throw new Error(t('money'));
    },
  };
}

function Fee({ at, form, quantity }: { at: number; form: FormInstance; quantity: boolean }) {
  const t = useText(serviceMessages);
  const lang = useLanguage();
  const money = useMoney();
  const needed = { required: true, message: t('fill') };
  const fee = Form.useWatch(['fees', at], form) as FeeValues | undefined;
  const { cost, own: ownCost } = sumsOf({
    costs: costsOf(fee?.costs).map((one) => ({ ...one, item: 'other', evidence: '' })),
  });
  const over = (fenOf(fee?.price ?? '') ?? 0) - cost;
  return (
    <>
      <div className={own.row}>
        <Form.Item name={[at, 'name']} label={t('fee')} rules={[needed]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name={[at, 'unit']} label={t('unit')} rules={[needed]}>
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item name={[at, 'price']} label={t('price')} rules={[needed, money]}>
          <Input inputMode="decimal" />
        </Form.Item>
        {quantity ? (
          <Form.Item name={[at, 'quantity']} label={t('quantity')} rules={[needed]}>
            <InputNumber min={1} max={1_000_000} precision={0} />
          </Form.Item>
        ) : null}
      </div>
      <Form.List name={[at, 'costs']}>
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className={own.row}>
                <Form.Item name={[name, 'item']} label={t('item')} rules={[needed]}>
                  <Select options={optionsOf(COST_ITEMS, lang)} />
                </Form.Item>
                <Form.Item name={[name, 'cost']} label={t('cost')} rules={[needed, money]}>
                  <Input inputMode="decimal" />
                </Form.Item>
                <Form.Item name={[name, 'fiscal']} label={t('fiscal')} rules={[money]}>
                  <Input inputMode="decimal" />
                </Form.Item>
                <Form.Item name={[name, 'evidence']} label={t('evidence')}>
                  <Input maxLength={300} />
                </Form.Item>
                <Form.Item>
                  <Button onClick={() => remove(name)}>{t('removeCost')}</Button>
                </Form.Item>
              </div>
            ))}
            <p role="status">
              {t('sums', { cost: yuanText(cost), own: yuanText(ownCost) })}
              {over > 0 ? ` · ${t('over', { over: yuanText(over) })}` : ''}
            </p>
            <Button onClick={() => add({ item: 'consumables' })}>{t('addCost')}</Button>
          </>
        )}
      </Form.List>
    </>
  );
}
