import { App, Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import { useRead } from './client.tsx';
import styles from './expert.module.css';
import { expertMessages } from './expert-messages.ts';
import { Loaded, Section } from './page.tsx';

/** Reviews put together, with names or without; and a draft of the panel’s opinion to begin from. */
export function Opinions({ id }: { id: string }) {
  const t = useText(expertMessages);
  const { message } = App.useApp();
  const [anonymous, setAnonymous] = useState(false);
  const read = useRead('readOpinions', { params: { id }, query: { version: anonymous ? 'applicant' : 'office' } });
  return (
    <Section
      title={t('opinions')}
      extra={
        <Checkbox className="no-print" checked={anonymous} onChange={(event) => setAnonymous(event.target.checked)}>
          {t('anonymous')}
        </Checkbox>
      }
    >
      <Loaded read={read}>
        {({ score, items, opinions, draft }) =>
          opinions.length === 0 ? (
            <p className={styles.muted}>{t('opinionsNone')}</p>
          ) : (
            <div className={styles.stack}>
              <dl className={styles.facts}>
                {(['average', 'trimmed', 'highest', 'lowest', 'spread'] as const).map((word) => (
                  <div key={word}>
                    <dt className={styles.muted}>{t(word)}</dt>
                    <dd>{score[word] ?? '–'}</dd>
                  </div>
                ))}
              </dl>
              <div className={styles.scroll} tabIndex={0} role="group" aria-label={t('opinions')}>
                <table className={styles.table}>
                  <thead>
                    <tr>
                      <th>{t('expert')}</th>
                      {items.map((item) => (
                        <th key={item.id} className={styles.number}>
                          {item.label}
                        </th>
                      ))}
                      <th className={styles.number}>{t('total')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {opinions.map((one) => (
                      <tr key={one.by}>
                        <td>{one.by}</td>
                        {items.map((item) => (
                          <td key={item.id} className={styles.number}>
                            {one.marks[item.id] ?? '–'}
                          </td>
                        ))}
                        <td className={styles.number}>{one.score ?? '–'}</td>
                      </tr>
                    ))}
                  </tbody>
                  <tfoot>
                    <tr>
                      <th scope="row">{t('average')}</th>
                      {items.map((item) => (
                        <td key={item.id} className={styles.number}>
                          {item.average ?? '–'}
                        </td>
                      ))}
                      <td className={styles.number}>{score.average ?? '–'}</td>
                    </tr>
                  </tfoot>
                </table>
              </div>
              <dl className={styles.facts} aria-label={t('opinion')}>
                {opinions.map((one) => (
                  <div key={one.by}>
                    <dt>{one.by}</dt>
                    <dd className={styles.pre}>{one.opinion}</dd>
                  </div>
                ))}
              </dl>
              <details>
                <summary>{t('draftText')}</summary>
                <p className={styles.pre}>{draft}</p>
                <Button
                  size="small"
                  onClick={() => void navigator.clipboard.writeText(draft).then(() => message.success(t('copied')))}
                >
                  {t('copy')}
                </Button>
              </details>
            </div>
          )
        }
      </Loaded>
    </Section>
  );
}
