import { Alert, Button } from 'antd';
import { useState } from 'react';
import { INVOICES } from '../../shared/agreements/codes.ts';
import { pick } from '../../shared/i18n.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import type { Terms } from './agreement-terms.tsx';
import { useApi } from './client.tsx';
import { ContractForm } from './contract-form.tsx';
import { PaymentDialog, SignDialog } from './contract-dialogs.tsx';
import { contractMessages } from './contract-messages.ts';
import { useDownload } from './download.ts';
import { Cited } from './failure.tsx';
import panel from './agreement.module.css';
import styles from './list.module.css';
import { Section } from './page.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { StateBadge } from './state-badge.tsx';

type Contract = NonNullable<Terms['contract']>;
interface PanelProps {
  terms: Terms;
  keep: (now: Terms) => void;
}

/** Price and contract of a part: the platform writes and offers it, both sign, payments are recorded. */
export function ContractPanel({ terms, keep }: PanelProps) {
  const t = useText(contractMessages);
  const [editing, setEditing] = useState(false);
  const { contract, side } = terms;
  const mayWrite = side === 'platform' && (!contract || ['draft', 'cancelled'].includes(contract.state));
  if (!contract && side === 'requester') return null;
  if (editing && mayWrite)
    return (
      <Section title={t('panel')}>
        <ContractForm
          terms={terms}
          content={contract?.content}
          revision={contract?.revision ?? null}
          onSaved={(now) => {
            keep(now);
            setEditing(false);
          }}
          onClose={() => setEditing(false)}
        />
      </Section>
    );
  return (
    <Section title={t('panel')}>
      {contract ? <Facts contract={contract} ceiling={terms.ceiling} /> : <p>{t('nothing')}</p>}
      <div className={styles.actions}>
        {mayWrite ? <Button onClick={() => setEditing(true)}>{contract ? t('change') : t('write')}</Button> : null}
        {contract ? <Steps terms={terms} contract={contract} keep={keep} /> : null}
      </div>
    </Section>
  );
}

function Facts({ contract, ceiling }: { contract: Contract; ceiling: Terms['ceiling'] }) {
  const t = useText(contractMessages);
  const { total, cost, fiscal, own: ownCost, paid, content } = contract;
  const signature = (signed: Contract['host_signed'], word: 'hostSigned' | 'userSigned', side: string): string =>
    signed ? t(word, signed) : t('notSigned', { side });
  return (
    <>
      <p>
        <strong>{contract.content.title}</strong> {contract.number ?? ''}{' '}
        <StateBadge state={contract.state === 'in_force' ? 'done' : 'open'} label={contract.state_label} />
      </p>
      <p>{t('sums', { total, cost, fiscal, own: ownCost, paid })}</p>
      {ceiling ? <Cited cite={ceiling} /> : null}
      {contract.flags.map((flag) => (
        <Alert key={flag} type="warning" showIcon className={styles.alert!} title={flag} />
      ))}
      {contract.state === 'draft' ? null : (
        <ul className={panel.lines}>
          <li>{signature(contract.host_signed, 'hostSigned', t('hostSide'))}</li>
          <li>{signature(contract.user_signed, 'userSigned', t('userSide'))}</li>
          {contract.in_force_from === null ? null : <li>{t('inForce', { on: contract.in_force_from })}</li>}
          {contract.registration ? <li>{t('registered', contract.registration)}</li> : null}
        </ul>
      )}
      {contract.shares === '' ? null : <p>{`${t('shares')}：${contract.shares}`}</p>}
      {content.deliver_on ? <p>{t('deliverOn', { on: content.deliver_on })}</p> : null}
      <Invoice invoice={content.invoice} />
      {contract.payments.length === 0 ? null : (
        <>
          <h3>{t('payments')}</h3>
          <ul className={panel.lines}>
            {contract.payments.map(({ id, amount, on, reference, by }) => (
              <li key={id}>{`${on} · ${amount} · ${reference} · ${by}`}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** What the invoice is made out to, for those who write it. */
function Invoice({ invoice }: { invoice: Contract['content']['invoice'] }) {
  const t = useText(contractMessages);
  const lang = useLanguage();
  if (invoice.kind === 'none') return null;
  const { kind, title, tax_number, address, bank } = invoice;
  const facts = [pick(INVOICES[kind], lang), title, tax_number, address, bank].filter(Boolean);
  return <p>{`${t('invoiceTo')}：${facts.join(' · ')}`}</p>;
}

type Dialog = 'offer' | 'sign' | 'scan' | 'cancel' | 'register' | 'pay';

function Steps({ terms, contract, keep }: PanelProps & { contract: Contract }) {
  const t = useText(contractMessages);
  const api = useApi();
  const [download, fetching] = useDownload();
  const [dialog, setDialog] = useState<Dialog>();
  const { subject, side } = terms;
  const { state, revision } = contract;
  const close = (): void => setDialog(undefined);
  const act = (action: 'offer' | 'cancel', reason = '') =>
    api.actOnContract({ params: { subject }, body: { action, revision, reason } });
  const possible: readonly (readonly [Dialog, boolean])[] = [
    ['offer', side === 'platform' && state === 'draft'],
    ['sign', contract.may_sign],
    ['scan', side === 'platform' && (state === 'offered' || state === 'in_force')],
    ['register', side === 'platform' && state === 'in_force' && contract.content.registrable && !contract.registration],
    ['pay', side === 'platform' && (state === 'offered' || state === 'in_force')],
    ['cancel', side === 'platform' && (state === 'offered' || state === 'in_force')],
  ];
  return (
    <>
      {possible.map(([one, may]) =>
        may ? (
          <Button
            key={one}
            type={one === 'offer' || one === 'sign' ? 'primary' : 'default'}
            danger={one === 'cancel'}
            onClick={() => setDialog(one)}
          >
            {t(one)}
          </Button>
        ) : null,
      )}
      {contract.file
        ? (['pdf', 'docx'] as const).map((format) => (
            <Button
              key={format}
              loading={fetching}
              onClick={() =>
                download(
                  () => api.readContractFile({ params: { subject }, query: { format } }),
                  `${contract.number ?? contract.content.title}.${format}`,
                )
              }
            >
              {t(format === 'pdf' ? 'pdf' : 'word')}
            </Button>
          ))
        : null}
      {contract.scan === null ? null : (
        <Button
          loading={fetching}
          onClick={() => download(() => api.readContractScan({ params: { subject } }), contract.scan!)}
        >
          {t('scanned')}
        </Button>
      )}
      {dialog === 'offer' || dialog === 'cancel' ? (
        <ReasonDialog
          title={t(dialog)}
          warning={t(dialog === 'offer' ? 'offerWarning' : 'cancelWarning')}
          needsReason={dialog === 'cancel'}
          danger={dialog === 'cancel'}
          label={t(dialog)}
          run={async (reason) => keep(await act(dialog, reason))}
          onClose={close}
        />
      ) : null}
      {dialog === 'sign' || dialog === 'scan' || dialog === 'register' ? (
        <SignDialog terms={terms} contract={contract} action={dialog} keep={keep} onClose={close} />
      ) : null}
      {dialog === 'pay' ? <PaymentDialog subject={subject} keep={keep} onClose={close} /> : null}
    </>
  );
}
