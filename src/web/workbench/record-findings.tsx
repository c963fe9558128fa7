import { Progress } from 'antd';
import { pick } from '../../shared/i18n.ts';
import type { ResourceType } from '../../shared/catalogue/resource-type.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import type { Check, Finding } from './record-check.ts';
import { fieldAnchor } from './record-field.tsx';
import styles from './record.module.css';
import { resourceMessages } from './resource-messages.ts';

/** Goes to a field, which the label of a link names. */
const ToField = ({ id, children }: { id: string; children: string }) => (
  <a
    href={`#${fieldAnchor(id)}`}
    onClick={(event) => {
      event.preventDefault();
      const control = document.getElementById(fieldAnchor(id));
      control?.scrollIntoView({ block: 'center' });
      control?.focus({ preventScroll: true });
    }}
  >
    {children}
  </a>
);

/** How complete the record is, what is wrong with it and what is missing; each leads to its field. */
export function RecordFindings({ type, check }: { type: ResourceType; check: Check }) {
  const t = useText(resourceMessages);
  const lang = useLanguage();
  const errors = check.findings.filter(({ severity }) => severity === 'error');
  const warnings = check.findings.filter(({ severity }) => severity === 'warning');
  return (
    <div className={styles.panel}>
      <p>{t('quality')}</p>
      <Progress percent={check.quality} status="normal" aria-label={t('quality')} />
      {errors.length === 0 ? null : (
        <FindingList type={type} title={t('faults', { count: errors.length })} items={errors} />
      )}
      {check.missing.length === 0 ? (
        <p className={styles.good}>{t('complete')}</p>
      ) : (
        <details open>
          <summary>{t('missing', { count: check.missing.length })}</summary>
          <ul className={styles.findings}>
            {check.missing.map(({ id, label }) => (
              <li key={id}>
                <ToField id={id}>{pick(label, lang)}</ToField>
              </li>
            ))}
          </ul>
        </details>
      )}
      {warnings.length === 0 ? null : (
        <FindingList type={type} title={t('warnings', { count: warnings.length })} items={warnings} />
      )}
    </div>
  );
}

function FindingList({ type, title, items }: { type: ResourceType; title: string; items: readonly Finding[] }) {
  const lang = useLanguage();
  return (
    <details open>
      <summary>{title}</summary>
      <ul className={styles.findings}>
        {items.map(({ field, message }) => {
          const label = field === null ? undefined : type.byId.get(field)?.label;
          return (
            <li key={`${field} ${message}`}>
              {field !== null && label ? <ToField id={field}>{pick(label, lang)}</ToField> : null}
              {label ? `：${message}` : message}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
