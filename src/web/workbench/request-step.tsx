import { Form, Input, InputNumber, Select } from 'antd';
import { DECLINE_REASONS } from '../../shared/sharing/codes.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { useApi } from './client.tsx';
import { filled, FormDialog } from './form-dialog.tsx';
import type { RequestItem } from './request-items.tsx';
import { requestMessages } from './request-messages.ts';
import type { PartProps, RequestPart } from './request-page.tsx';
import { optionsOf } from './texts.ts';

interface Values {
  quantity?: string;
  back_on?: string;
  because?: keyof typeof DECLINE_REASONS;
  resource?: string;
  reason?: string;
  hours?: number;
  participants?: number;
  unit?: string;
  outcome?: string;
}

interface StepDialogProps extends PartProps {
  item: RequestItem;
  step: RequestItem['steps'][number];
  onClose: () => void;
}

/** Asks what a step needs: a quantity, a day, a reason. */
export function StepDialog({ part, item, step, keep, onClose }: StepDialogProps) {
  const api = useApi();
  const save = (values: Values): Promise<RequestPart> =>
    api.stepItem({
      params: { id: part.id, item: item.id },
      body: { ...filled(values), step: step.id, revision: part.revision } as Parameters<typeof api.stepItem>[0]['body'],
    });
  return (
    <FormDialog<Values, RequestPart>
      title={`${step.label} · ${item.title}`}
      label={step.label}
      initial={step.id === 'accept' && item.quantity !== null ? { quantity: item.quantity } : {}}
      save={save}
      onSaved={keep}
      onClose={onClose}
    >
      <StepFields item={item} step={step} />
    </FormDialog>
  );
}

const QUANTIFIED: ReadonlySet<string> = new Set(['accept', 'give_back', 'lose', 'substitute']);

function StepFields({ item, step }: Pick<StepDialogProps, 'item' | 'step'>) {
  const t = useText(requestMessages);
  const lang = useLanguage();
  const dated = step.id === 'extend' || (step.id === 'accept' && item.loan);
  return (
    <>
      {step.id === 'substitute' ? (
        <Form.Item name="resource" label={t('substitute')} extra={t('substituteHelp')} rules={[{ required: true }]}>
          <Input inputMode="numeric" maxLength={19} />
        </Form.Item>
      ) : null}
      {item.quantity !== null && QUANTIFIED.has(step.id) ? (
        <Form.Item
          name="quantity"
          label={`${t('quantity')}（${item.unit?.label ?? ''}）`}
          rules={[{ required: step.id !== 'substitute' }]}
        >
          <Input inputMode="decimal" maxLength={20} />
        </Form.Item>
      ) : null}
      {dated ? (
        <Form.Item name="back_on" label={t('backOn', { date: '' })} rules={[{ required: step.id === 'extend' }]}>
          <Input type="date" />
        </Form.Item>
      ) : null}
      {step.id === 'decline' ? (
        <Form.Item name="because" label={t('because')} rules={[{ required: true }]}>
          <Select options={optionsOf(DECLINE_REASONS, lang)} />
        </Form.Item>
      ) : null}
      {step.id === 'deliver' ? <DoneFields /> : null}
      {step.id === 'extend' || step.id === 'deliver' ? null : (
        <Form.Item
          name="reason"
          label={step.id === 'specify' ? t('specification') : t('reason')}
          rules={[{ required: step.needs_reason && step.id !== 'decline', whitespace: true }]}
        >
          <Input.TextArea
            rows={step.id === 'specify' ? 8 : 3}
            maxLength={step.id === 'specify' ? 5000 : 1000}
            showCount={step.id === 'specify'}
          />
        </Form.Item>
      )}
    </>
  );
}

/** How much was done, for the service record. */
function DoneFields() {
  const t = useText(requestMessages);
  return (
    <>
      <Form.Item name="quantity" label={t('doneQuantity')}>
        <Input inputMode="decimal" maxLength={20} />
      </Form.Item>
      <Form.Item name="unit" label={t('doneUnit')}>
        <Input maxLength={20} />
      </Form.Item>
      <Form.Item name="hours" label={t('hours')}>
        <InputNumber min={0} max={1_000_000} precision={2} />
      </Form.Item>
      <Form.Item name="participants" label={t('participants')}>
        <InputNumber min={0} max={10_000_000} precision={0} />
      </Form.Item>
      <Form.Item name="outcome" label={t('outcome')}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
    </>
  );
}
