import { useText } from '../ui/language.tsx';
import { Light } from './case-light.tsx';
import { useRead } from './client.tsx';
import styles from './expert.module.css';
import { expertMessages } from './expert-messages.ts';
import { Link } from './link.tsx';
import { Loaded, Nothing, Page } from './page.tsx';

/** The desk of an expert: what waits for a review. */
export function ReviewListPage() {
  const t = useText(expertMessages);
  const read = useRead('listCases', { query: { todo: 'mine', limit: 100 } });
  return (
    <Page title={t('reviews')} about={t('reviewsAbout')}>
      <Loaded read={read}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing text={t('reviewsNone')} />
          ) : (
            <div className={styles.scroll}>
              <table className={styles.table}>
                <thead>
                  <tr>
                    <th>{t('reviewOf')}</th>
                    <th>{t('state')}</th>
                    <th>{t('since')}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((row) => (
                    <tr key={row.id}>
                      <td>
                        <Link to={`/reviews/${row.id}`}>{row.title}</Link>
                        <div className={styles.muted}>{row.procedure_label}</div>
                      </td>
                      <td>
                        {row.state_label} <Light light={row.light} />
                      </td>
                      <td>{row.opened_at.slice(0, 10)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}
