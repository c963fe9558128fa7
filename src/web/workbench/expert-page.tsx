import { Button } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import { keyOf, useRead } from './client.tsx';
import styles from './expert.module.css';
import { ExpertDialog } from './expert-dialog.tsx';
import { type Expert, textsOf } from './expert-form.tsx';
import { expertMessages } from './expert-messages.ts';
import { Link } from './link.tsx';
import { Loaded, Page, Section } from './page.tsx';

/** An expert with the history of their reviews. */
export function ExpertPage({ id }: { id: string }) {
  const read = useRead('readExpert', { params: { id } });
  return <Loaded read={read}>{(of) => <Whole of={of} />}</Loaded>;
}

const LINES = ['languages', 'email', 'phone', 'employers', 'projects', 'declared'] as const;

function Whole({ of }: { of: Expert }) {
  const t = useText(expertMessages);
  const cache = useQueryClient();
  const [editing, setEditing] = useState(false);
  const texts = textsOf(of);
  return (
    <Page
      title={of.name}
      back={{ to: '/experts', label: t('pool') }}
      about={[of.title, of.employer, t(of.state), of.reason].filter((part) => part !== null && part !== '').join(' · ')}
      actions={<Button onClick={() => setEditing(true)}>{t('edit')}</Button>}
    >
      <dl className={styles.facts}>
        <div>
          <dt className={styles.muted}>{t('account')}</dt>
          <dd>{of.account ?? t('noAccount')}</dd>
        </div>
        <div>
          <dt className={styles.muted}>{t('disciplines')}</dt>
          <dd>{of.disciplines.map(({ code, label }) => `${code} ${label}`).join('、')}</dd>
        </div>
        {LINES.map((word) => (
          <div key={word}>
            <dt className={styles.muted}>{t(word)}</dt>
            <dd className={styles.pre}>{texts[word] || t('none')}</dd>
          </div>
        ))}
      </dl>
      <Section title={t('tasks')}>
        {of.tasks.length === 0 ? (
          <p className={styles.muted}>{t('tasksNone')}</p>
        ) : (
          <ul>
            {of.tasks.map((task) => (
              <li key={task.case}>
                <Link to={`/cases/${task.case}`}>{task.title}</Link>
                {` ${task.procedure} · ${task.state} · ${task.at.slice(0, 10)}`}
              </li>
            ))}
          </ul>
        )}
      </Section>
      {editing ? (
        <ExpertDialog
          programme={of.programme ?? ''}
          before={of}
          onSaved={(saved) => {
            cache.setQueryData(keyOf('readExpert', { params: { id: of.id } }), saved);
            void cache.invalidateQueries({ queryKey: ['listExperts'] });
          }}
          onClose={() => setEditing(false)}
        />
      ) : null}
    </Page>
  );
}
