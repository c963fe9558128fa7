import { Alert, Button } from 'antd';
import { useEffect } from 'react';
import { pick } from '../../shared/i18n.ts';
import { periodWarning } from '../../shared/plans/periods.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { usePresence } from './case-presence.ts';
import { useApi, useRead } from './client.tsx';
import { useDownload } from './download.ts';
import { useUnsaved } from './leave-guard.tsx';
import { Loaded, Page } from './page.tsx';
import { domId } from './plan-field.tsx';
import { planMessages } from './plan-messages.ts';
import { PlanOutline } from './plan-outline.tsx';
import { PlanCover, PlanSectionEditor } from './plan-section.tsx';
import { PlanSigned } from './plan-signed.tsx';
import { type PlanState, type PlanView, usePlan, useSecondTab } from './plan-state.ts';
import { PlanWord } from './plan-word.tsx';
import styles from './plan.module.css';
import { go, usePlace } from './router.ts';
import { instantText } from './texts.ts';

export function PlanPage({ id }: { id: string }) {
  const read = useRead('readPlan', { params: { id } }, { refetchOnWindowFocus: true });
  return (
    <Loaded read={read} rows={12}>
      {(view) => <Whole id={id} view={view} />}
    </Loaded>
  );
}

/** The form: its outline at the left, one section on the screen. */
function Whole({ id, view }: { id: string; view: PlanView }) {
  const t = useText(planMessages);
  const lang = useLanguage();
  const plan = usePlan(id, view);
  const presence = usePresence({ id, present: [] }, view.editable);
  const { query } = usePlace();
  useUnsaved(plan.draft.pending());
  const numbers = [
    'cover',
    ...plan.shape.sections.filter(({ fields }) => fields.length > 0).map(({ number }) => number),
  ];
  const asked = query.get('section') ?? 'cover';
  const current = numbers.includes(asked) ? asked : 'cover';
  const at = numbers.indexOf(current);
  const open = (number: string | undefined, then?: string): void => {
    if (number === undefined) return;
    void plan.draft.flush();
    void go(`/cases/${id}/plan?section=${number}`, 'replace').then(() => focusOn(then));
  };
  const gap = nextGap(plan, numbers, current);
  useKeys({
    next: () => open(numbers[at + 1]),
    previous: () => open(numbers[at - 1]),
    gap: () => open(gap?.section, gap?.path),
  });
  const section = plan.shape.sections.find(({ number }) => number === current);
  return (
    <Page
      title={`${pick(view.form.name, lang)} · ${view.case.title}`}
      back={{ to: `/cases/${view.case.id}`, label: t('back') }}
      about={<About plan={plan} others={presence.others.map(({ name }) => name)} />}
      actions={<Tools id={id} plan={plan} />}
    >
      <Notices plan={plan} id={id} />
      <div className={styles.layout}>
        <PlanOutline plan={plan} current={current} onOpen={open} />
        <div className={styles.main}>
          {section ? (
            <PlanSectionEditor key={current} plan={plan} presence={presence} section={section} />
          ) : (
            <PlanCover plan={plan} presence={presence} />
          )}
          <nav className={styles.steps} aria-label={t('outline')}>
            <Button disabled={at === 0} onClick={() => open(numbers[at - 1])}>
              {t('previous')}
            </Button>
            <Button disabled={at === numbers.length - 1} onClick={() => open(numbers[at + 1])}>
              {t('next')}
            </Button>
            <Button type="primary" disabled={!gap} onClick={() => open(gap?.section, gap?.path)}>
              {t(gap ? 'nextGap' : 'noGap')}
            </Button>
            <span className={styles.muted}>{t('nextGapHelp')}</span>
          </nav>
          <PlanSigned view={view} />
        </div>
      </div>
    </Page>
  );
}

/** The next fault after this section, round to its beginning. */
function nextGap({ checked }: PlanState, numbers: readonly string[], current: string) {
  const faults = checked.faults.filter(({ level }) => level === 'fault');
  const place = (path: string): number => numbers.indexOf(path.split('/')[0]!);
  const here = numbers.indexOf(current);
  const sorted = faults.toSorted((a, b) => place(a.path) - place(b.path));
  const next = sorted.find(({ path }) => place(path) > here) ?? sorted.find(({ path }) => place(path) >= 0);
  return next && { section: next.path.split('/')[0]!, path: next.path };
}

/** The field of a fault, else the heading of the section. */
function focusOn(path: string | undefined): void {
  requestAnimationFrame(() => {
    const field = path === undefined ? null : document.getElementById(domId(path));
    const target = field?.matches('input, textarea, button, select')
      ? field
      : (field?.querySelector<HTMLElement>('input, textarea') ?? document.getElementById('plan-section'));
    target?.focus();
    target?.scrollIntoView({ block: 'center' });
  });
}

function useKeys({ next, previous, gap }: { next: () => void; previous: () => void; gap: () => void }): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!event.altKey || event.ctrlKey || event.metaKey) return;
      const act =
        event.code === 'KeyN' ? gap : event.key === 'PageDown' ? next : event.key === 'PageUp' ? previous : undefined;
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
}

function About({ plan, others }: { plan: PlanState; others: readonly string[] }) {
  const t = useText(planMessages);
  const { view, checked, entries } = plan;
  const done = checked.progress.filter(({ state }) => state === 'done' || state === 'none').length;
  const waiting = Object.values(entries).filter(({ state }) => state !== 'same' && state !== 'saved');
  const saving = waiting.some(({ state }) => state === 'saving' || state === 'unsaved');
  return (
    <div className={styles.below}>
      <span>{view.case.state_label}</span>
      <span>{t('version', { version: view.form.version })}</span>
      <span>{t('progress', { done, all: checked.progress.length })}</span>
      {view.editable ? (
        <span role="status" className={waiting.length > 0 && !saving ? styles.error : styles.muted}>
          {waiting.length === 0 ? t('allSaved') : saving ? t('saving') : t('notSaved', { count: waiting.length })}
        </span>
      ) : (
        <span>{t('readOnly')}</span>
      )}
      {others.length === 0 ? null : <span>{t('othersHere', { names: [...new Set(others)].join('、') })}</span>}
    </div>
  );
}

function Tools({ id, plan }: { id: string; plan: PlanState }) {
  const t = useText(planMessages);
  const lang = useLanguage();
  const api = useApi();
  const [download, busy] = useDownload();
  const name = `${pick(plan.view.form.name, lang)} ${plan.view.case.title}`;
  const get = (format: 'pdf' | 'docx', blank: 'true' | 'false', as: string): void =>
    download(async () => {
      await plan.draft.flush();
      return api.printPlan({ params: { id }, query: { format, blank } });
    }, `${as}.${format}`);
  return (
    <div className={`${styles.below} no-print`}>
      <Button disabled={busy} onClick={() => get('pdf', 'false', name)}>
        {t('pdf')}
      </Button>
      <Button disabled={busy} onClick={() => get('docx', 'false', name)}>
        {t('word')}
      </Button>
      <Button disabled={busy} onClick={() => get('docx', 'true', pick(plan.view.form.name, lang))}>
        {t('blank')}
      </Button>
      {plan.view.editable ? <PlanWord plan={plan} /> : null}
    </div>
  );
}

function Notices({ plan: { view, shape }, id }: { plan: PlanState; id: string }) {
  const t = useText(planMessages);
  const lang = useLanguage();
  const second = useSecondTab(id);
  const warning = shape.periods.reference && periodWarning(shape.periods.reference);
  return (
    <div className={styles.notices}>
      {second && view.editable ? <Alert type="info" showIcon role="status" title={t('secondTab')} /> : null}
      {view.live ? null : (
        <Alert
          type="info"
          showIcon
          title={view.kept_at === null ? t('notYet') : t('keptAt', { at: instantText(view.kept_at, lang) })}
        />
      )}
      {warning ? <Alert type="warning" showIcon title={pick(warning, lang)} /> : null}
      {view.outdated ? (
        <Alert
          type="warning"
          showIcon
          title={t('outdated', { version: view.outdated.version, own: view.form.version })}
          description={
            <ul>
              {view.outdated.differences.map(({ at, text }) => (
                <li key={at}>{`${at} ${text}`}</li>
              ))}
            </ul>
          }
        />
      ) : null}
    </div>
  );
}
