import { Button, Progress, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { EDITORS } from '../../shared/catalogue/people.ts';
import { STATE_LABELS } from '../../shared/catalogue/life.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useOwnPlatforms, useResourceTypes } from './choices.ts';
import { useRead } from './client.tsx';
import { ExportButton } from './export-button.tsx';
import { FilterBar } from './filter-bar.tsx';
import { Link } from './link.tsx';
import styles from './list.module.css';
import { ManyActions } from './many-actions.tsx';
import { Loaded, Nothing, Page } from './page.tsx';
import { Pager } from './pager.tsx';
import { resourceMessages } from './resource-messages.ts';
import { go, usePlace } from './router.ts';
import { useSigned } from './session.ts';
import { StateBadge } from './state-badge.tsx';
import { instantText, optionsOf } from './texts.ts';

type ListWork = Parameters<WorkbenchApi['listWork']>[0]['query'];
export type WorkRow = Awaited<ReturnType<WorkbenchApi['listWork']>>['items'][number];

const { superseded: _superseded, ...STATES } = STATE_LABELS;

export const ATTENTIONS = {
  to_check: 'toCheck',
  revision: 'revision',
  overdue: 'overdue',
  no_identifier: 'noIdentifier',
  incomplete: 'incomplete',
} as const;

export function ResourceListPage() {
  const t = useText(resourceMessages);
  const lang = useLanguage();
  const { query } = usePlace();
  const { holds } = useSigned();
  const platforms = useOwnPlatforms();
  const types = useResourceTypes();
  const asked = Object.fromEntries(query) as ListWork;
  const read = useRead('listWork', { query: asked }, { placeholderData: (previous) => previous });
  const [chosen, setChosen] = useState<WorkRow[]>([]);
  const edits = holds(EDITORS);
  return (
    <Page
      title={t('title')}
      about={t('about')}
      actions={
        <>
          <ExportButton />
          {edits ? (
            <Button type="primary" onClick={() => void go('/resources/new')}>
              {t('create')}
            </Button>
          ) : null}
        </>
      }
    >
      <FilterBar
        search={t('search')}
        filters={[
          { name: 'platform', label: t('platform'), options: platforms.choices },
          { name: 'type', label: t('type'), options: types.choices },
          { name: 'state', label: t('state'), options: optionsOf(STATES, lang) },
          {
            name: 'attention',
            label: t('attention'),
            options: Object.entries(ATTENTIONS).map(([value, key]) => ({ value, label: t(key) })),
          },
        ]}
      />
      {query.has('batch') ? <p className={styles.small}>{t('batch', { id: query.get('batch')! })}</p> : null}
      {chosen.length === 0 ? null : <ManyActions rows={chosen} onDone={() => setChosen([])} />}
      <Loaded read={read} rows={8}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Nothing text={t(query.size === 0 ? 'noneYet' : 'none')} />
          ) : (
            <>
              <Rows items={items} chosen={chosen} onChoose={setChosen} />
              <Pager next={next} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

interface RowsProps {
  items: WorkRow[];
  chosen: WorkRow[];
  onChoose: (rows: WorkRow[]) => void;
}

function Rows({ items, chosen, onChoose }: RowsProps) {
  const t = useText(resourceMessages);
  return (
    <div className={styles.table}>
      <Table<WorkRow>
        rowKey="id"
        size="middle"
        pagination={false}
        dataSource={items}
        columns={useColumns()}
        rowSelection={{
          selectedRowKeys: chosen.map(({ id }) => id),
          preserveSelectedRowKeys: true,
          onChange: (_, rows) => onChoose(rows),
          getCheckboxProps: ({ title }) => ({ 'aria-label': t('choose', { title }) }) as object,
        }}
      />
    </div>
  );
}

function useColumns(): TableColumnsType<WorkRow> {
  const t = useText(resourceMessages);
  const lang = useLanguage();
  return [
    {
      title: t('title'),
      key: 'title',
      width: 380,
      render: (_, row) => (
        <>
          <Link to={`/resources/${row.id}`}>{row.title}</Link>
          <div className={styles.small}>{`${row.type_label} · ${row.local_key}`}</div>
        </>
      ),
    },
    {
      title: t('state'),
      key: 'state',
      render: (_, row) => (
        <>
          <StateBadge state={row.state} label={row.state_label} />
          {row.has_revision ? <StateBadge state="open" label={t('hasRevision')} /> : null}
        </>
      ),
    },
    { title: t('platform'), key: 'platform', responsive: ['lg'], render: (_, row) => row.platform.name },
    {
      title: t('quality'),
      key: 'quality',
      responsive: ['md'],
      width: 140,
      render: (_, row) => <Progress percent={row.quality} size="small" status="normal" aria-label={t('quality')} />,
    },
    { title: t('identifier'), key: 'identifier', responsive: ['xl'], render: (_, row) => row.identifier ?? '–' },
    {
      title: t('updated'),
      key: 'updated',
      responsive: ['md'],
      className: styles.nowrap!,
      render: (_, row) => instantText(row.updated_at, lang),
    },
  ];
}
