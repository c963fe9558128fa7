import { Card } from 'antd';
import { useText } from '../ui/language.tsx';
import { Light } from './case-light.tsx';
import { caseMessages } from './case-messages.ts';
import { useRead } from './client.tsx';
import styles from './home.module.css';
import { Link } from './link.tsx';
import { Loaded } from './page.tsx';
import { workMessages } from './work-messages.ts';

const SHOWN = 5;

/** How much waits for the reader, and what is due first. */
export function Todo() {
  const t = useText(caseMessages);
  const work = useText(workMessages);
  const count = useRead('countTodo', undefined);
  const read = useRead('listCases', { query: { todo: 'mine', limit: SHOWN } });
  return (
    <Card
      size="small"
      title={<h2 className={styles.title}>{t('homeTitle')}</h2>}
      extra={<Link to="/cases">{work('seeAll')}</Link>}
    >
      {count.data && count.data.total > 0 ? (
        <p>
          <Link to="/cases">{t('homeCount', count.data)}</Link>
        </p>
      ) : null}
      <Loaded read={read} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={styles.none}>{work('nothingToDo')}</p>
          ) : (
            <ul className={styles.items}>
              {items.map((row) => (
                <li key={row.id}>
                  <Link to={`/cases/${row.id}`}>{row.title}</Link> <Light light={row.light} />
                  <span className={styles.small}>
                    {`${row.procedure_label} · ${row.state_label} · ${row.due ?? t('noDue')}`}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}
