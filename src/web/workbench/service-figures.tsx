import { Alert, Button } from 'antd';
import { yuanText } from '../../shared/stock/fees.ts';
import { CountedBars } from '../ui/counted-bars.tsx';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useOwnPlatforms } from './choices.ts';
import { useApi, useRead } from './client.tsx';
import { useDownload } from './download.ts';
import { FilterBar } from './filter-bar.tsx';
import styles from './list.module.css';
import { Loaded, Nothing, Page, Section } from './page.tsx';
import { usePlace } from './router.ts';
import { PeriodBar } from './service-record-list.tsx';
import { serviceRecordMessages } from './service-record-messages.ts';
import own from './stock.module.css';
import { numberText } from './texts.ts';

type Figures = Awaited<ReturnType<WorkbenchApi['readServiceFigures']>>;

/** Figures of services of a platform, or of all one looks after or supervises. */
export function ServiceFiguresPage() {
  const t = useText(serviceRecordMessages);
  const api = useApi();
  const { query } = usePlace();
  const { choices } = useOwnPlatforms();
  const asked = Object.fromEntries(query);
  const read = useRead('readServiceFigures', { query: asked });
  const [download, busy] = useDownload();
  return (
    <Page
      title={t('figuresTitle')}
      about={t('figuresAbout')}
      back={{ to: '/service-records', label: t('back') }}
      actions={
        <Button
          loading={busy}
          onClick={() => download(() => api.exportServiceFigures({ query: asked }), 'service-figures.csv')}
        >
          {t('download')}
        </Button>
      }
    >
      <FilterBar others={['from', 'to']} filters={[{ name: 'platform', label: t('allPlatforms'), options: choices }]} />
      <PeriodBar />
      <Loaded read={read}>{(figures) => <Shown figures={figures} />}</Loaded>
    </Page>
  );
}

const TABLES = [
  ['by_class', 'byClass'],
  ['by_kind', 'byKind'],
  ['by_unit_kind', 'byUnitKind'],
  ['by_group', 'byGroup'],
  ['by_region', 'byRegion'],
  ['by_purpose', 'byPurpose'],
  ['by_mode', 'byMode'],
  ['by_month', 'byMonth'],
  ['uses', 'uses'],
] as const;

function Shown({ figures }: { figures: Figures }) {
  const t = useText(serviceRecordMessages);
  const lang = useLanguage();
  if (figures.services === 0 && figures.reversed === 0) return <Nothing text={t('figuresNone')} />;
  const { answers, ratings } = figures;
  const facts: [string, string | number | null][] = [
    [t('services'), numberText(figures.services, lang)],
    [t('reversed'), figures.reversed],
    [t('users'), figures.users],
    [t('outsidePercent'), figures.outside_percent === null ? null : `${figures.outside_percent}%`],
    [t('incomeSum'), yuanText(figures.income_fen)],
    [t('costSum'), yuanText(figures.cost_fen)],
    [t('hours'), numberText(figures.hours, lang)],
    [t('participants'), numberText(figures.participants, lang)],
    [t('ratingsCount'), ratings.count],
    [t('resourceMean'), ratings.resource_score],
    [t('serviceMean'), ratings.service_score],
    [t('median'), answers?.median_days ?? null],
    [t('worst'), answers?.worst_days ?? null],
  ];
  return (
    <>
      <p className={styles.small}>{`${figures.from} – ${figures.to}`}</p>
      <ul className={own.figures}>
        {facts
          .filter(([, value]) => value !== null)
          .map(([name, value]) => (
            <li key={name}>
              <span>{name}</span>
              <strong>{value}</strong>
            </li>
          ))}
      </ul>
      {answers === null || answers.asked === 0 ? null : <p>{t('fulfilled', answers)}</p>}
      {figures.gaps.length === 0 ? null : (
        <Alert
          type="info"
          showIcon
          className={styles.alert!}
          title={t('gaps', { gaps: figures.gaps.map(({ label }) => label).join('；') })}
        />
      )}
      {TABLES.filter(([name]) => figures[name].some(({ count }) => count > 0)).map(([name, title]) => (
        <Section key={name} title={t(title)}>
          <CountedBars
            caption={t(title)}
            name={t('item')}
            number={t('numberColumn')}
            {...(name !== 'uses' && figures.income_fen > 0 && { further: [t('incomeSum'), t('costSum')] })}
            rows={figures[name].map(({ id, label, count, income_fen, cost_fen }) => ({
              key: id,
              label,
              count,
              shown: numberText(count, lang),
              further: [yuanText(income_fen), yuanText(cost_fen)],
            }))}
          />
        </Section>
      ))}
    </>
  );
}
