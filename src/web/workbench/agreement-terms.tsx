import { Button, Checkbox, Form, Input, Modal, Space, Tag } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import { STATEMENT_KINDS } from '../../shared/agreements/codes.ts';
import type { StatementKind } from '../../shared/agreements/known.ts';
import type { partView } from '../../shared/agreements/schemas.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { agreementMessages } from './agreement-messages.ts';
import { ProofField } from './agreement-proof.tsx';
import { ShareFields, sharesOfValues, type ShareValues } from './agreement-shares.tsx';
import { termsFileAddress } from './api-agreements.ts';
import { useApi, useRead } from './client.tsx';
import { ContractPanel } from './contract-panel.tsx';
import { Cited, Failure } from './failure.tsx';
import { Link } from './link.tsx';
import { FormDialog } from './form-dialog.tsx';
import panel from './agreement.module.css';
import styles from './list.module.css';
import { Loaded, Page, Section } from './page.tsx';
import { PermitPanel } from './permit-panel.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { useSend } from './sign-in.tsx';
import { StateBadge } from './state-badge.tsx';
import { instantText } from './texts.ts';
import own from './stock.module.css';

export type Terms = z.output<typeof partView>;

/** A page of its own for the terms of a part of a request, where no request page holds them. */
export function RequestTermsPage({ subject }: { subject: string }) {
  const t = useText(agreementMessages);
  return (
    <Page title={t('terms')} about={t('termsAbout')}>
      <RequestTerms subject={subject} />
    </Page>
  );
}

/**
 * Everything that is agreed about a part of a request: what it needs, agreements, statements, permits, price and contract. Both
 * sides see it, each with what it may do.
 */
export function RequestTerms({ subject, onChanged }: { subject: string; onChanged?: () => void }) {
  const cache = useQueryClient();
  const read = useRead('readRequestTerms', { params: { subject } });
  const keep = (now: Terms): void => {
    cache.setQueryData(['readRequestTerms', { params: { subject } }], now);
    onChanged?.();
  };
  return (
    <Loaded read={read}>
      {(terms) => (
        <>
          <AskedFor terms={terms} />
          <Needs terms={terms} />
          <Agreements terms={terms} keep={keep} />
          <Statements terms={terms} keep={keep} />
          <PermitPanel terms={terms} keep={keep} />
          <ContractPanel terms={terms} keep={keep} />
        </>
      )}
    </Loaded>
  );
}

interface PanelProps {
  terms: Terms;
  keep: (now: Terms) => void;
}

/** What it is about, for named users: they do not see the request itself. */
function AskedFor({ terms: { resources, platform } }: { terms: Terms }) {
  const t = useText(agreementMessages);
  if (resources.length === 0) return null;
  return (
    <Section title={t('askedFor')}>
      <ul className={panel.lines}>
        {resources.map(({ id, title }) => (
          <li key={id}>
            <a href={`/resources/${id}`}>{title}</a>
          </li>
        ))}
      </ul>
      <p>{t('askedOf', { platform: platform.name })}</p>
    </Section>
  );
}

function Needs({ terms: { needs, charge } }: { terms: Terms }) {
  const t = useText(agreementMessages);
  const missing = needs.filter(({ lack }) => lack !== null);
  return (
    <Section title={t('needs')}>
      <dl className={own.facts}>
        <div>
          <dt>{t('charge')}</dt>
          <dd>
            {charge.text}
            {charge.evidence === null ? null : (
              <div className={styles.small}>{t('evidenceHelp', { evidence: charge.evidence })}</div>
            )}
            {charge.cite ? <Cited cite={charge.cite} /> : null}
          </dd>
        </div>
        {needs.map((need) => (
          <div key={need.id}>
            <dt>
              <Tag color={need.lack === null ? 'success' : 'warning'} variant="outlined">
                {need.lack === null ? t('met') : t('unmet')}
              </Tag>{' '}
              {need.stage === 'accept' ? t('beforeAccept') : t('beforeDeliver')}
            </dt>
            <dd>
              {need.text}
              {need.lack === null ? null : <div>{need.lack}</div>}
              {need.resource === null || need.lack === null ? null : (
                <div className="no-print">
                  <Link to={`/resources/${need.resource}`}>{t('toRecord')}</Link>
                </div>
              )}
              {need.law === null ? null : <div className={styles.small}>{t('law', { law: need.law })}</div>}
              {need.cite ? <Cited cite={need.cite} /> : null}
            </dd>
          </div>
        ))}
      </dl>
      {missing.length === 0 ? <p role="status">{needs.length === 0 ? t('noNeeds') : t('allMet')}</p> : null}
    </Section>
  );
}

function Agreements({ terms, keep }: PanelProps) {
  const t = useText(agreementMessages);
  const lang = useLanguage();
  const api = useApi();
  const [shown, setShown] = useState<Terms['agreements'][number]>();
  const [send, busy, error] = useSend<Terms>((now) => {
    keep(now);
    setShown(undefined);
  });
  if (terms.agreements.length === 0) return null;
  const accept = ({ id, version, digest }: Terms['agreements'][number]) =>
    api.acceptAgreement({ params: { subject: terms.subject }, body: { template: id, version, digest } });
  return (
    <Section title={t('agreements')}>
      {terms.agreements.map((agreement) => (
        <div key={agreement.id} className={own.fee}>
          <p>
            <strong>{agreement.name}</strong> {t('version', { version: agreement.version })}
          </p>
          <p>{agreement.shares}</p>
          {agreement.accepted.length === 0 ? <p>{t('notAccepted')}</p> : null}
          <ul className={panel.lines}>
            {agreement.accepted.map(({ name, unit, version, at }) => (
              <li key={name}>{t('acceptedBy', { name, unit: unit ?? '—', version, at: instantText(at, lang) })}</li>
            ))}
          </ul>
          <Button type={agreement.may_accept ? 'primary' : 'default'} onClick={() => setShown(agreement)}>
            {t('read')}
          </Button>
        </div>
      ))}
      {shown ? (
        <Modal
          open
          width={760}
          title={shown.name}
          okText={t('acceptButton')}
          okButtonProps={{ loading: busy, disabled: !shown.may_accept }}
          onOk={() => send(() => accept(shown))}
          onCancel={() => setShown(undefined)}
        >
          <Failure error={error} />
          <p>
            {shown.kind_label} · {t('version', { version: shown.version })} ·{' '}
            <code>{t('digest', { digest: shown.digest.slice(0, 12) })}</code>
          </p>
          <div className={panel.text}>
            {shown.clauses.map(({ title, text }) => (
              <section key={title}>
                <h3>{title}</h3>
                <p>{text}</p>
              </section>
            ))}
            <h3>{t('shares')}</h3>
            <p>{shown.shares}</p>
            {shown.citation === '' ? null : (
              <>
                <h3>{t('citation')}</h3>
                <p>{shown.citation}</p>
              </>
            )}
            {shown.may_accept ? <p>{t('acceptWarning')}</p> : null}
          </div>
        </Modal>
      ) : null}
    </Section>
  );
}

interface StatementValues {
  text?: string;
  foreign?: boolean;
  on_behalf_of?: string;
  file?: string | null;
  shares?: ShareValues;
}

function Statements({ terms, keep }: PanelProps) {
  const t = useText(agreementMessages);
  const lang = useLanguage();
  const api = useApi();
  const [kind, setKind] = useState<StatementKind>();
  const [refusing, setRefusing] = useState<Terms['statements'][number]>();
  const [send, busy, error] = useSend<Terms>(keep);
  const { subject, side } = terms;
  // What is settled is stated no more, but who stands behind a request may change.
  const needed = new Set(
    terms.needs.flatMap(({ kind, lack }) => (lack !== null || kind === 'declaration' ? [kind as StatementKind] : [])),
  );
  const kinds = (Object.keys(STATEMENT_KINDS) as StatementKind[]).filter(
    (one) => needed.has(one) && (side === 'requester' || one === 'consent' || one === 'property'),
  );
  const check = ({ id, revision }: Terms['statements'][number], outcome: 'confirmed' | 'refused', reason = '') =>
    api.checkStatement({ params: { subject, id }, body: { outcome, reason, revision } });
  if (kinds.length === 0 && terms.statements.length === 0) return null;
  return (
    <Section title={t('statements')}>
      <Failure error={error} />
      {terms.statements.length === 0 ? <p>{t('noStatements')}</p> : null}
      {terms.statements.map((one) => (
        <div key={one.id} className={own.fee}>
          <p>
            <strong>{one.kind_label}</strong>{' '}
            <StateBadge
              state={one.state === 'confirmed' ? 'done' : one.state === 'refused' ? 'failed' : 'open'}
              label={one.state_label}
            />{' '}
            {one.foreign ? <Tag color="error">{t('isForeign')}</Tag> : null}
          </p>
          {one.text === '' ? null : <p>{one.text}</p>}
          {one.on_behalf_of === null ? null : <p>{`${t('onBehalf')}：${one.on_behalf_of}`}</p>}
          {one.shares === '' ? null : <p>{one.shares}</p>}
          <p className={styles.small}>
            {t('stated', { name: one.by, at: instantText(one.at, lang) })}
            {one.checked_by === null ? '' : ` · ${t('checkedBy', { name: one.checked_by })}`}
            {one.reason === null ? '' : ` · ${t('reason', { reason: one.reason })}`}
          </p>
          {one.file ? (
            <p>
              <a href={termsFileAddress(subject, one.file.id)} download={one.file.name}>
                {t('file', { name: one.file.name })}
              </a>
            </p>
          ) : null}
          {one.may_check && one.state === 'given' ? (
            <Space wrap>
              <Button
                type="primary"
                loading={busy}
                aria-label={`${t('confirm')} ${one.kind_label}`}
                onClick={() => send(() => check(one, 'confirmed'))}
              >
                {t('confirm')}
              </Button>
              <Button danger onClick={() => setRefusing(one)} aria-label={`${t('refuse')} ${one.kind_label}`}>
                {t('refuse')}
              </Button>
            </Space>
          ) : null}
        </div>
      ))}
      <Space wrap>
        {kinds.map((one) => (
          <Button key={one} onClick={() => setKind(one)}>
            {t(`state_${one}`)}
          </Button>
        ))}
      </Space>
      {kind ? (
        <FormDialog<StatementValues, Terms>
          title={t(`state_${kind}`)}
          label={t('send')}
          initial={{}}
          save={({ text, foreign, on_behalf_of, file, shares }) =>
            api.makeStatement({
              params: { subject },
              body: {
                kind,
                text: text ?? '',
                foreign: foreign ?? false,
                on_behalf_of: (on_behalf_of ?? '') === '' ? null : on_behalf_of!,
                file: file ?? null,
                shares: sharesOfValues(shares),
              },
            })
          }
          onSaved={keep}
          onClose={() => setKind(undefined)}
        >
          <StatementFields kind={kind} evidence={terms.charge.evidence} />
        </FormDialog>
      ) : null}
      {refusing ? (
        <ReasonDialog
          title={t('refuse')}
          needsReason
          danger
          label={t('refuse')}
          run={async (reason) => keep(await check(refusing, 'refused', reason))}
          onClose={() => setRefusing(undefined)}
        />
      ) : null}
    </Section>
  );
}

function StatementFields({ kind, evidence }: { kind: StatementKind; evidence: string | null }) {
  const t = useText(agreementMessages);
  if (kind === 'property') return <ShareFields label={t('shares')} />;
  return (
    <>
      {kind === 'evidence' && evidence !== null ? <p>{t('evidenceHelp', { evidence })}</p> : null}
      {kind === 'declaration' ? (
        <>
          <Form.Item name="foreign" valuePropName="checked" extra={t('foreignHelp')}>
            <Checkbox>{t('foreign')}</Checkbox>
          </Form.Item>
          <Form.Item name="on_behalf_of" label={t('onBehalf')}>
            <Input maxLength={200} />
          </Form.Item>
        </>
      ) : null}
      <Form.Item name="text" label={t('statementText')}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
      <Form.Item name="file" label={t('proof')} extra={t('proofHelp')}>
        <ProofField />
      </Form.Item>
    </>
  );
}
