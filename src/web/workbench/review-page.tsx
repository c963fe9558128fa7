import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useText } from '../ui/language.tsx';
import { CaseActions } from './case-actions.tsx';
import { createCaseDraft, usePending } from './case-draft.ts';
import { CaseFacts, CaseForm } from './case-form.tsx';
import type { Case } from './case-light.tsx';
import { ParentFacts } from './case-page.tsx';
import { usePresence } from './case-presence.ts';
import { keyOf, useApi, useRead } from './client.tsx';
import styles from './expert.module.css';
import { expertMessages } from './expert-messages.ts';
import { useUnsaved } from './leave-guard.tsx';
import { Loaded, Page, Section } from './page.tsx';

/** A review as its expert does it: the application beside the sheet. */
export function ReviewPage({ id }: { id: string }) {
  const read = useRead('readCase', { params: { id } });
  return (
    <Loaded read={read} rows={10}>
      {(data) => <Review of={data} />}
    </Loaded>
  );
}

function Review({ of }: { of: Case }) {
  const t = useText(expertMessages);
  const api = useApi();
  const cache = useQueryClient();
  const key = keyOf('readCase', { params: { id: of.id } });
  const review = useRead('readReview', { params: { id: of.id } });
  const refresh = (): void => {
    void cache.invalidateQueries({ queryKey: key });
    void cache.invalidateQueries({ queryKey: ['readReview'] });
  };
  const [draft] = useState(() =>
    createCaseDraft(
      (path, value, revision) => api.saveField({ params: { id: of.id }, body: { path, value, revision } }),
      refresh,
    ),
  );
  useEffect(() => draft.serve(of.fields), [draft, of.fields]);
  useUnsaved(usePending(draft));
  const presence = usePresence(
    of,
    of.fields.some(({ editable }) => editable),
  );
  const last = review.data?.last_day ?? null;
  return (
    <Page
      title={of.title}
      back={{ to: '/reviews', label: t('reviews') }}
      about={
        <span className={styles.row}>
          <span>{of.state_label}</span>
          {last === null ? null : <span>{`${t('lastDay')} ${last}`}</span>}
        </span>
      }
    >
      <div className={styles.two}>
        <div className={styles.beside}>
          {of.parent_fields.length === 0 ? (
            <Section title={t('material')}>
              <p className={styles.muted}>{t('materialClosed')}</p>
              <p>{t('declareFor')}</p>
              <ul>
                {(review.data?.parties ?? []).map(({ role, name }) => (
                  <li key={`${role} ${name}`}>{`${t(role === 'partner' ? 'partners' : role)}：${name}`}</li>
                ))}
              </ul>
            </Section>
          ) : (
            <ParentFacts of={of} />
          )}
        </div>
        <div>
          <CaseForm of={of} draft={draft} presence={presence} />
          <CaseFacts of={of} />
          <CaseActions
            of={of}
            draft={draft}
            onCase={(next) => {
              cache.setQueryData(key, next);
              refresh();
              for (const name of ['listCases', 'countTodo']) void cache.invalidateQueries({ queryKey: [name] });
            }}
            onStale={refresh}
          />
        </div>
      </div>
    </Page>
  );
}
