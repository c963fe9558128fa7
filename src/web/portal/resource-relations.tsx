import { useText } from '../ui/language.tsx';
import { StateTag } from '../ui/state-tag.tsx';
import styles from './resource-aside.module.css';
import type { Resource } from './resource-data.ts';
import { resourceMessages } from './resource-messages.ts';
import { useHref } from './site.ts';
import { useLangOf } from './text-language.ts';

type Relation = Resource['relations'][number];

/** What the record says of other resources, and what others say of it, by kind of relation. */
export function Relations({ relations }: { relations: readonly Relation[] }) {
  const t = useText(resourceMessages);
  if (relations.length === 0) return null;
  const labels = [...new Set(relations.map(({ label }) => label))];
  return (
    <section id="relations" aria-labelledby="relations-title">
      <h2 id="relations-title">{t('relations')}</h2>
      {labels.map((label) => (
        <div key={label} className={styles.relation}>
          <h3>{label}</h3>
          <ul className={styles.related}>
            {relations
              .filter((relation) => relation.label === label)
              .map((relation) => (
                <li key={`${relation.scheme} ${relation.value}`}>
                  <OtherEnd relation={relation} />
                </li>
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function OtherEnd({ relation: { resource, url, display } }: { relation: Relation }) {
  const href = useHref();
  const langOf = useLangOf();
  if (resource === null)
    return url === null ? (
      <span>{display}</span>
    ) : (
      <a className="mono" href={url} rel="noopener">
        {display}
      </a>
    );
  return (
    <>
      <a href={href(`/resources/${resource.id}`)} lang={langOf(resource.title)}>
        {resource.title}
      </a>
      {resource.note === null ? null : <StateTag tone="warning">{resource.note}</StateTag>}
      <p className={styles.small}>{[resource.type_label, resource.platform_name].join(' · ')}</p>
    </>
  );
}
