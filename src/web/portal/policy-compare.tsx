import { pick } from '../../shared/i18n.ts';
import { useText } from '../ui/language.tsx';
import { StateTag } from '../ui/state-tag.tsx';
import layout from './layout.module.css';
import { PageHead } from './page-head.tsx';
import type { Comparison, ComparisonData } from './policy-data.ts';
import { policyMessages } from './policy-messages.ts';
import styles from './policy.module.css';
import { useHref, useSite } from './site.ts';

type Topic = Comparison['topics'][number];
type Cell = Topic['cells'][number];

/** What the jurisdictions say on each matter, side by side; on a narrow screen one below the other. */
export function PolicyCompareView({ data: { comparison, onlyDiffering } }: { data: ComparisonData }) {
  const t = useText(policyMessages);
  const href = useHref();
  const { lang } = useSite();
  const topics = comparison.topics.filter(({ differs }) => differs || !onlyDiffering);
  const titles = new Map(comparison.policies.map(({ id, title }) => [id, pick(title, lang)]));
  return (
    <div className={layout.page}>
      <PageHead title={t('compare')} lead={t('compareLead')} trail={[{ label: t('title'), path: '/policies' }]} />
      <p className="no-print">
        <a href={href(onlyDiffering ? '/policies/compare' : '/policies/compare?differ=1')} rel="nofollow">
          {t(onlyDiffering ? 'allTopics' : 'onlyDiffering')}
        </a>
      </p>
      <div className={styles.scroll} role="region" aria-label={t('compare')} tabIndex={0}>
        <table className={styles.comparison}>
          <caption className="visually-hidden">{t('compare')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('topic')}</th>
              {comparison.policies.map(({ id, title, document_no }) => (
                <th scope="col" key={id}>
                  <a href={href(`/policies/${id}`)}>{pick(title, lang)}</a>
                  {document_no === null ? null : <span className={styles.small}>{document_no}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {topics.map((topic) => (
              <tr key={topic.key}>
                <th scope="row">{pick(topic.name, lang)}</th>
                {topic.cells.map((cell) => (
                  <td key={cell.policy}>
                    <span className={styles.narrow} aria-hidden="true">
                      {titles.get(cell.policy)}
                    </span>
                    <Statements cell={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Statements({ cell }: { cell: Cell }) {
  const t = useText(policyMessages);
  const href = useHref();
  const { lang } = useSite();
  if (cell.statements.length === 0) return <p className={styles.small}>{t('silent')}</p>;
  return (
    <ul className={styles.statements}>
      {cell.statements.map(({ label, text, cite }, at) => (
        <li key={`${at} ${text.zh}`}>
          {label === undefined ? null : <span className={styles.small}>{pick(label, lang)}</span>}
          <span>{pick(text, lang)}</span>
          {cite === undefined ? null : (
            <a className={styles.cite} href={href(`/policies/${cite.policy}#${cite.clause}`)}>
              {cite.article}
            </a>
          )}
          {cite?.basis === 'house' ? <StateTag>{t('house')}</StateTag> : null}
        </li>
      ))}
    </ul>
  );
}
