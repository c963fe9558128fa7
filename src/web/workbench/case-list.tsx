import { Button, Segmented, Table, type TableColumnsType, Tag } from 'antd';
import { pick } from '../../shared/i18n.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { type CaseRow, Light } from './case-light.tsx';
import { caseMessages } from './case-messages.ts';
import { useRead } from './client.tsx';
import { FilterBar } from './filter-bar.tsx';
import { Link } from './link.tsx';
import styles from './list.module.css';
import { Loaded, Nothing, Page } from './page.tsx';
import { Pager } from './pager.tsx';
import { go, usePlace, withQuery } from './router.ts';
import { StateBadge } from './state-badge.tsx';

type Query = Parameters<WorkbenchApi['listCases']>[0]['query'];

const SCOPES = ['mine', 'claimed', 'all'] as const;
type Scope = (typeof SCOPES)[number];
const EMPTY = { mine: 'noneMine', claimed: 'noneClaimed', all: 'none' } as const;

/** The to-do list; all cases by a choice above it. */
export function CaseListPage() {
  const t = useText(caseMessages);
  const { path, query } = usePlace();
  const scope = SCOPES.find((known) => known === query.get('scope')) ?? 'mine';
  const { scope: _scope, ...filters } = Object.fromEntries(query);
  const asked = { ...filters, ...(scope !== 'all' && { todo: scope }) } as Query;
  const read = useRead('listCases', { query: asked }, { placeholderData: (previous) => previous });
  const filtered = Object.keys(filters).some((name) => name !== 'cursor');
  return (
    <Page
      title={t('title')}
      about={t('about')}
      actions={
        <Button type="primary" onClick={() => void go('/cases/new')}>
          {t('create')}
        </Button>
      }
    >
      <div className={styles.filters}>
        <Segmented<Scope>
          aria-label={t('todo')}
          value={scope}
          options={SCOPES.map((value) => ({ value, label: t(value === 'all' ? 'everything' : value) }))}
          onChange={(value) => void go(`${path}${withQuery(query, { scope: value === 'mine' ? undefined : value })}`)}
        />
      </div>
      <Filters />
      <Loaded read={read} rows={6}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Nothing text={t(filtered ? 'none' : EMPTY[scope])} />
          ) : (
            <>
              <CaseRows items={items} />
              <Pager next={next} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

/** Programme, then its procedures, then the states of the one chosen. */
function Filters() {
  const t = useText(caseMessages);
  const lang = useLanguage();
  const { query } = usePlace();
  const [programme, procedure] = [query.get('programme'), query.get('procedure')];
  const programmes = useRead('listProgrammes', undefined, { staleTime: 600_000 });
  const procedures = useRead(
    'listProcedures',
    { query: { programme: programme ?? undefined } },
    { staleTime: 600_000, enabled: programme !== null },
  );
  const table = useRead(
    'readProcedure',
    { params: { programme: programme ?? '', id: procedure ?? '' } },
    { staleTime: 600_000, enabled: programme !== null && procedure !== null },
  );
  const options = (items: readonly { id: string; label: string }[] | undefined) =>
    (items ?? []).map(({ id, label }) => ({ value: id, label }));
  return (
    <FilterBar
      filters={[
        {
          name: 'programme',
          label: t('programme'),
          options: (programmes.data?.items ?? []).map(({ id, name }) => ({ value: id, label: pick(name, lang) })),
        },
        ...(programme === null
          ? []
          : [{ name: 'procedure', label: t('procedure'), options: options(procedures.data?.items) }]),
        ...(procedure === null ? [] : [{ name: 'state', label: t('state'), options: options(table.data?.states) }]),
      ]}
    />
  );
}

export function CaseRows({ items }: { items: readonly CaseRow[] }) {
  return (
    <div className={styles.table}>
      <Table<CaseRow> rowKey="id" size="middle" pagination={false} dataSource={[...items]} columns={useColumns()} />
    </div>
  );
}

function useColumns(): TableColumnsType<CaseRow> {
  const t = useText(caseMessages);
  return [
    {
      title: t('title'),
      key: 'title',
      width: 380,
      render: (_, row) => (
        <>
          <Link to={`/cases/${row.id}`}>{row.title}</Link>
          <div className={styles.small}>{row.procedure_label}</div>
        </>
      ),
    },
    {
      title: t('state'),
      key: 'state',
      render: (_, row) => (
        <>
          <StateBadge state={row.closed ? 'closed' : 'submitted'} label={row.state_label} />
          {row.trial ? <Tag variant="outlined">{t('trial')}</Tag> : null}
        </>
      ),
    },
    {
      title: t('due'),
      key: 'due',
      className: styles.nowrap!,
      render: (_, row) => (
        <>
          {row.due ?? <span className={styles.small}>{t('noDue')}</span>} <Light light={row.light} />
        </>
      ),
    },
    {
      title: t('claimed'),
      key: 'claimed',
      responsive: ['md'],
      render: (_, row) => (row.claimed_by_me ? t('claimedByMe') : (row.claimed_by ?? '–')),
    },
  ];
}
