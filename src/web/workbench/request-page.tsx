import { Alert, Button, Select, Space } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { RequestTerms } from './agreement-terms.tsx';
import { useApi, useRead } from './client.tsx';
import { Failure } from './failure.tsx';
import { Loaded, Page, Section } from './page.tsx';
import { RequestItems } from './request-items.tsx';
import { requestMessages } from './request-messages.ts';
import { RequestNext } from './request-next.tsx';
import { RequestShipments } from './request-shipments.tsx';
import { RequestStory } from './request-story.tsx';
import styles from './request.module.css';
import { useSend } from './sign-in.tsx';

export type RequestPart = Awaited<ReturnType<WorkbenchApi['readRequest']>>;

/** What pieces of the page get: the part, and what to do with its next state. */
export interface PartProps {
  part: RequestPart;
  keep: (part: RequestPart) => void;
}

/** A part of a request, for its requester and for its platform. */
export function RequestPage({ id }: { id: string }) {
  const t = useText(requestMessages);
  const cache = useQueryClient();
  const read = useRead('readRequest', { params: { id } }, { refetchOnWindowFocus: false });
  const keep = (now: RequestPart): void => {
    cache.setQueryData(['readRequest', { params: { id } }], now);
    void cache.invalidateQueries({ queryKey: ['listRequestWork'] });
    void cache.invalidateQueries({ queryKey: ['listOwnRequests'] });
    void cache.invalidateQueries({ queryKey: ['readRequestTerms'] });
  };
  return (
    <Page
      title={read.data ? `${t('number')} ${read.data.number}` : t('title')}
      about={read.data?.platform.name}
      back={{ to: read.data?.side === 'requester' ? '/requests?side=own' : '/requests', label: t('back') }}
      actions={
        <Button className="no-print" onClick={() => window.print()}>
          {t('print')}
        </Button>
      }
    >
      <Loaded read={read}>
        {(part) => (
          <>
            {part.side === 'requester' ? <RequestNext part={part} /> : null}
            <Standing part={part} keep={keep} />
            <Facts part={part} />
            <RequestItems part={part} keep={keep} />
            <div id="terms">
              <RequestTerms subject={part.id} onChanged={() => void read.refetch()} />
            </div>
            <RequestShipments part={part} keep={keep} />
            <Downloads part={part} />
            <RequestStory part={part} keep={keep} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** Who has it, until when an answer is due, and what stands in the way. */
function Standing({ part, keep }: PartProps) {
  const t = useText(requestMessages);
  const api = useApi();
  const [send, busy, error] = useSend(keep);
  const { id, revision, side, open } = part;
  const claim = (account?: string): void =>
    send(() => api.claimRequest({ params: { id }, body: { revision, ...(account !== undefined && { account }) } }));
  return (
    <div id="standing">
      <Failure error={error} />
      {part.overdue ? <Alert type="error" showIcon title={t('overdue')} className={styles.alert!} /> : null}
      {part.requester.left ? (
        <Alert
          type="warning"
          showIcon
          className={styles.alert!}
          title={t('left')}
          action={
            side === 'requester' ? (
              <Button loading={busy} onClick={() => send(() => api.renewUnit({ params: { id }, body: { revision } }))}>
                {t('renewUnit')}
              </Button>
            ) : undefined
          }
        />
      ) : null}
      <p>
        {[
          part.due_on === null ? undefined : t('due_on', { date: part.due_on }),
          part.claimed_by === null ? undefined : `${t('claimed')}: ${part.claimed_by}`,
          part.waits_for_requester ? t('waits') : undefined,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {side === 'platform' && open ? (
        <Space wrap className={`${styles.actions} no-print`}>
          {part.claimed_by === null ? (
            <Button type="primary" loading={busy} onClick={() => claim()}>
              {t('claim')}
            </Button>
          ) : null}
          <Select
            aria-label={t('handOver')}
            placeholder={t('handOver')}
            className={styles.select!}
            value={null}
            options={part.colleagues.map(({ id: value, name: label }) => ({ value, label }))}
            onChange={(account: string | null) => account !== null && claim(account)}
          />
        </Space>
      ) : null}
    </div>
  );
}

function Facts({ part }: { part: RequestPart }) {
  const t = useText(requestMessages);
  const { requester, delivery } = part;
  const facts: [string, string | null][] = [
    [t('requester'), [requester.name, requester.organisation].filter(Boolean).join(' · ')],
    [t('unitKind'), requester.unit_kind.label],
    [t('purpose'), `${part.purpose.label}：${part.purpose_text}`],
    [t('mixed'), part.mixed_purpose?.label ?? null],
    [t('beneficiary'), part.beneficiary],
    [t('project'), part.project],
    [t('users'), part.users.map(({ name }) => name).join('、') || null],
    [
      t('delivery'),
      delivery && [delivery.recipient, delivery.address, delivery.postcode, delivery.phone].filter(Boolean).join(' · '),
    ],
    ...part.answers.map(({ question, text }): [string, string] => [question, text]),
  ];
  return (
    <Section title={t('requester')}>
      <dl className={styles.facts}>
        {facts.flatMap(([name, value]) =>
          value === null || value === ''
            ? []
            : [
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>,
              ],
        )}
      </dl>
      {part.abroad ? <p>{t('abroad')}</p> : null}
      {part.foreign_controlled ? <p>{t('foreign')}</p> : null}
    </Section>
  );
}

function Downloads({ part: { downloads } }: { part: RequestPart }) {
  const t = useText(requestMessages);
  if (downloads.length === 0) return null;
  return (
    <Section title={t('downloads')}>
      <ul className={styles.lines}>
        {downloads.map(({ at, name, sha256, first_byte, last_byte }) => (
          <li key={`${at} ${first_byte} ${sha256}`}>
            <time dateTime={at}>{new Date(at).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' })}</time>
            {` ${name} · ${t('bytes')} ${first_byte}–${last_byte} · SHA-256 `}
            <code className={styles.digest}>{sha256}</code>
          </li>
        ))}
      </ul>
    </Section>
  );
}
