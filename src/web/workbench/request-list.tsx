import { Button, Table, Tabs, Tag } from 'antd';
import { EDITORS } from '../../shared/catalogue/people.ts';
import { PART_FILTERS } from '../../shared/sharing/codes.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useOwnPlatforms } from './choices.ts';
import { useRead } from './client.tsx';
import { FilterBar } from './filter-bar.tsx';
import { Link } from './link.tsx';
import styles from './list.module.css';
import { Loaded, Nothing, Page } from './page.tsx';
import { Pager } from './pager.tsx';
import { requestMessages } from './request-messages.ts';
import { RequestQuestions } from './request-questions.tsx';
import { go, usePlace } from './router.ts';
import { useSigned } from './session.ts';
import { StateBadge } from './state-badge.tsx';
import { optionsOf } from './texts.ts';

type Row = Awaited<ReturnType<WorkbenchApi['listOwnRequests']>>['items'][number];

/** Requests one has sent; for people of platforms also those that came in. */
export function RequestListPage() {
  const t = useText(requestMessages);
  const lang = useLanguage();
  const { query } = usePlace();
  const works = useSigned().holds(EDITORS);
  const own = !works || query.get('side') === 'own';
  return (
    <Page
      title={t('title')}
      about={t('about')}
      actions={<Button href={`${lang === 'en' ? '/en' : ''}/shortlist`}>{t('shortlist')}</Button>}
    >
      {works ? (
        <Tabs
          activeKey={own ? 'own' : 'work'}
          onChange={(side) => void go(side === 'own' ? '/requests?side=own' : '/requests')}
          items={[
            { key: 'work', label: t('toPlatforms') },
            { key: 'own', label: t('own') },
          ]}
        />
      ) : null}
      {own ? <OwnRequests /> : <RequestWork />}
    </Page>
  );
}

function OwnRequests() {
  const t = useText(requestMessages);
  const cursor = usePlace().query.get('cursor');
  const read = useRead('listOwnRequests', { query: cursor === null ? {} : { cursor } });
  return <Loaded read={read}>{(page) => <Rows {...page} empty={t('noneOwn')} />}</Loaded>;
}

function RequestWork() {
  const t = useText(requestMessages);
  const lang = useLanguage();
  const { query } = usePlace();
  const platforms = useOwnPlatforms();
  const read = useRead('listRequestWork', { query: Object.fromEntries(query) });
  const platform = query.get('platform') ?? (platforms.choices.length === 1 ? platforms.choices[0]!.value : undefined);
  return (
    <>
      <FilterBar
        filters={[
          { name: 'platform', label: t('platform'), options: platforms.choices },
          { name: 'filter', label: t('filter'), options: optionsOf(PART_FILTERS, lang) },
        ]}
      />
      <Loaded read={read}>{(page) => <Rows {...page} empty={t('none')} />}</Loaded>
      {platform === undefined ? null : <RequestQuestions key={platform} platform={platform} />}
    </>
  );
}

function Rows({ items, next, empty }: { items: readonly Row[]; next: string | null; empty: string }) {
  const t = useText(requestMessages);
  if (items.length === 0) return <Nothing text={empty} />;
  return (
    <>
      <div className={styles.table}>
        <Table<Row>
          rowKey="id"
          size="middle"
          pagination={false}
          dataSource={[...items]}
          columns={[
            {
              title: t('number'),
              render: (_, row) => (
                <>
                  <Link to={`/requests/${row.id}`}>{row.number}</Link>
                  <div className={styles.small}>{row.platform.name}</div>
                </>
              ),
            },
            {
              title: t('items'),
              render: (_, row) =>
                row.items.slice(0, 5).map(({ title, state, state_label }, n) => (
                  // oxlint-disable-next-line react/no-array-index-key
                  <div key={n}>
                    {`${title} `}
                    <StateBadge state={state} label={state_label} />
                  </div>
                )),
            },
            {
              title: t('requester'),
              render: (_, row) => (
                <>
                  {row.requester.name}
                  <div className={styles.small}>
                    {[row.requester.organisation, row.purpose.label].filter(Boolean).join(' · ')}
                  </div>
                </>
              ),
            },
            {
              title: t('due'),
              render: (_, row) => (
                <>
                  <span className={styles.nowrap}>{row.due_on ?? ''}</span>
                  {row.overdue ? <Tag color="error">{t('overdue')}</Tag> : null}
                  {row.waits_for_requester ? <div className={styles.small}>{t('waits')}</div> : null}
                </>
              ),
            },
            { title: t('claimed'), render: (_, row) => row.claimed_by ?? '' },
          ]}
        />
      </div>
      <Pager next={next} />
    </>
  );
}
