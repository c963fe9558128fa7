import { Card, Progress, Statistic, Table } from 'antd';
import { useText } from '../ui/language.tsx';
import { AvailableList } from './available-list.tsx';
import { useRead } from './client.tsx';
import { Link } from './link.tsx';
import styles from './home.module.css';
import { OnePlatform } from './one-platform.tsx';
import { Loaded, Nothing, Page, Section } from './page.tsx';
import { workMessages } from './work-messages.ts';

export function QualityPage() {
  const t = useText(workMessages);
  return (
    <Page title={t('quality')} about={t('qualityAbout')}>
      <OnePlatform>{(platform) => <Figures key={platform} platform={platform} />}</OnePlatform>
    </Page>
  );
}

function Figures({ platform }: { platform: string }) {
  const t = useText(workMessages);
  const read = useRead('readQuality', { query: { platform } });
  const list = (more: string): string => `/resources?platform=${encodeURIComponent(platform)}${more}`;
  return (
    <Loaded read={read}>
      {(data) =>
        data.published === 0 ? (
          <Nothing text={t('nonePublished')} />
        ) : (
          <>
            <div className={styles.cards} style={{ gridTemplateColumns: 'repeat(auto-fill, minmax(14rem, 1fr))' }}>
              <Figure title={t('published')} value={data.published} to={list('&state=published')} />
              <Figure
                title={t('identified')}
                value={data.identified}
                of={data.published}
                to={list('&attention=no_identifier')}
              />
              <Figure
                title={t('complete')}
                value={data.complete}
                of={data.published}
                to={list('&attention=incomplete')}
              />
              <Figure
                title={t('overdue')}
                value={data.overdue}
                of={data.published}
                to={list('&attention=overdue')}
                help={t('overdueHelp', { days: data.interval_days })}
              />
            </div>
            <Section title={t('type')}>
              <Table
                rowKey="type"
                size="small"
                pagination={false}
                scroll={{ x: 'max-content' }}
                dataSource={data.types}
                columns={[
                  { title: t('type'), render: (_, row) => <Link to={list(`&type=${row.type}`)}>{row.label}</Link> },
                  { title: t('published'), dataIndex: 'published', align: 'right' },
                  { title: t('complete'), dataIndex: 'complete', align: 'right' },
                  {
                    title: t('average'),
                    width: 200,
                    render: (_, row) => (
                      <Progress
                        percent={Math.round(row.average)}
                        size="small"
                        status="normal"
                        aria-label={`${t('average')} ${row.label}`}
                      />
                    ),
                  },
                ]}
              />
            </Section>
            <AvailableList platform={platform} />
          </>
        )
      }
    </Loaded>
  );
}

interface FigureProps {
  title: string;
  value: number;
  of?: number;
  to: string;
  help?: string;
}

function Figure({ title, value, of, to, help }: FigureProps) {
  const t = useText(workMessages);
  const share = of === undefined || of === 0 ? '' : ` / ${of}（${Math.round((value / of) * 100)}%）`;
  return (
    <Card size="small">
      <Statistic title={title} value={value} suffix={<span className={styles.small}>{share}</span>} />
      {help === undefined ? null : <p className={styles.small}>{help}</p>}
      <Link to={to}>{t('seeAll')}</Link>
    </Card>
  );
}
