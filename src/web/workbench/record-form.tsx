import { pick } from '../../shared/i18n.ts';
import type { ResourceType } from '../../shared/catalogue/resource-type.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { Section } from './page.tsx';
import type { Finding } from './record-check.ts';
import type { Draft } from './record-draft.ts';
import { RecordField } from './record-field.tsx';
import styles from './record.module.css';
import { resourceMessages } from './resource-messages.ts';

interface RecordFormProps {
  type: ResourceType;
  draft: Draft;
  disabled: boolean;
  findings: readonly Finding[];
}

const groupAnchor = (id: string): string => `group-${id}`;

const groupsOf = (type: ResourceType) =>
  type.groups
    .map((group) => ({ ...group, fields: type.fields.filter((field) => field.group === group.id && !field.forbidden) }))
    .filter(({ fields }) => fields.length > 0);

/** The form of a type: its groups and fields in their order. */
export function RecordForm({ type, draft, disabled, findings }: RecordFormProps) {
  const lang = useLanguage();
  const textOf = (id: string, severity: Finding['severity']): string =>
    findings
      .filter((finding) => finding.field === id && finding.severity === severity)
      .map(({ message }) => message)
      .join(lang === 'en' ? '; ' : '；');
  return groupsOf(type).map((group) => (
    <Section key={group.id} id={groupAnchor(group.id)} title={pick(group.label, lang)}>
      <div className={styles.grid}>
        {group.fields.map((field) => (
          <RecordField
            key={field.id}
            type={type}
            field={field}
            draft={draft}
            disabled={disabled}
            errors={textOf(field.id, 'error')}
            warnings={textOf(field.id, 'warning')}
          />
        ))}
      </div>
    </Section>
  ));
}

export function GroupLinks({ type }: { type: ResourceType }) {
  const t = useText(resourceMessages);
  const lang = useLanguage();
  return (
    <nav aria-label={t('groups')}>
      <ul className={styles.anchors}>
        {groupsOf(type).map(({ id, label }) => (
          <li key={id}>
            <a href={`#${groupAnchor(id)}`}>{pick(label, lang)}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
