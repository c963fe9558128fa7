import { Button, Input, Select } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { keyOf, useApi, useRead } from './client.tsx';
import styles from './expert.module.css';
import { expertMessages } from './expert-messages.ts';
import { Failure } from './failure.tsx';
import { Section } from './page.tsx';
import { useSend } from './sign-in.tsx';

type Avoidances = Awaited<ReturnType<WorkbenchApi['readAvoidances']>>;
type Entry = Avoidances['entries'][number];

/** Whom an applicant asks to keep away from the review; nothing where the rules know of no such request. */
export function ReviewAvoidances({ id }: { id: string }) {
  const read = useRead('readAvoidances', { params: { id } });
  if (!read.data || read.data.cite === null) return null;
  if (!read.data.open && read.data.entries.length === 0) return null;
  return <Entries key={read.data.version} id={id} of={read.data} />;
}

const NEW: Entry = { kind: 'person', name: '', reason: '' };

function Entries({ id, of }: { id: string; of: Avoidances }) {
  const t = useText(expertMessages);
  const api = useApi();
  const cache = useQueryClient();
  const [entries, setEntries] = useState<readonly Entry[]>(of.entries);
  const [send, busy, error] = useSend<Avoidances>((saved) =>
    cache.setQueryData(keyOf('readAvoidances', { params: { id } }), saved),
  );
  const change = (n: number, part: Partial<Entry>): void =>
    setEntries(entries.map((entry, m) => (m === n ? { ...entry, ...part } : entry)));
  return (
    <Section title={t('avoidTitle')}>
      <p className={styles.muted}>{t(of.open ? 'avoidAbout' : 'avoidClosed')}</p>
      <Failure error={error} />
      {entries.map((entry, n) => (
        <fieldset key={n} className={styles.check} disabled={!of.open}>
          <legend className="visually-hidden">{t('fact', { n: n + 1 })}</legend>
          <label>
            {t('avoidKind')}
            <Select
              disabled={!of.open}
              value={entry.kind}
              options={(['person', 'organisation'] as const).map((value) => ({ value, label: t(value) }))}
              onChange={(kind: Entry['kind']) => change(n, { kind })}
            />
          </label>
          <label>
            {t('name')}
            <Input value={entry.name} maxLength={200} onChange={(event) => change(n, { name: event.target.value })} />
          </label>
          <label className={styles.wide}>
            {t('reason')}
            <Input
              value={entry.reason}
              maxLength={1000}
              onChange={(event) => change(n, { reason: event.target.value })}
            />
          </label>
          {of.open ? (
            <div className={styles.wide}>
              <Button size="small" type="text" danger onClick={() => setEntries(entries.filter((_, m) => m !== n))}>
                {t('remove')}
              </Button>
            </div>
          ) : null}
        </fieldset>
      ))}
      {of.open ? (
        <div className={styles.row}>
          <Button onClick={() => setEntries([...entries, NEW])}>{t('addLine')}</Button>
          <Button
            type="primary"
            loading={busy}
            disabled={entries === of.entries}
            onClick={() =>
              send(() => api.writeAvoidances({ params: { id }, body: { version: of.version, entries: [...entries] } }))
            }
          >
            {t('save')}
          </Button>
        </div>
      ) : null}
    </Section>
  );
}
