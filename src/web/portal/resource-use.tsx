import { useText } from '../ui/language.tsx';
import type { Use } from './resource-data.ts';
import styles from './resource-aside.module.css';
import { useLangOf } from './text-language.ts';
import { useMessages } from './use-messages.ts';

const SHOWN = 3;

/** On the page of a resource: how often it was given, what users say, and the works that used it. */
export function ResourceUse({ use: { services, ratings, said, uses } }: { use: Use }) {
  const t = useText(useMessages);
  if (services === 0 && uses.length === 0) return null;
  return (
    <section id="use" aria-labelledby="use-title">
      <h2 id="use-title">{t('use')}</h2>
      {services === 0 ? null : <p>{t('served', { count: services })}</p>}
      {ratings.count === 0 ? null : (
        <p>
          {t('scores', {
            count: ratings.count,
            resource: ratings.resource_score ?? '–',
            service: ratings.service_score ?? '–',
          })}
        </p>
      )}
      <Said said={said} />
      <Works uses={uses} />
    </section>
  );
}

function Said({ said }: { said: Use['said'] }) {
  const t = useText(useMessages);
  const langOf = useLangOf();
  const worded = said.filter(({ text, answer, withheld }) => text !== '' || answer !== null || withheld !== null);
  if (worded.length === 0) return null;
  const items = worded.map((one, at) => (
    // Nothing else tells two ratings apart for the public.
    // oxlint-disable-next-line react/no-array-index-key
    <li key={at}>
      <span>{t('saidOf', { month: one.month, resource: one.resource_score, service: one.service_score })}</span>
      {one.text === '' ? null : <p lang={langOf(one.text)}>{one.text}</p>}
      {one.withheld === null ? null : <p>{t('withheld', { reason: one.withheld })}</p>}
      {one.answer === null ? null : <p>{t('answer', { text: one.answer })}</p>}
    </li>
  ));
  return (
    <>
      <h3>{t('said')}</h3>
      <ul className={styles.ways}>{items.slice(0, SHOWN)}</ul>
      {items.length > SHOWN ? (
        <details>
          <summary>{`+ ${items.length - SHOWN}`}</summary>
          <ul className={styles.ways}>{items.slice(SHOWN)}</ul>
        </details>
      ) : null}
    </>
  );
}

function Works({ uses }: { uses: Use['uses'] }) {
  const t = useText(useMessages);
  const langOf = useLangOf();
  if (uses.length === 0) return null;
  return (
    <>
      <h3>{t('works')}</h3>
      <ul className={styles.ways}>
        {uses.map((one) => (
          <li key={one.id}>
            {`[${one.kind.label}] `}
            <span lang={langOf(one.title)}>{one.title}</span>
            {[one.authors, one.venue, one.year, one.number].filter(Boolean).map((part) => `. ${part}`)}
            {one.doi === null ? null : (
              <>
                {' '}
                <a
                  href={`https://doi.org/${encodeURI(one.doi.replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/i, ''))}`}
                >
                  DOI
                </a>
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
