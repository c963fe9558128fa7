import { Alert, Tag } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Citation } from '../ui/citation.tsx';
import { useLanguage, useText } from '../ui/language.tsx';
import { CaseActions } from './case-actions.tsx';
import { CaseClaim } from './case-claim.tsx';
import { CaseClocks } from './case-clocks.tsx';
import { CaseDocuments } from './case-documents.tsx';
import { CaseFileLink } from './case-control.tsx';
import { createCaseDraft, usePending } from './case-draft.ts';
import { CaseExperts } from './case-experts.tsx';
import { CaseFacts, CaseForm } from './case-form.tsx';
import { type Case, Light } from './case-light.tsx';
import { CaseRows } from './case-rows.tsx';
import { caseMessages } from './case-messages.ts';
import { CaseProgress } from './case-progress.tsx';
import { CaseRelated } from './case-related.tsx';
import { CasePlanLink } from './case-plan-link.tsx';
import { DepositPanel } from './deposit-panel.tsx';
import { CasePicture } from './case-picture.tsx';
import { FigureFacts } from './case-figure-facts.tsx';
import { usePresence } from './case-presence.ts';
import { CaseComment, CaseTimeline } from './case-timeline.tsx';
import styles from './case.module.css';
import { keyOf, useApi, useRead } from './client.tsx';
import { useUnsaved } from './leave-guard.tsx';
import { Link } from './link.tsx';
import { Loaded, Page, Section } from './page.tsx';
import { StateBadge } from './state-badge.tsx';
import { instantText } from './texts.ts';

export function CasePage({ id }: { id: string }) {
  const read = useRead('readCase', { params: { id } });
  return (
    <Loaded read={read} rows={10}>
      {(data) => <Whole of={data} />}
    </Loaded>
  );
}

/** Everything about a case on one screen. */
function Whole({ of }: { of: Case }) {
  const t = useText(caseMessages);
  const api = useApi();
  const cache = useQueryClient();
  const key = keyOf('readCase', { params: { id: of.id } });
  const [stale, setStale] = useState<Pick<Case, 'state_label' | 'version'>>();
  const [draft] = useState(() =>
    createCaseDraft(
      (path, value, revision) => api.saveField({ params: { id: of.id }, body: { path, value, revision } }),
      // What is still missing for an action changes with what was typed.
      () => void cache.invalidateQueries({ queryKey: key }),
    ),
  );
  useEffect(() => draft.serve(of.fields), [draft, of.fields]);
  useUnsaved(usePending(draft));
  const presence = usePresence(
    of,
    of.fields.some(({ editable }) => editable),
  );
  const keep = (next: Case): void => {
    setStale(undefined);
    cache.setQueryData(key, next);
    for (const name of ['listCases', 'countTodo']) void cache.invalidateQueries({ queryKey: [name] });
  };
  const onStale = (): void => {
    setStale({ state_label: of.state_label, version: of.version });
    void cache.invalidateQueries({ queryKey: key });
  };
  return (
    <Page
      title={of.title}
      back={{ to: '/cases', label: t('title') }}
      about={<Meta of={of} />}
      actions={<CaseClaim of={of} onCase={keep} />}
    >
      {stale ? (
        <Alert
          type="warning"
          showIcon
          role="alert"
          closable
          className={styles.notice!}
          title={t('staleTitle')}
          description={t('staleText', {
            seen: stale.state_label,
            seenVersion: stale.version,
            now: of.state_label,
            nowVersion: of.version,
          })}
        />
      ) : null}
      <CaseProgress of={of} />
      <div className={styles.layout}>
        <div>
          <CasePlanLink of={of} />
          {of.own_page === 'deposits' ? <DepositPanel of={of} /> : null}
          <CaseForm of={of} draft={draft} presence={presence} />
          <CaseFacts of={of} />
          <ParentFacts of={of} />
          {of.sub_cases.length === 0 ? null : (
            <Section title={t('subCases')}>
              <CaseRows items={of.sub_cases} />
            </Section>
          )}
          <CaseExperts of={of} onCase={keep} />
          <CaseDocuments of={of} />
          <CaseTimeline of={of} />
          {of.closed ? null : <CaseComment of={of} />}
        </div>
        <aside className={styles.side} aria-label={t('actions')}>
          <div className="no-print">
            <CaseActions of={of} draft={draft} onCase={keep} onStale={onStale} />
          </div>
          <CaseClocks of={of} />
        </aside>
      </div>
      <CaseRelated of={of} />
      <CasePicture of={of} />
    </Page>
  );
}

function Meta({ of }: { of: Case }) {
  const t = useText(caseMessages);
  const lang = useLanguage();
  return (
    <div className={styles.meta}>
      <StateBadge state={of.closed ? 'closed' : 'submitted'} label={of.state_label} />
      {of.trial ? <Tag variant="outlined">{t('trial')}</Tag> : null}
      {of.due === null ? null : <span>{`${t('due')} ${of.due}`}</span>}
      <Light light={of.light} />
      <span>{of.procedure_label}</span>
      <Citation cite={of.cite} instrument={of.rule_set.title} />
      {of.rule_set.changed ? <Tag color="warning">{t('rulesChanged', { version: of.rule_set.version })}</Tag> : null}
      {of.parents.map((parent) => (
        <Link key={parent.id} to={`/cases/${parent.id}`}>{`${parent.procedure_label} · ${parent.title}`}</Link>
      ))}
      <span>{t('openedAt', { at: instantText(of.opened_at, lang) })}</span>
      <span>{t('version', { version: of.version })}</span>
      {of.claimed_by_me ? <span>{t('claimedByMe')}</span> : null}
      {of.claimed_by !== null && !of.claimed_by_me ? <span>{t('claimedBy', { name: of.claimed_by })}</span> : null}
      {of.assigned.map((one) => (
        <span key={one.account}>{`${t('assigned')} ${one.name}（${one.label}）`}</span>
      ))}
    </div>
  );
}

export function ParentFacts({ of }: { of: Case }) {
  const t = useText(caseMessages);
  if (of.parent_fields.length === 0) return null;
  const chosen = of.parent_fields.find(({ id }) => id === 'class')?.value;
  const classId = typeof chosen === 'string' ? chosen : undefined;
  return (
    <Section title={t('fromParent')}>
      <dl className={styles.facts}>
        {of.parent_fields.map((field) => (
          <div key={field.id}>
            <dt>{field.label}</dt>
            <dd className={styles.text}>
              {field.type === 'file' && typeof field.value === 'string' ? (
                <CaseFileLink of={of} file={{ id: field.value, name: field.text }} />
              ) : field.type === 'figures' && typeof field.value === 'object' && field.value !== null ? (
                <FigureFacts of={of} classId={classId} value={field.value} />
              ) : (
                field.text
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
