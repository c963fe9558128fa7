import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { useText } from '../ui/language.tsx';
import { StateTag, type Tone } from '../ui/state-tag.tsx';
import { accreditationMessages } from './accreditation-messages.ts';
import styles from './accreditation.module.css';
import { useHref } from './site.ts';

/** Facts under each other; those without a value are left out. */
export function Facts({ rows }: { rows: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {rows
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

export const Section = ({ id, title, children }: { id: string; title: string; children: ReactNode }) => (
  <section className={styles.section} aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    {children}
  </section>
);

/** How long something still runs. */
export function Countdown({ days }: { days: number | null }) {
  const t = useText(accreditationMessages);
  if (days === null) return null;
  return (
    <StateTag tone={days <= 3 ? 'warning' : 'info'}>{days === 0 ? t('lastDay') : t('daysLeft', { days })}</StateTag>
  );
}

export const TONES: Readonly<Record<string, Tone>> = {
  running: 'info',
  open: 'info',
  held: 'warning',
  passed: 'success',
  corrected: 'danger',
  valid: 'success',
  to_come: 'info',
  ended: 'danger',
};

interface FinderProps {
  path: string;
  q: string;
  label: string;
  /** Further members of the query that stay. */
  kept: Readonly<Record<string, string | undefined>>;
  tabs: readonly { value: string | undefined; label: string }[];
  /** Member of the query that the tabs set. */
  tab: string;
  chosen: string | undefined;
  children?: ReactNode;
}

/** Search box and choice of a list; plain links and a plain form, so that it works without script. */
export function Finder({ path, q, label, kept, tabs, tab, chosen, children }: FinderProps) {
  const t = useText(accreditationMessages);
  const href = useHref();
  const at = (value: string | undefined): string => {
    const query = new URLSearchParams(
      Object.entries({ ...kept, ...(q !== '' && { q }), [tab]: value }).flatMap(([name, text]) =>
        text === undefined ? [] : [[name, text]],
      ),
    );
    return href(query.size === 0 ? path : `${path}?${query.toString()}`);
  };
  const hidden = Object.entries({ ...kept, [tab]: chosen }).filter(([, value]) => value !== undefined);
  return (
    <div className={styles.bar}>
      <form action={href(path)} method="get">
        <input key={q} type="search" name="q" defaultValue={q} aria-label={label} placeholder={label} maxLength={200} />
        {hidden.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Button type="submit" icon="search">
          {t('go')}
        </Button>
      </form>
      <nav aria-label={t('filter')} className={styles.tabs}>
        {tabs.map((one) => (
          <a key={one.label} href={at(one.value)} aria-current={one.value === chosen ? 'true' : undefined}>
            {one.label}
          </a>
        ))}
      </nav>
      {children}
    </div>
  );
}
