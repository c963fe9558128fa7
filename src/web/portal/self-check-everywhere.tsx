import { Button } from '../ui/button.tsx';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { useText } from '../ui/language.tsx';
import { StateTag } from '../ui/state-tag.tsx';
import layout from './layout.module.css';
import { type EverywhereAnswer, type Given, writeGiven } from './self-check-data.ts';
import { selfCheckMessages } from './self-check-messages.ts';
import { TONES } from './self-check-result.tsx';
import styles from './self-check.module.css';
import { useHref } from './site.ts';

type Row = EverywhereAnswer['items'][number];
/** Shortfalls of a class that a row names; the class's own page names all. */
const SHOWN = 3;

/** One set of figures against every class: where to apply, and what is nearest. */
export function Everywhere({ answer, given }: { answer: EverywhereAnswer; given: Given }) {
  const t = useText(selfCheckMessages);
  const href = useHref();
  const query = writeGiven(given).toString();
  const to = (row: Row): string => href(`/self-check?programme=${row.programme}&class=${row.class}&${query}`);
  const columns: Column<Row>[] = [
    {
      id: 'class',
      label: t('class'),
      heading: true,
      cell: (row) => (
        <>
          <a href={to(row)} rel="nofollow">
            {row.name}
          </a>
          <span className={styles.facts}>{row.programme_name}</span>
        </>
      ),
    },
    {
      id: 'state',
      label: t('state'),
      cell: (row) => (
        <>
          <StateTag tone={TONES[row.result]}>{t(row.result)}</StateTag>
          {row.in_force ? null : <StateTag tone="warning">{t('draft')}</StateTag>}
        </>
      ),
    },
    { id: 'met', label: t('met_short'), numeric: true, cell: (row) => row.counts.met + row.counts.judgement },
    { id: 'missing', label: t('missing_short'), numeric: true, cell: (row) => row.counts.evidence_missing },
    {
      id: 'short',
      label: t('short'),
      cell: (row) => (
        <ul className={styles.shorts}>
          {row.short.slice(0, SHOWN).map(({ clause, label, message }) => (
            <li key={clause}>
              {label}
              <span className={styles.facts}>{message}</span>
            </li>
          ))}
          {row.short.length > SHOWN ? <li>{`… ${row.short.length - SHOWN}`}</li> : null}
        </ul>
      ),
    },
  ];
  return (
    <>
      <p className={layout.lead}>{t('everywhereLead')}</p>
      <p className={styles.facts}>{t('onDay', { date: answer.on })}</p>
      <div className={styles.section}>
        <DataTable
          caption={t('everywhereTitle')}
          columns={columns}
          stacked
          rows={answer.items}
          keyOf={(row) => `${row.programme} ${row.class}`}
        />
      </div>
      <div className={`${styles.actions} no-print`}>
        <span className="needs-script">
          <Button onClick={() => window.print()}>{t('print')}</Button>
        </span>
        <a href={href('/self-check')}>{t('other')}</a>
      </div>
    </>
  );
}
