import { useText } from '../ui/language.tsx';
import type { Resource } from './resource-data.ts';
import styles from './resource-fields.module.css';
import { resourceMessages } from './resource-messages.ts';
import { useLangOf } from './text-language.ts';

type Group = Resource['groups'][number];
type Field = Group['fields'][number];

/** A record's fields in their groups, as the type orders them. */
export const FieldGroups = ({ groups }: { groups: readonly Group[] }) => (
  <div>
    {groups.map((group) => (
      <section key={group.id} aria-labelledby={`group-${group.id}`} className={styles.group}>
        <h2 id={`group-${group.id}`}>{group.label}</h2>
        <dl>
          {group.fields.map((field) => (
            <div key={field.id} className={field.kind === 'long_text' ? styles.long : undefined}>
              <dt>{field.label}</dt>
              <dd>
                <Values field={field} />
              </dd>
            </div>
          ))}
        </dl>
      </section>
    ))}
  </div>
);

function Values({ field }: { field: Field }) {
  const t = useText(resourceMessages);
  const langOf = useLangOf();
  const { kind, values, unit, masked } = field;
  return (
    <>
      {kind === 'long_text' ? (
        values
          .flatMap((text) => text.split(/\n+/))
          .map((paragraph, place) => (
            <p key={`${place} ${paragraph}`} lang={langOf(paragraph)}>
              {paragraph}
            </p>
          ))
      ) : values.length > 1 ? (
        <ul className={styles.values}>
          {values.map((value, place) => (
            <li key={`${place} ${value}`} lang={langOf(value)}>
              <Value kind={kind} value={value} />
            </li>
          ))}
        </ul>
      ) : (
        values.map((value) => (
          <span key={value} lang={langOf(value)}>
            <Value kind={kind} value={value} />
          </span>
        ))
      )}
      {unit === null ? null : ` ${unit}`}
      {masked === null ? null : <p className={styles.masked}>{t('masked', { why: masked })}</p>}
    </>
  );
}

function Value({ kind, value }: { kind: string; value: string }) {
  if (kind === 'url' && /^https?:\/\//.test(value)) {
    return (
      <a href={value} rel="nofollow noopener">
        {value}
      </a>
    );
  }
  if (kind === 'email') return <a href={`mailto:${value}`}>{value}</a>;
  if (kind === 'scientific_name') return <span lang="la">{value}</span>;
  if (kind === 'identifier') return <span className="mono">{value}</span>;
  return value;
}
