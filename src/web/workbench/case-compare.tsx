import { Alert, Button, Checkbox, Tag } from 'antd';
import { useQueries } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import type { CriterionView } from '../../shared/guidance/eligibility-routes.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { type ComparedRow, comparisonCsv, differs } from './case-comparison.ts';
import { useComparedRows } from './case-compared-rows.ts';
import type { Case } from './case-light.tsx';
import { keyOf, useApi } from './client.tsx';
import styles from './compare.module.css';
import { deskMessages } from './desk-messages.ts';
import { saveFile } from './download.ts';
import { Failure } from './failure.tsx';
import { Link } from './link.tsx';
import { Loaded, Nothing, Page } from './page.tsx';
import { usePlace } from './router.ts';

const MOST = 4;
export type Result = CriterionView['result'];
const TONES: Readonly<Record<Result, string>> = {
  met: 'success',
  not_met: 'error',
  judgement: 'processing',
  evidence_missing: 'warning',
};

/** Two to four applications side by side: `?ids=1,2,3`. */
export function CaseComparePage() {
  const t = useText(deskMessages);
  const api = useApi();
  const { query } = usePlace();
  const ids = [...new Set((query.get('ids') ?? '').split(',').filter((id) => /^\d+$/.test(id)))];
  const asked = ids.length < 2 || ids.length > MOST ? [] : ids;
  const reads = useQueries({
    queries: asked.map((id) => ({
      queryKey: keyOf('readCase', { params: { id } }),
      queryFn: () => api.readCase({ params: { id } }),
    })),
  });
  const back = { to: '/cases?scope=all', label: t('back') };
  if (asked.length === 0)
    return (
      <Page title={t('compareTitle')} back={back}>
        <Nothing text={t('compareNone')} />
      </Page>
    );
  const refused = reads.find(({ error }) => error);
  const cases = reads.flatMap(({ data }) => data ?? []);
  return (
    <Page title={t('compareTitle')} about={t('compareAbout')} back={back}>
      {refused ? <Failure error={refused.error} /> : null}
      <Loaded
        read={{ data: cases.length === asked.length ? cases : undefined, error: null, refetch: () => {} }}
        rows={12}
      >
        {(all) => <Comparison cases={all} />}
      </Loaded>
    </Page>
  );
}

function Comparison({ cases }: { cases: readonly Case[] }) {
  const t = useText(deskMessages);
  const lang = useLanguage();
  const [only, setOnly] = useState(false);
  const { rows, pending } = useComparedRows(cases);
  const shown = only ? rows.filter(differs) : rows;
  const heads = {
    group: t('group'),
    item: t('item'),
    differs: t('differs'),
    titles: cases.map(({ title }) => title),
  };
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
  return (
    <>
      <div className={`${styles.tools} no-print`}>
        <Checkbox checked={only} onChange={(event) => setOnly(event.target.checked)}>
          {t('onlyDifferences')}
        </Checkbox>
        <Button onClick={() => saveFile(comparisonCsv(shown, heads), `${t('compareTitle')}-${today}.csv`)}>
          {`${t('export')} CSV`}
        </Button>
        <Button onClick={() => window.print()}>{t('print')}</Button>
      </div>
      {pending ? <Alert type="info" title={t('stillReading')} role="status" /> : null}
      <div className={styles.wide} tabIndex={0} role="group" aria-label={t('compareTitle')}>
        <table className={styles.table} lang={lang}>
          <thead>
            <tr>
              <th scope="col">{t('item')}</th>
              {cases.map((of) => (
                <th key={of.id} scope="col">
                  <Link to={`/cases/${of.id}`}>{of.title}</Link>
                  <div className={styles.small}>{of.procedure_label}</div>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, n) => (
              <Fragment key={`${row.group} ${row.label}`}>
                {shown[n - 1]?.group === row.group ? null : (
                  <tr className={styles.group}>
                    <th scope="colgroup" colSpan={cases.length + 1}>
                      {row.group}
                    </th>
                  </tr>
                )}
                <Row row={row} />
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Row({ row }: { row: ComparedRow }) {
  const t = useText(deskMessages);
  const other = differs(row);
  return (
    <tr className={other ? styles.differs : undefined}>
      <th scope="row">
        {row.label}
        {other ? <span className={styles.mark}>{t('differs')}</span> : null}
      </th>
      {row.cells.map((cell, n) => {
        const tone = row.tones?.[n];
        return (
          // The cases have a fixed order: their place is their key.
          <td key={`${row.label} ${String(n)}`}>
            {tone === undefined ? cell : <Toned tone={tone as Result} text={cell} />}
          </td>
        );
      })}
    </tr>
  );
}

function Toned({ tone, text }: { tone: Result; text: string }) {
  const t = useText(deskMessages);
  return (
    <>
      <Tag color={TONES[tone]} variant="outlined">
        {t(tone)}
      </Tag>
      <div>{text}</div>
    </>
  );
}
