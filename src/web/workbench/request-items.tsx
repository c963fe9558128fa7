import { Button, Space, Tag } from 'antd';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import { useApi } from './client.tsx';
import { Failure } from './failure.tsx';
import { Section } from './page.tsx';
import { requestMessages } from './request-messages.ts';
import type { PartProps, RequestPart } from './request-page.tsx';
import { StepDialog } from './request-step.tsx';
import styles from './request.module.css';
import { useSend } from './sign-in.tsx';
import { StateBadge } from './state-badge.tsx';

export type RequestItem = RequestPart['items'][number];

/** Every item with where it stands, its quantities and what may be done. */
export function RequestItems({ part, keep }: PartProps) {
  const t = useText(requestMessages);
  return (
    <Section title={t('items')} id="items">
      <ul className={styles.items}>
        {part.items.map((item) => (
          <li key={item.id} className={styles.item}>
            <Item part={part} item={item} keep={keep} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Item({ part, item, keep }: PartProps & { item: RequestItem }) {
  const t = useText(requestMessages);
  return (
    <>
      <p className={styles.itemHead}>
        <strong>
          {item.resource === null ? item.title : <a href={`/resources/${item.resource}`}>{item.title}</a>}
        </strong>
        <StateBadge state={item.state} label={item.state_label} />
        <Tag>{item.kind.label}</Tag>
        {item.loan ? <Tag>{t('loan')}</Tag> : null}
        {item.loan_overdue ? <Tag color="error">{t('loanOverdue')}</Tag> : null}
      </p>
      {item.instead_of === null ? null : <p>{t('insteadOf', { title: item.instead_of })}</p>}
      <Quantities item={item} />
      <Notes item={item} />
      <Steps part={part} item={item} keep={keep} />
    </>
  );
}

function Quantities({ item }: { item: RequestItem }) {
  const t = useText(requestMessages);
  if (item.quantity === null || item.unit === null) return null;
  const shown = (['granted', 'reserved', 'sent', 'received', 'returned', 'lost'] as const).filter(
    (name) => item[name] !== '0',
  );
  return (
    <dl className={styles.quantities}>
      <div>
        <dt>{t('asked')}</dt>
        <dd>{`${item.quantity} ${item.unit.label}`}</dd>
      </div>
      {shown.map((name) => (
        <div key={name}>
          <dt>{t(name)}</dt>
          <dd>{item[name]}</dd>
        </div>
      ))}
      {item.available === null ? null : (
        <div>
          <dt>{t('available')}</dt>
          <dd>{item.available.map(({ quantity, unit }) => `${quantity} ${unit}`).join(', ') || '0'}</dd>
        </div>
      )}
    </dl>
  );
}

function Notes({ item }: { item: RequestItem }) {
  const t = useText(requestMessages);
  return (
    <>
      {item.back_on === null ? null : <p>{t('backOn', { date: item.back_on })}</p>}
      {item.lots.length === 0 ? null : (
        <p className={styles.small}>
          {item.lots
            .map(
              ({ number, reserved, away, unit }) =>
                `${number}: ${t('reserved')} ${reserved}, ${t('sent')} ${away} ${unit}`,
            )
            .join('; ')}
        </p>
      )}
      {item.note === null ? null : <p>{item.note}</p>}
      {item.reason === null || item.reason === '' ? null : <p>{`${t('reason')}：${item.reason}`}</p>}
      {item.specification === null ? null : (
        <p
          className={styles.said}
        >{`${t('specification')}：${item.specification}${item.specification_agreed ? `（${t('agreed')}）` : ''}`}</p>
      )}
      {item.done === null ? null : <p>{`${t('done')}：${doneText(item.done, t)}`}</p>}
      {item.taken_back ? <p>{t('takenBack')}</p> : null}
      {item.off_ledger ? <p className={styles.small}>{t('offLedger')}</p> : null}
      {item.cite_as === null ? null : (
        <p>
          {`${t('cite')}：`}
          <q>{item.cite_as}</q>
        </p>
      )}
      {item.recorded ? <p className={styles.small}>{t('recorded')}</p> : null}
    </>
  );
}

type Say = ReturnType<typeof useText<typeof requestMessages.zh>>;

const doneText = ({ hours, participants, quantity, unit, outcome }: NonNullable<RequestItem['done']>, t: Say): string =>
  [
    quantity === undefined ? undefined : `${quantity} ${unit ?? ''}`.trim(),
    hours === undefined ? undefined : `${t('hours')} ${hours}`,
    participants === undefined ? undefined : `${t('participants')} ${participants}`,
    outcome === '' ? undefined : outcome,
  ]
    .filter(Boolean)
    .join(' · ') || '—';

/** Steps that are done at once; the others ask for something first. */
const AT_ONCE: ReadonlySet<string> = new Set(['agree', 'reserve', 'release', 'provide', 'confirm']);

function Steps({ part, item, keep }: PartProps & { item: RequestItem }) {
  const t = useText(requestMessages);
  const api = useApi();
  const [asked, setAsked] = useState<RequestItem['steps'][number]>();
  const [link, setLink] = useState<string>();
  const [send, busy, error] = useSend(keep);
  const [open, opening, refused] = useSend<{ address: string }>(({ address }) => setLink(address));
  const params = { id: part.id, item: item.id };
  const take = (step: RequestItem['steps'][number]): void =>
    AT_ONCE.has(step.id)
      ? send(() => api.stepItem({ params, body: { step: step.id as 'reserve', revision: part.revision } }))
      : setAsked(step);
  const downloads =
    part.side === 'requester' &&
    item.kind.id === 'data' &&
    ['sent', 'fulfilled'].includes(item.state) &&
    !item.taken_back &&
    item.done === null;
  return (
    <>
      <Failure error={error ?? refused} />
      <Space wrap className="no-print">
        {item.steps.map((step, n) => (
          <Button
            key={step.id}
            type={n === 0 && part.side === 'platform' ? 'primary' : 'default'}
            danger={step.id === 'decline' || step.id === 'cancel'}
            disabled={busy}
            onClick={() => take(step)}
          >
            {step.label}
          </Button>
        ))}
        {downloads ? (
          <Button type="primary" loading={opening} onClick={() => open(() => api.openDataLink({ params }))}>
            {t('link')}
          </Button>
        ) : null}
      </Space>
      {link === undefined ? null : <DataLink address={link} />}
      {asked ? (
        <StepDialog part={part} item={item} step={asked} keep={keep} onClose={() => setAsked(undefined)} />
      ) : null}
    </>
  );
}

function DataLink({ address }: { address: string }) {
  const t = useText(requestMessages);
  return (
    <p>
      {t('linkMade')} <a href={`/data/${address.split('/').at(-1)}`}>{t('openLink')}</a>
    </p>
  );
}
