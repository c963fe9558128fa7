import { Alert } from 'antd';
import { useText } from '../ui/language.tsx';
import type { Case } from './case-light.tsx';
import { Link } from './link.tsx';
import { Section } from './page.tsx';
import { planMessages } from './plan-messages.ts';
import styles from './case.module.css';

/** The way to the form behind a case; on a call, what it is told of its periods. */
export function CasePlanLink({ of }: { of: Case }) {
  const t = useText(planMessages);
  return (
    <>
      {of.notes.map((note) => (
        <Alert key={note} type="warning" showIcon className={styles.notice!} title={note} />
      ))}
      {of.form === null ? null : (
        <Section title={t('form')}>
          <p className={styles.muted}>{t('formAbout')}</p>
          <Link to={`/cases/${of.id}/plan`}>{`${t('formOpen')}：${of.form}`}</Link>
        </Section>
      )}
    </>
  );
}
