import { Select, Table } from 'antd';
import { useState } from 'react';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useRead } from './client.tsx';
import { Loaded, Section } from './page.tsx';
import type { WorkingCopy } from './record-page.tsx';
import styles from './record.module.css';
import { resourceMessages } from './resource-messages.ts';
import { StateBadge } from './state-badge.tsx';
import { instantText } from './texts.ts';

type Version = Awaited<ReturnType<WorkbenchApi['listVersions']>>['items'][number];

export function RecordVersions({ copy }: { copy: WorkingCopy }) {
  const t = useText(resourceMessages);
  const lang = useLanguage();
  const read = useRead('listVersions', { params: { id: copy.id } });
  return (
    <Section title={t('versions')}>
      <Loaded read={read}>
        {({ items }) => (
          <>
            <Table<Version>
              rowKey="version"
              size="small"
              pagination={false}
              dataSource={items}
              columns={[
                { title: t('versions'), render: (_, row) => t('version', { version: row.version }) },
                { title: t('state'), render: (_, row) => <StateBadge state={row.state} label={row.state_label} /> },
                { title: t('author'), dataIndex: 'author' },
                { title: t('updated'), render: (_, row) => instantText(row.created_at, lang) },
                { title: t('note'), render: (_, row) => row.note ?? '–' },
              ]}
            />
            {items.length < 2 ? (
              <p className={styles.help}>{t('oneVersion')}</p>
            ) : (
              <Differences id={copy.id} versions={items} />
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function Differences({ id, versions }: { id: string; versions: readonly Version[] }) {
  const t = useText(resourceMessages);
  const [from, setFrom] = useState(versions[1]!.version);
  const [to, setTo] = useState(versions[0]!.version);
  const read = useRead('compareVersions', { params: { id }, query: { from, to } });
  const options = versions.map(({ version }) => ({ value: version, label: t('version', { version }) }));
  return (
    <div style={{ marginTop: 16 }}>
      <p className={styles.meta}>
        <label htmlFor="compare-from">{t('from')}</label>
        <Select id="compare-from" options={options} value={from} onChange={setFrom} />
        <label htmlFor="compare-to">{t('to')}</label>
        <Select id="compare-to" options={options} value={to} onChange={setTo} />
      </p>
      <Loaded read={read} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{t('same')}</p>
          ) : (
            <Table
              rowKey="id"
              size="small"
              pagination={false}
              dataSource={items}
              columns={[
                { title: t('field'), dataIndex: 'label' },
                { title: t('before'), render: (_, row) => row.before.join('；') || '–' },
                { title: t('after'), render: (_, row) => row.after.join('；') || '–' },
              ]}
            />
          )
        }
      </Loaded>
    </div>
  );
}
