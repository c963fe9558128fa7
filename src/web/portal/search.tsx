import { EXPORT_FORMATS, EXPORT_MAX, FORMAT_NAMES } from '../../shared/catalogue/export-formats.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import { Pager } from '../ui/pager.tsx';
import { Facets } from './facets.tsx';
import layout from './layout.module.css';
import { count, total } from './numbers.ts';
import type { SearchData } from './search-data.ts';
import { SearchForm } from './search-form.tsx';
import { SearchHit } from './search-hit.tsx';
import { searchMessages } from './search-messages.ts';
import {
  chosen,
  exportAddress,
  type Facet,
  feedPath,
  searchPath,
  type SearchState,
  SORTS,
  toggled,
  withoutFilters,
} from './search-state.ts';
import { useHref, useSite } from './site.ts';
import styles from './search.module.css';
import { Title } from './title.tsx';

const useSearchText = () => useText(searchMessages);

export function SearchView({ data }: { data: SearchData }) {
  const { state, page } = data;
  const { lang } = useSite();
  const t = useSearchText();
  const href = useHref();
  const heading = state.q === '' ? t('title') : t('titleFor', { q: state.q });
  const filters = chosen(state);
  return (
    <>
      <Title description={t('description')}>{heading}</Title>
      {state.cursor === undefined ? null : <meta name="robots" content="noindex" />}
      <link rel="alternate" type="application/atom+xml" title={heading} href={href(feedPath(state))} />
      <div className={styles.band}>
        <div className={layout.page}>
          <SearchForm size="large" q={state.q} keep={filters.map(({ facet, value }) => [facet, value])} />
          <details className={styles.how}>
            <summary>{t('how')}</summary>
            <p>{t('howText')}</p>
          </details>
        </div>
      </div>
      <div className={`${layout.page} ${styles.columns}`}>
        <Facets state={state} page={page} />
        <div className={styles.results}>
          <div className={styles.top}>
            <div>
              <h1>{heading}</h1>
              <p role="status">{t('total', { count: total(lang, page.total) })}</p>
            </div>
            {page.items.length > 1 ? <Sorting state={state} /> : null}
          </div>
          <Chips data={data} />
          {page.notes.map((note) => (
            <Notice key={note}>{note}</Notice>
          ))}
          {page.items.length === 0 ? (
            <NothingFound data={data} />
          ) : (
            <section aria-labelledby="results">
              <h2 id="results" className="visually-hidden">
                {t('results')}
              </h2>
              {page.items.map((hit) => (
                <SearchHit key={hit.id} hit={hit} />
              ))}
            </section>
          )}
          {page.items.length === 0 ? null : <Export data={data} />}
          <p className={styles.keep}>
            <a href={href(feedPath(state))} type="application/atom+xml" rel="nofollow">
              {t('feed')}
            </a>
            <span>{t('keep')}</span>
          </p>
          <Pager
            first={state.cursor === undefined ? undefined : href(searchPath(state))}
            next={page.next === null ? undefined : href(searchPath(state, { cursor: page.next }))}
          />
        </div>
      </div>
    </>
  );
}

/** All hits as a file, by plain links: they work without script and are written as they are read. */
function Export({ data: { state, page } }: { data: SearchData }) {
  const t = useSearchText();
  const { lang, programme } = useSite();
  if (page.total.value > EXPORT_MAX.public)
    return <p className={styles.export}>{t('exportLimit', { count: count(lang, EXPORT_MAX.public) })}</p>;
  return (
    <nav aria-label={t('exportAs')} className={styles.export}>
      <span aria-hidden="true">{t('exportAs')}</span>
      {EXPORT_FORMATS.map((format) => (
        <a key={format} href={exportAddress(state, format, lang, programme?.id)} download rel="nofollow">
          {FORMAT_NAMES[format]}
        </a>
      ))}
    </nav>
  );
}

function Sorting({ state }: { state: SearchState }) {
  const t = useSearchText();
  const href = useHref();
  const now = state.sort ?? (state.q === '' ? 'newest' : 'relevance');
  return (
    <nav aria-label={t('sort')} className={styles.sorting}>
      <span aria-hidden="true">{t('sort')}</span>
      {SORTS.filter((sort) => sort !== 'relevance' || state.q !== '').map((sort) => (
        <a key={sort} href={href(searchPath(state, { sort }))} aria-current={sort === now || undefined} rel="nofollow">
          {t(sort === 'title' ? 'byTitle' : sort)}
        </a>
      ))}
    </nav>
  );
}

function Chips({ data: { state, page } }: { data: SearchData }) {
  const t = useSearchText();
  const href = useHref();
  const filters = chosen(state);
  if (filters.length === 0) return null;
  const labelOf = (facet: Facet, value: string): string =>
    page.facets[facet].find((item) => item.value === value)?.label ?? (facet === 'year' ? yearsLabel(t, value) : value);
  return (
    <nav aria-label={t('chosen')}>
      <ul className={styles.chips}>
        {filters.map(({ facet, value }) => (
          <li key={`${facet} ${value}`}>
            <a
              href={href(searchPath(toggled(state, facet, value)))}
              aria-label={t('remove', { facet: t(facet), value: labelOf(facet, value) })}
              rel="nofollow"
            >
              {labelOf(facet, value)}
              <Icon name="close" />
            </a>
          </li>
        ))}
        {filters.length > 1 ? (
          <li>
            <a className={styles.clear} href={href(searchPath(withoutFilters(state)))} rel="nofollow">
              {t('clear')}
            </a>
          </li>
        ) : null}
      </ul>
    </nav>
  );
}

function yearsLabel(t: ReturnType<typeof useSearchText>, span: string): string {
  const [from, to] = span.split('-');
  if (to === '9999') return t('since', { year: from! });
  return from === '0000' ? t('until', { year: to! }) : span;
}

function NothingFound({ data: { state, page } }: { data: SearchData }) {
  const { lang } = useSite();
  const t = useSearchText();
  const href = useHref();
  return (
    <EmptyState title={t('none')}>
      {page.did_you_mean.length === 0 ? null : (
        <p className={styles.meant}>
          {t('didYouMean')}
          {page.did_you_mean.map((meant) => (
            <span key={meant.q}>
              <a href={href(searchPath(state, { q: meant.q }))}>{meant.q}</a>
              {` ${t('found', { count: `${count(lang, meant.count)}${meant.relation === 'gte' ? '+' : ''}` })}`}
            </span>
          ))}
        </p>
      )}
      <p>{t('noneHelp')}</p>
      <ul className={styles.hints}>
        {page.hints.map((hint) => (
          <li key={hint.without}>
            <a href={href(searchPath(state, { q: hint.q }))}>{t('withoutWord', { word: hint.without })}</a>
            {` ${t('found', { count: `${count(lang, hint.count)}${hint.relation === 'gte' ? '+' : ''}` })}`}
          </li>
        ))}
        {chosen(state).length === 0 ? null : (
          <li>
            <a href={href(searchPath(withoutFilters(state)))}>{t('dropFilters')}</a>
          </li>
        )}
        {state.q === '' ? null : (
          <>
            <li>{t('checkWords')}</li>
            <li>{t('useNumber')}</li>
          </>
        )}
        <li>
          <a href={href('/search')}>{t('browse')}</a>
        </li>
      </ul>
    </EmptyState>
  );
}
