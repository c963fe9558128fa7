import { Alert, App, Button, Form, Input, Modal, Tag } from 'antd';
import { useState } from 'react';
import { ApiError } from '../ui/api.ts';
import { Citation } from '../ui/citation.tsx';
import { useText } from '../ui/language.tsx';
import { CaseControl } from './case-control.tsx';
import type { CaseDraft } from './case-draft.ts';
import type { Case } from './case-light.tsx';
import { caseMessages } from './case-messages.ts';
import styles from './case.module.css';
import { useApi, useRead } from './client.tsx';
import { Failure } from './failure.tsx';
import { Link } from './link.tsx';
import { Section } from './page.tsx';
import { PreviewPapers } from './paper-preview.tsx';

export type CaseAction = Case['actions'][number];

interface ActionsProps {
  of: Case;
  draft: CaseDraft;
  onCase: (next: Case) => void;
  /** Somebody else was faster: what is shown is no longer so. */
  onStale: () => void;
}

/** What the reader may do now, each with what it needs before it is pressed. */
export function CaseActions({ of, draft, onCase, onStale }: ActionsProps) {
  const t = useText(caseMessages);
  const [asked, setAsked] = useState<CaseAction>();
  if (of.closed) return null;
  return (
    <Section title={t('actions')}>
      {of.actions.length === 0 ? <p className={styles.muted}>{t('actionsNone')}</p> : null}
      <ul className={styles.actions}>
        {of.actions.map((action) => (
          <li key={action.action}>
            <Button
              block
              type={action.ready && !action.optional ? 'primary' : 'default'}
              disabled={!action.ready}
              onClick={() => setAsked(action)}
            >
              {action.label}
            </Button>
            <ActionFacts action={action} instrument={of.rule_set.title} />
          </li>
        ))}
      </ul>
      {of.opens.length === 0 ? null : (
        <>
          <h3 className={styles.small}>{t('openUnder')}</h3>
          <ul className={styles.actions}>
            {of.opens.map(({ procedure, label, cite }) => (
              <li key={procedure}>
                <Link to={`/cases/new?programme=${of.programme}&procedure=${procedure}&parent=${of.id}`}>{label}</Link>{' '}
                <Citation cite={cite} instrument={of.rule_set.title} />
              </li>
            ))}
          </ul>
        </>
      )}
      <OthersNext of={of} />
      {asked ? (
        <ActionDialog
          action={asked}
          of={of}
          draft={draft}
          onCase={onCase}
          onStale={onStale}
          onClose={() => setAsked(undefined)}
        />
      ) : null}
    </Section>
  );
}

/** Who else may take which step from here: why the reader may not, and whom to turn to. */
function OthersNext({ of }: { of: Case }) {
  const t = useText(caseMessages);
  const table = useRead(
    'readProcedure',
    { params: { programme: of.programme, id: of.procedure }, query: { version: of.rule_set.version } },
    { staleTime: 600_000 },
  );
  const own = new Set(of.actions.map(({ action }) => action));
  const others = (table.data?.steps ?? []).filter(
    ({ from, action, by }) => by.length > 0 && from.includes(of.state) && !own.has(action),
  );
  if (others.length === 0) return null;
  return (
    <>
      <h3 className={styles.small}>{t('othersNext')}</h3>
      <ul className={styles.others}>
        {others.map(({ action, label, by, to }) => (
          <li key={`${action} ${to ?? ''}`}>
            {label}
            <span className={styles.muted}>{t('byThem', { roles: by.join(t('or')) })}</span>
          </li>
        ))}
      </ul>
      <p className={styles.muted}>{t('othersNextAbout')}</p>
    </>
  );
}

function ActionFacts({ action, instrument }: { action: CaseAction; instrument: string }) {
  const t = useText(caseMessages);
  return (
    <div className={styles.muted}>
      <p>
        {[
          t('as', { role: action.as_label }),
          action.to ? t('to', { state: action.to.label }) : t('staysPut'),
          action.optional ? t('optionalText') : '',
        ]
          .filter((part) => part !== '')
          .join(' · ')}{' '}
        <Citation cite={action.cite} instrument={instrument} />
      </p>
      {action.help === null ? null : <p>{action.help}</p>}
      {action.held ? <p className={styles.warning}>{t('heldText')}</p> : null}
      {action.signed ? <p>{t('signedText')}</p> : null}
      {action.signatures.length === 0 ? null : (
        <p>
          {`${t('signatures')}：`}
          {action.signatures.map((one) => (
            <Tag key={one.as} variant="outlined">{`${one.label} ${t(one.signed ? 'signedMark' : 'unsignedMark')}`}</Tag>
          ))}
        </p>
      )}
      {action.needs.length === 0 ? null : (
        <>
          <p className={styles.warning}>{t('missing')}</p>
          <ul className={styles.needs}>
            {action.needs.map((need) => (
              <li key={`${need.kind} ${need.text}`}>
                {need.text}
                {need.in_principle ? `（${t('inPrinciple')}）` : ''}{' '}
                <Citation cite={need.cite} instrument={instrument} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

interface DialogProps extends ActionsProps {
  action: CaseAction;
  onClose: () => void;
}

const STALE = new Set(['kernel.stale_version', 'procedures.not_in_this_state', 'procedures.held']);

function ActionDialog({ action, of, draft, onCase, onStale, onClose }: DialogProps) {
  const t = useText(caseMessages);
  const api = useApi();
  const { message } = App.useApp();
  const [data, setData] = useState<Record<string, unknown>>({});
  const [reasons, setReasons] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const excused = action.needs.filter(({ in_principle }) => in_principle);
  const fields = error instanceof ApiError ? error.fields : {};
  const run = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      if (!(await draft.flush())) throw new Error(t('notSaved'));
      const given = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== '' && value !== null));
      const next = await api.takeAction({
        params: { id: of.id, action: action.action },
        body: { version: of.version, data: given, overrides: reasons },
      });
      void message.success(t('taken', { action: action.label }));
      onCase(next);
      onClose();
    } catch (refusal) {
      setBusy(false);
      if (refusal instanceof ApiError && STALE.has(refusal.body.code)) {
        onStale();
        onClose();
      } else setError(refusal instanceof ApiError ? refusal : (refusal as Error).message);
    }
  };
  return (
    <Modal
      open
      width={640}
      title={action.label}
      okText={action.label}
      okButtonProps={{ loading: busy }}
      onOk={() => void run()}
      onCancel={onClose}
    >
      <Failure error={error} />
      <p className={styles.muted}>
        {action.to ? t('to', { state: action.to.label }) : t('staysPut')}{' '}
        <Citation cite={action.cite} instrument={of.rule_set.title} />
      </p>
      <Form layout="vertical" component={false}>
        {action.asks.map((field) => (
          <Form.Item
            key={field.id}
            label={field.label}
            htmlFor={`ask-${field.id}`}
            required={field.required}
            extra={field.help}
            {...(fields[`data.${field.id}`] !== undefined && {
              validateStatus: 'error' as const,
              help: fields[`data.${field.id}`],
            })}
          >
            <CaseControl
              field={field}
              of={of}
              id={`ask-${field.id}`}
              value={data[field.id] ?? null}
              disabled={false}
              described={undefined}
              classId={undefined}
              onChange={(value) => setData((known) => ({ ...known, [field.id]: value }))}
            />
          </Form.Item>
        ))}
        {excused.map((need) => (
          <div key={need.kind}>
            <Alert type="warning" showIcon title={need.text} description={t('inPrinciple')} />
            <Form.Item label={t('overrideReason', { text: need.text })} htmlFor={`override-${need.kind}`} required>
              <Input.TextArea
                id={`override-${need.kind}`}
                rows={3}
                maxLength={4000}
                value={reasons[need.kind] ?? ''}
                onChange={(event) => setReasons((known) => ({ ...known, [need.kind]: event.target.value }))}
              />
            </Form.Item>
          </div>
        ))}
      </Form>
      <PreviewPapers id={of.id} action={action.action} data={data} />
    </Modal>
  );
}
