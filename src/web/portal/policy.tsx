import { pick } from '../../shared/i18n.ts';
import { Breadcrumbs } from '../ui/breadcrumbs.tsx';
import { useText } from '../ui/language.tsx';
import { StateTag, type Tone } from '../ui/state-tag.tsx';
import layout from './layout.module.css';
import { PolicyFacts } from './policies.tsx';
import { COVERED, COVERED_WORDS, type Covered } from '../../shared/guidance/covered.ts';
import type { Clause, PolicyData } from './policy-data.ts';
import { policyMessages } from './policy-messages.ts';
import styles from './policy.module.css';
import { shellMessages } from './shell-messages.ts';
import { useHref, useSite } from './site.ts';
import { Title } from './title.tsx';

const TONES = {
  covered: 'success',
  missing: 'danger',
  later: 'warning',
  not_built: 'warning',
  nothing_to_do: 'neutral',
} as const satisfies Record<Covered, Tone>;

/** 条款对照: one regulation, article by article. */
export function PolicyView({ data: { policy, state } }: { data: PolicyData }) {
  const t = useText(policyMessages);
  const s = useText(shellMessages);
  const href = useHref();
  const { lang } = useSite();
  const title = pick(policy.title, lang);
  const articles = policy.articles
    .map((article) => ({
      ...article,
      shown: article.clauses.filter((clause) => state === undefined || clause.state === state),
    }))
    .filter(({ shown }) => state === undefined || shown.length > 0);
  return (
    <div className={layout.page}>
      <Title description={t('lead')}>{`${t('title')} · ${title}`}</Title>
      <Breadcrumbs
        trail={[
          { label: s('home'), href: href('/') },
          { label: t('title'), href: href('/policies') },
        ]}
        here={title}
      />
      <h1>{title}</h1>
      <PolicyFacts policy={policy} />
      <p className={styles.ways}>
        {policy.official_link === null ? null : <a href={policy.official_link}>{t('official')}</a>}
        <a href={href('/policies/compare')}>{t('compare')}</a>
      </p>
      <States policy={policy} state={state} />
      {articles.length === 0 ? <p>{t('nothing')}</p> : null}
      {articles.map(({ number, gist, link, shown }) => (
        <section key={number} className={styles.article} aria-label={number}>
          <h2>{link === null ? number : <a href={link}>{number}</a>}</h2>
          <p className={styles.gist}>{pick(gist, lang)}</p>
          {shown.map((clause) => (
            <ClauseEntry key={clause.id} clause={clause} />
          ))}
        </section>
      ))}
    </div>
  );
}

function States({ policy: { id, counts }, state }: PolicyData) {
  const t = useText(policyMessages);
  const { lang } = useSite();
  const href = useHref();
  const choices = [
    ['', t('all'), counts.clauses] as const,
    ...COVERED.map((one) => [one, pick(COVERED_WORDS[one], lang), counts[one]] as const),
  ];
  return (
    <nav aria-label={t('filter')} className={`${styles.states} no-print`}>
      <ul>
        {choices.map(([value, label, number]) => (
          <li key={value}>
            <a
              href={href(value === '' ? `/policies/${id}` : `/policies/${id}?state=${value}`)}
              aria-current={(state ?? '') === value ? 'true' : undefined}
              rel="nofollow"
            >
              {`${label} ${number}`}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function ClauseEntry({ clause }: { clause: Clause }) {
  const t = useText(policyMessages);
  const href = useHref();
  const { lang } = useSite();
  const parts = (
    [
      [clause.values, 'values'],
      [clause.screens, 'screens'],
      [clause.house_rules, 'houseRules'],
      [clause.tests, 'tests'],
    ] as const
  ).flatMap(([held, label]) => (held.length === 0 ? [] : [t(label)]));
  return (
    <article className={styles.clause} id={clause.id}>
      <h3>
        <a href={`#${clause.id}`}>{clause.id}</a> <span className={styles.where}>{clause.article}</span>
      </h3>
      <p className={styles.tags}>
        <StateTag tone={TONES[clause.state]}>{pick(clause.state_text, lang)}</StateTag>
        <span className={styles.small}>{`${pick(clause.effect_text, lang)} · ${pick(clause.module_name, lang)}`}</span>
      </p>
      <p>{pick(clause.what, lang)}</p>
      {clause.reason === null ? null : <p className={styles.small}>{pick(clause.reason, lang)}</p>}
      {parts.length > 0 ? (
        <details>
          <summary>{parts.join(' · ')}</summary>
          {clause.values.length === 0 ? null : (
            <ul>
              {clause.values.map((value) => (
                <li key={`${value.theme} ${value.path}`}>
                  <code>{`${value.theme}.yaml ${value.path}`}</code>
                  {value.text === null ? null : <span>{` ${pick(value.text, lang)}`}</span>}{' '}
                  <StateTag tone={value.basis === 'law' ? 'info' : 'neutral'}>{t(value.basis)}</StateTag>
                </li>
              ))}
            </ul>
          )}
          {clause.screens.length === 0 ? null : (
            <p>
              {`${t('screens')} `}
              {clause.screens.map((screen) => (
                <a key={screen} href={href(screen)} className={styles.screen}>
                  {screen}
                </a>
              ))}
            </p>
          )}
          {clause.house_rules.map((rule) => (
            <dl key={rule.id} className={styles.facts}>
              <div>
                <dt>{`${rule.id} ${t('question')}`}</dt>
                <dd>{pick(rule.question, lang)}</dd>
              </div>
              <div>
                <dt>{t('taken')}</dt>
                <dd>{pick(rule.taken, lang)}</dd>
              </div>
            </dl>
          ))}
          {clause.tests.length === 0 ? null : (
            <ul>
              {clause.tests.map((test) => (
                <li key={test}>
                  <code>{test}</code>
                </li>
              ))}
            </ul>
          )}
        </details>
      ) : null}
    </article>
  );
}
