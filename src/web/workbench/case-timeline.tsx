import { Button, Checkbox, Input } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Citation } from '../ui/citation.tsx';
import { useLanguage, useText } from '../ui/language.tsx';
import { CaseFileLink } from './case-control.tsx';
import { addressOf } from '../../shared/contract.ts';
import { workbenchAddresses } from './api.ts';
import { deskMessages } from './desk-messages.ts';
import type { Case } from './case-light.tsx';
import { caseMessages } from './case-messages.ts';
import styles from './case.module.css';
import { keyOf, useApi } from './client.tsx';
import { useDownload } from './download.ts';
import { Failure } from './failure.tsx';
import { Section } from './page.tsx';
import { useSend } from './sign-in.tsx';
import { instantText } from './texts.ts';

type Event = Case['timeline'][number];

/** Who did what and when, under which article and with which file; the latest first. */
export function CaseTimeline({ of }: { of: Case }) {
  const t = useText(caseMessages);
  return (
    <Section title={t('timeline')}>
      <ol className={styles.timeline}>
        {of.timeline.toReversed().map((event) => (
          <li key={event.id}>
            <Happened of={of} event={event} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Happened({ of, event }: { of: Case; event: Event }) {
  const t = useText(caseMessages);
  const lang = useLanguage();
  const actor = event.actor === '' ? t('automatic') : event.actor;
  const role = event.as_label !== null && event.as_label !== event.actor ? `（${event.as_label}）` : '';
  const overrides = Object.values((event.detail['overrides'] ?? {}) as Record<string, string>);
  const said = ['text', 'reason', 'why'].flatMap((key) =>
    typeof event.detail[key] === 'string' ? [event.detail[key]] : [],
  );
  return (
    <>
      <p>
        <strong>{event.label}</strong>
        {event.to_label === null ? '' : ` → ${event.to_label}`}{' '}
        {event.cite ? <Citation cite={event.cite} instrument={of.rule_set.title} /> : null}
      </p>
      <p className={styles.muted}>{`${instantText(event.at, lang)} · ${actor}${role}`}</p>
      {event.people.length === 0 ? null : <p>{event.people.join(' → ')}</p>}
      {said.map((text) => (
        <p key={text} className={styles.text}>
          {text}
        </p>
      ))}
      {event.answers.map((answer) => {
        const file = of.files.find(({ id }) => id === answer.value);
        return (
          <p key={answer.id} className={styles.text}>
            {`${answer.label}：`}
            {file ? <CaseFileLink of={of} file={file} /> : answer.text}
          </p>
        );
      })}
      {overrides.map((text) => (
        <p key={text} className={styles.warning}>
          {t('overridden', { text })}
        </p>
      ))}
      {event.receipt ? <Receipt of={of} event={event} /> : null}
    </>
  );
}

function Receipt({ of, event }: { of: Case; event: Event }) {
  const desk = useText(deskMessages);
  const t = useText(caseMessages);
  const api = useApi();
  const [download, busy] = useDownload();
  return (
    <p className={`${styles.file} no-print`}>
      <Button
        size="small"
        loading={busy}
        onClick={() =>
          download(
            () => api.downloadReceipt({ params: { id: of.id, event: event.id } }),
            `receipt-${of.id}-${event.id}.pdf`,
          )
        }
      >
        {t('receipt')}
      </Button>
      <a
        href={addressOf(workbenchAddresses.readReceipt.path, { id: of.id, event: event.id }, {})}
        target="_blank"
        rel="noreferrer"
      >
        {desk('receiptJson')}
      </a>
    </p>
  );
}

export function CaseComment({ of }: { of: Case }) {
  const t = useText(caseMessages);
  const api = useApi();
  const cache = useQueryClient();
  const [text, setText] = useState('');
  const [internal, setInternal] = useState(true);
  const [send, busy, error] = useSend<unknown>(() => {
    setText('');
    void cache.invalidateQueries({ queryKey: keyOf('readCase', { params: { id: of.id } }) });
  });
  return (
    <div className="no-print">
      <Section title={t('comments')}>
        <Failure error={error} />
        <label htmlFor="comment" className={styles.label}>
          {t('comment')}
        </label>
        <Input.TextArea
          id="comment"
          rows={2}
          maxLength={4000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <div className={styles.file}>
          <Checkbox checked={internal} onChange={(event) => setInternal(event.target.checked)}>
            {t('commentInternal')}
          </Checkbox>
          <Button
            loading={busy}
            disabled={text.trim() === ''}
            onClick={() => send(() => api.commentCase({ params: { id: of.id }, body: { text, internal } }))}
          >
            {t('commentSend')}
          </Button>
        </div>
      </Section>
    </div>
  );
}
