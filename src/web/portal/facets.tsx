import { useEffect, useRef } from 'react';
import { useText } from '../ui/language.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import styles from './facets.module.css';
import { count } from './numbers.ts';
import type { SearchData } from './search-data.ts';
import { searchMessages } from './search-messages.ts';
import { chosen, FACETS, type Facet, searchPath, type SearchState, toggled } from './search-state.ts';
import { useHref, useSite } from './site.ts';

/** Values shown before the rest folds away. */
const SHOWN = 8;

/** The filters: folded on a narrow screen, always open on a wide one. */
export function Facets({ state, page }: SearchData) {
  const t = useText(searchMessages);
  const { lang } = useSite();
  const box = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    // Style sheets open it where the browser can; script makes it so for the others and for assistive technology.
    const wide = matchMedia('(width >= 60rem)');
    const follow = (): void => {
      if (box.current) box.current.open = wide.matches;
    };
    follow();
    wide.addEventListener('change', follow);
    return () => wide.removeEventListener('change', follow);
  }, []);
  const picked = chosen(state).length;
  if (picked === 0 && FACETS.every((facet) => page.facets[facet].length === 0)) return <div />;
  return (
    <details ref={box} className={styles.facets}>
      <summary>
        <Icon name="filter" />
        {picked === 0 ? t('filters') : t('filtersChosen', { count: picked })}
      </summary>
      <h2 className="visually-hidden">{t('filters')}</h2>
      {FACETS.map((facet) => (
        <FacetBlock key={facet} facet={facet} state={state} values={page.facets[facet]} />
      ))}
      {page.facets_bound === null ? null : (
        <p className={styles.bound}>{t('bound', { count: count(lang, page.facets_bound) })}</p>
      )}
    </details>
  );
}

type Values = SearchData['page']['facets'][Facet];

function FacetBlock({ facet, state, values }: { facet: Facet; state: SearchState; values: Values }) {
  const t = useText(searchMessages);
  if (values.length === 0 && state.filters[facet].length === 0) return null;
  const rest = values.slice(SHOWN);
  return (
    <section className={styles.block} aria-labelledby={`facet-${facet}`}>
      <h3 id={`facet-${facet}`}>{t(facet)}</h3>
      <FacetLinks facet={facet} state={state} values={values.slice(0, SHOWN)} />
      {rest.length === 0 ? null : (
        <details className={styles.more}>
          <summary>{t('more', { count: rest.length })}</summary>
          <FacetLinks facet={facet} state={state} values={rest} />
        </details>
      )}
      {facet === 'year' ? <YearForm state={state} /> : null}
    </section>
  );
}

function FacetLinks({ facet, state, values }: { facet: Facet; state: SearchState; values: Values }) {
  const { lang } = useSite();
  const href = useHref();
  return (
    <ul className={styles.values}>
      {values.map(({ value, label, count: number }) => {
        const on = state.filters[facet].includes(value);
        return (
          <li key={value}>
            <a href={href(searchPath(toggled(state, facet, value)))} aria-current={on || undefined} rel="nofollow">
              <span className={styles.box}>{on ? <Icon name="check" /> : null}</span>
              <span className={styles.label}>{label}</span>
              <span className={styles.number}>{count(lang, number)}</span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}

/** A span of years, as a plain form. */
function YearForm({ state }: { state: SearchState }) {
  const t = useText(searchMessages);
  const href = useHref();
  const kept = [...new URLSearchParams(searchPath(state).split('?')[1] ?? '')].filter(([name]) => name !== 'year');
  return (
    <form action={href('/search')} method="get" className={styles.years}>
      {kept.map(([name, value]) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
      ))}
      <input
        name="year_from"
        inputMode="numeric"
        pattern="\d{4}"
        maxLength={4}
        placeholder="1990"
        aria-label={t('yearFrom')}
      />
      <span aria-hidden="true">–</span>
      <input
        name="year_to"
        inputMode="numeric"
        pattern="\d{4}"
        maxLength={4}
        placeholder="2026"
        aria-label={t('yearTo')}
      />
      <Button type="submit" icon="arrow">
        <span className="visually-hidden">{t('yearGo')}</span>
      </Button>
    </form>
  );
}
