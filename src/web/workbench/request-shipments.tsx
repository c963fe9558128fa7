import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import { useApi } from './client.tsx';
import { Failure } from './failure.tsx';
import { filled, FormDialog } from './form-dialog.tsx';
import { Section } from './page.tsx';
import { requestMessages } from './request-messages.ts';
import type { PartProps, RequestPart } from './request-page.tsx';
import styles from './request.module.css';
import { useSend } from './sign-in.tsx';

type Shipment = RequestPart['shipments'][number];

/** Parcels with their packing lists; the next one is packed here. */
export function RequestShipments({ part, keep }: PartProps) {
  const t = useText(requestMessages);
  const [packing, setPacking] = useState(false);
  const ready = part.side === 'platform' && part.items.some(({ reserved }) => reserved !== '0');
  if (part.shipments.length === 0 && !ready) return null;
  return (
    <Section
      title={t('shipments')}
      id="shipments"
      extra={
        ready ? (
          <Button type="primary" className="no-print" onClick={() => setPacking(true)}>
            {t('ship')}
          </Button>
        ) : null
      }
    >
      <ul className={styles.items}>
        {part.shipments.map((shipment) => (
          <li key={shipment.id} className={styles.item}>
            <Parcel part={part} shipment={shipment} keep={keep} />
          </li>
        ))}
      </ul>
      {packing ? <PackDialog part={part} keep={keep} onClose={() => setPacking(false)} /> : null}
    </Section>
  );
}

function Parcel({ part, shipment, keep }: PartProps & { shipment: Shipment }) {
  const t = useText(requestMessages);
  const api = useApi();
  const [send, busy, error] = useSend(keep);
  const confirm = (): void =>
    send(() =>
      api.confirmReceipt({ params: { id: part.id, shipment: shipment.id }, body: { revision: part.revision } }),
    );
  return (
    <>
      <p className={styles.itemHead}>
        <strong>{`${t('packing')} · ${t('shipment', { n: shipment.number })}`}</strong>
        {[shipment.sent_on, shipment.carrier, shipment.tracking].filter(Boolean).join(' · ')}
      </p>
      {part.delivery === null ? null : (
        <p>{`${t('recipient')}：${part.delivery.recipient}，${part.delivery.address}，${part.delivery.phone}`}</p>
      )}
      {shipment.cold_chain === null ? null : <p>{`${t('coldChain')}：${shipment.cold_chain}`}</p>}
      {shipment.note === null ? null : <p>{shipment.note}</p>}
      <ul className={styles.lines}>
        {shipment.lines.map((line) => (
          <li key={`${line.item} ${line.lot}`}>
            {[
              line.title,
              line.lot_number === null ? undefined : `${t('lot')} ${line.lot_number}`,
              `${line.quantity} ${line.unit}`,
            ]
              .filter(Boolean)
              .join(' · ')}
            {line.received === null ? '' : ` · ${t('received')} ${line.received}`}
          </li>
        ))}
      </ul>
      <Failure error={error} />
      {shipment.received_at !== null ? (
        <p className={styles.small}>{t(shipment.assumed ? 'assumed' : 'arrived')}</p>
      ) : part.side === 'requester' ? (
        <Button type="primary" className="no-print" loading={busy} onClick={confirm}>
          {t('confirmReceipt')}
        </Button>
      ) : null}
    </>
  );
}

interface Packed {
  quantities: Record<string, string | undefined>;
  carrier?: string;
  tracking?: string;
  cold_chain?: string;
  note?: string;
}

function PackDialog({ part, keep, onClose }: PartProps & { onClose: () => void }) {
  const t = useText(requestMessages);
  const api = useApi();
  const ready = part.items.filter(({ reserved }) => reserved !== '0');
  const save = ({ quantities, ...rest }: Packed): Promise<RequestPart> => {
    const lines = Object.entries(quantities).flatMap(([item, quantity]) =>
      quantity === undefined || quantity.trim() === '' || quantity.trim() === '0' ? [] : [{ item, quantity }],
    );
    return api.shipItems({ params: { id: part.id }, body: { ...filled(rest), revision: part.revision, lines } });
  };
  return (
    <FormDialog<Packed, RequestPart>
      title={t('ship')}
      label={t('ship')}
      initial={{ quantities: Object.fromEntries(ready.map(({ id, reserved }) => [id, reserved])) }}
      save={save}
      onSaved={keep}
      onClose={onClose}
    >
      {ready.map(({ id, title, unit }) => (
        <Form.Item key={id} name={['quantities', id]} label={`${title}（${unit?.label ?? ''}）`}>
          <Input inputMode="decimal" maxLength={20} />
        </Form.Item>
      ))}
      <Form.Item name="carrier" label={t('carrier')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="tracking" label={t('tracking')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="cold_chain" label={t('coldChain')}>
        <Input maxLength={300} />
      </Form.Item>
      <Form.Item name="note" label={t('note')}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
    </FormDialog>
  );
}
