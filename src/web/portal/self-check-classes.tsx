import { useEffect, useState } from 'react';
import { ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import { StateTag } from '../ui/state-tag.tsx';
import layout from './layout.module.css';
import { savedFigures } from './saved-figures.ts';
import { type ClassView, writeGiven } from './self-check-data.ts';
import { selfCheckMessages } from './self-check-messages.ts';
import styles from './self-check.module.css';
import { useHref } from './site.ts';

interface ClassListProps {
  classes: readonly ClassView[];
  faults: Readonly<Record<string, string>>;
}

/** Every class by network, to choose from. */
export function ClassList({ classes, faults }: ClassListProps) {
  const t = useText(selfCheckMessages);
  const href = useHref();
  const [saved, setSaved] = useState('');
  useEffect(() => setSaved(writeGiven(savedFigures()).toString()), []);
  const programmes = [...new Set(classes.map(({ programme }) => programme))];
  return (
    <>
      <p className={layout.lead}>{t('lead')}</p>
      {Object.keys(faults).length === 0 ? null : (
        <Notice tone="danger" live="alert" title={t('faults')}>
          <ul>
            {Object.entries(faults).map(([id, message]) => (
              <li key={id}>{message}</li>
            ))}
          </ul>
        </Notice>
      )}
      {saved === '' ? null : (
        <div className={styles.notice}>
          <Notice>
            <p>{t('saved')}</p>
            <ButtonLink href={href(`/self-check?everywhere=1&${saved}`)} rel="nofollow">
              {t('savedGo')}
            </ButtonLink>
          </Notice>
        </div>
      )}
      <h2 className={styles.choose}>{t('choose')}</h2>
      {programmes.length === 0 ? <EmptyState title={t('noneEverywhere')} /> : null}
      <div className={styles.programmes}>
        {programmes.map((programme) => (
          <Programme key={programme} classes={classes.filter((one) => one.programme === programme)} />
        ))}
      </div>
      <p className={styles.facts}>
        {t('nameCheckText')} <a href={href('/name-check')}>{t('nameCheck')}</a>
      </p>
    </>
  );
}

function Programme({ classes }: { classes: readonly ClassView[] }) {
  const t = useText(selfCheckMessages);
  const href = useHref();
  const [first] = classes;
  if (!first) return null;
  const families = [...new Set(classes.map(({ family }) => family))];
  return (
    <section className={styles.programme} aria-label={first.programme_name}>
      <h3>{first.programme_name}</h3>
      <p className={styles.facts}>
        {first.instrument} {first.in_force ? null : <StateTag tone="warning">{t('draft')}</StateTag>}
      </p>
      {families.map((family) => (
        <div key={family ?? ''}>
          {family === null ? null : <p className={styles.family}>{family}</p>}
          <ul className={styles.classes}>
            {classes
              .filter((one) => one.family === family)
              .map((one) => (
                <li key={one.class}>
                  <a href={href(`/self-check?programme=${one.programme}&class=${one.class}`)}>{one.name}</a>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
