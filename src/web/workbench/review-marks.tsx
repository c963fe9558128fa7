import { InputNumber } from 'antd';
import { totalOf } from '../../shared/experts/sheet.ts';
import { useText } from '../ui/language.tsx';
import type { ControlProps } from './case-control.tsx';
import type { Case } from './case-light.tsx';
import { useRead } from './client.tsx';
import styles from './expert.module.css';
import { expertMessages } from './expert-messages.ts';
import { Loaded } from './page.tsx';

type Marks = Readonly<Record<string, number | null>>;
const marksOf = (value: unknown): Marks => (typeof value === 'object' && value !== null ? (value as Marks) : {});

/** The score sheet of a review, item by item. */
export function MarksControl({ of, id, value, disabled, described, onChange }: ControlProps) {
  const t = useText(expertMessages);
  const read = useRead('readReview', { params: { id: of.id } });
  const marks = marksOf(value);
  return (
    <Loaded read={read}>
      {({ items }) => {
        const complete = items.every((item) => typeof marks[item.id] === 'number');
        return (
          <div className={styles.scroll}>
            <table className={styles.table} id={id} aria-describedby={described}>
              <thead>
                <tr>
                  <th>{t('item')}</th>
                  <th className={styles.number}>{t('mark')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <tr key={item.id}>
                    <td>
                      {item.label}
                      <div className={styles.muted}>
                        {[item.help, t('most', { most: item.most })].filter((part) => part !== null).join(' ')}
                      </div>
                    </td>
                    <td className={styles.number}>
                      <InputNumber
                        min={0}
                        max={item.most}
                        step={0.5}
                        disabled={disabled}
                        aria-label={t('markOf', { item: item.label, most: item.most })}
                        value={marks[item.id] ?? null}
                        onChange={(next: number | null) => onChange({ ...marks, [item.id]: next })}
                      />
                    </td>
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <th scope="row">{t('total')}</th>
                  <td className={styles.number} aria-live="polite">
                    {complete ? (
                      <strong>{totalOf(items, marks)}</strong>
                    ) : (
                      <span className={styles.muted}>{t('totalYet')}</span>
                    )}
                  </td>
                </tr>
              </tfoot>
            </table>
          </div>
        );
      }}
    </Loaded>
  );
}

/** A sheet as it is read. */
export function MarkFacts({ of, value }: { of: Case; value: object }) {
  const read = useRead('readReview', { params: { id: of.id } });
  const marks = marksOf(value);
  const nameOf = (id: string): string => read.data?.items.find((item) => item.id === id)?.label ?? id;
  return (
    <dl className={styles.facts}>
      {Object.entries(marks).map(([id, mark]) => (
        <div key={id}>
          <dt>{nameOf(id)}</dt>
          <dd>{mark ?? '–'}</dd>
        </div>
      ))}
    </dl>
  );
}
