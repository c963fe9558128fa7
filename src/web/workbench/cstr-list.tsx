import { Alert, Button, Form, Select, Table } from 'antd';
import { useState } from 'react';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useOwnPlatforms, useResourceTypes } from './choices.ts';
import { useApi, useRead } from './client.tsx';
import { cstrMessages } from './cstr-messages.ts';
import { FilterBar } from './filter-bar.tsx';
import { FormDialog } from './form-dialog.tsx';
import { Link } from './link.tsx';
import styles from './list.module.css';
import { Loaded, Nothing, Page } from './page.tsx';
import { Pager } from './pager.tsx';
import { usePlace } from './router.ts';
import { StateBadge } from './state-badge.tsx';
import { instantText } from './texts.ts';

type Made = Awaited<ReturnType<WorkbenchApi['makeCstrBatch']>>;
type Row = Awaited<ReturnType<WorkbenchApi['listCstrBatches']>>['items'][number];

export function CstrListPage() {
  const t = useText(cstrMessages);
  const { query } = usePlace();
  const platforms = useOwnPlatforms();
  const read = useRead('listCstrBatches', { query: Object.fromEntries(query) });
  const [asked, setAsked] = useState(false);
  const [made, setMade] = useState<Made>();
  return (
    <Page
      title={t('title')}
      about={t('about')}
      actions={
        <Button type="primary" onClick={() => setAsked(true)}>
          {t('make')}
        </Button>
      }
    >
      {made ? <MadeNotice made={made} /> : null}
      <FilterBar filters={[{ name: 'platform', label: t('platform'), options: platforms.choices }]} />
      <Loaded read={read}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Nothing text={t('none')} />
          ) : (
            <>
              <Batches items={items} />
              <Pager next={next} />
            </>
          )
        }
      </Loaded>
      {asked ? (
        <MakeDialog
          platform={query.get('platform') ?? platforms.choices[0]?.value}
          onMade={(result) => {
            setMade(result);
            void read.refetch();
          }}
          onClose={() => setAsked(false)}
        />
      ) : null}
    </Page>
  );
}

function MadeNotice({ made: { batch, lacking } }: { made: Made }) {
  const t = useText(cstrMessages);
  return (
    <Alert
      type="success"
      showIcon
      style={{ marginBottom: 16 }}
      title={<Link to={`/cstr/${batch.id}`}>{t('made', { count: batch.count })}</Link>}
      description={
        lacking.length === 0 ? undefined : (
          <>
            <p>{t('lacking', { count: lacking.length })}</p>
            <ul>
              {lacking.slice(0, 20).map(({ id, title, fields }) => (
                <li key={id}>
                  <Link to={`/resources/${id}`}>{title}</Link> {t('lacks', { fields: fields.join('、') })}
                </li>
              ))}
            </ul>
          </>
        )
      }
    />
  );
}

function Batches({ items }: { items: readonly Row[] }) {
  const t = useText(cstrMessages);
  const lang = useLanguage();
  return (
    <div className={styles.table}>
      <Table<Row>
        rowKey="id"
        size="middle"
        pagination={false}
        dataSource={items}
        columns={[
          {
            title: t('batch'),
            render: (_, row) => (
              <>
                <Link to={`/cstr/${row.id}`}>{row.type_label}</Link>
                <div className={styles.small}>{row.platform.name}</div>
              </>
            ),
          },
          { title: t('state'), render: (_, row) => <StateBadge state={row.state} label={row.state_label} /> },
          { title: t('count'), align: 'right', dataIndex: 'count' },
          { title: t('registered'), align: 'right', dataIndex: 'registered' },
          { title: t('failed'), align: 'right', dataIndex: 'failed' },
          { title: t('task'), responsive: ['lg'], render: (_, row) => row.task ?? '–' },
          { title: t('by'), responsive: ['lg'], dataIndex: 'made_by' },
          { title: t('at'), responsive: ['md'], render: (_, row) => instantText(row.created_at, lang) },
        ]}
      />
    </div>
  );
}

interface Values {
  platform: string;
  type: string;
}

function MakeDialog({
  platform,
  onMade,
  onClose,
}: {
  platform: string | undefined;
  onMade: (made: Made) => void;
  onClose: () => void;
}) {
  const t = useText(cstrMessages);
  const api = useApi();
  const platforms = useOwnPlatforms();
  const types = useResourceTypes();
  const needed = { required: true, message: t('fill') };
  return (
    <FormDialog<Values, Made>
      title={t('make')}
      label={t('make')}
      initial={platform === undefined ? {} : { platform }}
      save={(body) => api.makeCstrBatch({ body })}
      onSaved={onMade}
      onClose={onClose}
    >
      <p>{t('makeHelp')}</p>
      <Form.Item name="platform" label={t('platform')} rules={[needed]}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={platforms.choices} loading={platforms.loading} />
      </Form.Item>
      <Form.Item name="type" label={t('type')} rules={[needed]}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={types.choices} loading={types.loading} />
      </Form.Item>
    </FormDialog>
  );
}
