import { Form, Input, Radio, Select } from 'antd';
import { BY_HAND, MOVEMENTS } from '../../shared/stock/movements.ts';
import { pick } from '../../shared/i18n.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useApi } from './client.tsx';
import { cleared, filled, FormDialog } from './form-dialog.tsx';
import { PlaceFields } from './stock-lot-form.tsx';
import { stockMessages } from './stock-messages.ts';

type Lot = Awaited<ReturnType<WorkbenchApi['readLot']>>;
type Call<K extends 'bookLot' | 'correctLot' | 'moveLot' | 'testLot'> = Parameters<WorkbenchApi[K]>[0];

interface DialogProps {
  lot: Lot;
  onSaved: () => void;
  onClose: () => void;
}

const DECIMAL = /^\d{1,12}(\.\d{1,6})?$/;

export function BookDialog({ lot, ...rest }: DialogProps) {
  const t = useText(stockMessages);
  const lang = useLanguage();
  const api = useApi();
  const needed = { required: true, message: t('fill') };
  return (
    <FormDialog<Call<'bookLot'>['body'], unknown>
      {...rest}
      title={t('book')}
      label={t('save')}
      initial={{ kind: 'in' }}
      save={(values) => api.bookLot({ params: { id: lot.id }, body: filled(values) })}
    >
      <Form.Item name="kind" label={t('kind')} rules={[needed]}>
        <Select options={BY_HAND.map((value) => ({ value, label: pick(MOVEMENTS[value], lang) }))} />
      </Form.Item>
      <Form.Item
        name="quantity"
        label={`${t('quantity')}（${lot.unit.label}）`}
        rules={[needed, { pattern: DECIMAL, message: t('fill') }]}
      >
        <Input inputMode="decimal" autoFocus />
      </Form.Item>
      <Form.Item name="on" label={t('on')}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="reason" label={t('reason')}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}

export function CorrectDialog({ lot, ...rest }: DialogProps) {
  const t = useText(stockMessages);
  const api = useApi();
  const needed = { required: true, message: t('fill') };
  return (
    <FormDialog<Omit<Call<'correctLot'>['body'], 'movements'>, unknown>
      {...rest}
      title={t('correct')}
      label={t('save')}
      initial={{ counted: lot.on_hand }}
      save={(values) => api.correctLot({ params: { id: lot.id }, body: { ...values, movements: lot.movements } })}
    >
      <p>{t('correctHelp')}</p>
      <Form.Item
        name="counted"
        label={`${t('counted')}（${lot.unit.label}）`}
        rules={[needed, { pattern: DECIMAL, message: t('fill') }]}
      >
        <Input inputMode="decimal" autoFocus />
      </Form.Item>
      <Form.Item name="reason" label={t('reason')} rules={[{ ...needed, whitespace: true }]}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}

export function MoveDialog({ lot, ...rest }: DialogProps) {
  const t = useText(stockMessages);
  const api = useApi();
  const { store, shelf, box, position } = lot;
  return (
    <FormDialog<Omit<Call<'moveLot'>['body'], 'revision'>, unknown>
      {...rest}
      title={t('move')}
      label={t('move')}
      initial={{ store: store?.id ?? null, shelf, box, position }}
      save={(values) => api.moveLot({ params: { id: lot.id }, body: { ...cleared(values), revision: lot.revision } })}
    >
      <PlaceFields platform={lot.platform.code} />
    </FormDialog>
  );
}

export function TestDialog({ lot, ...rest }: DialogProps) {
  const t = useText(stockMessages);
  const api = useApi();
  return (
    <FormDialog<Call<'testLot'>['body'], unknown>
      {...rest}
      title={t('test')}
      label={t('save')}
      initial={{ kind: 'viability' }}
      save={(values) => api.testLot({ params: { id: lot.id }, body: filled(values) })}
    >
      {(form) => (
        <>
          <Form.Item name="kind" label={t('testKind')}>
            <Radio.Group
              options={[
                { value: 'viability', label: t('viabilityTest') },
                { value: 'quality', label: t('qualityCheck') },
              ]}
            />
          </Form.Item>
          <Form.Item noStyle shouldUpdate={(a, b) => a.kind !== b.kind}>
            {() =>
              form.getFieldValue('kind') === 'quality' ? (
                <Form.Item name="passed" label={t('result')} rules={[{ required: true, message: t('fill') }]}>
                  <Radio.Group
                    options={[
                      { value: true, label: t('passed') },
                      { value: false, label: t('failed') },
                    ]}
                  />
                </Form.Item>
              ) : (
                <>
                  <Form.Item name="percent" label={t('percent')} rules={[{ required: true, message: t('fill') }]}>
                    <Input inputMode="decimal" />
                  </Form.Item>
                  <Form.Item name="next" label={t('nextTest')}>
                    <Input type="date" />
                  </Form.Item>
                </>
              )
            }
          </Form.Item>
          <Form.Item name="on" label={t('on')}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name="note" label={t('note')}>
            <Input.TextArea rows={2} maxLength={500} />
          </Form.Item>
        </>
      )}
    </FormDialog>
  );
}
