import { Select, Table } from 'antd';
import { useText } from '../ui/language.tsx';
import type { FieldChoice, Mapping, Preview } from './import-mapping.tsx';
import { importMessages } from './import-messages.ts';
import styles from './list.module.css';

interface ImportColumnsProps {
  data: Preview;
  fields: readonly FieldChoice[];
  onChange: (mapping: Mapping) => void;
}

const SAMPLES = 3;

/** Each column of the file with its first values and the field it goes to. */
export function ImportColumns({ data, fields, onChange }: ImportColumnsProps) {
  const t = useText(importMessages);
  const rows = data.headings.map((heading, index) => ({ heading, index, key: `${index} ${heading}` }));
  const samples = (index: number): string =>
    data.rows
      .map(({ cells }) => cells[index] ?? '')
      .filter((cell) => cell !== '')
      .slice(0, SAMPLES)
      .join(' | ');
  return (
    <Table
      rowKey="key"
      size="small"
      pagination={rows.length > 100 ? { pageSize: 100, showSizeChanger: false } : false}
      dataSource={rows}
      columns={[
        { title: t('column'), width: 200, render: (_, { heading }) => <strong>{heading}</strong> },
        {
          title: t('target'),
          width: 320,
          render: (_, { heading }) => (
            <>
              <Select
                aria-label={`${t('target')} ${heading}`}
                style={{ width: 300 }}
                allowClear
                placeholder={t('leftAside')}
                showSearch={{ optionFilterProp: 'label' }}
                options={[...fields]}
                value={data.mapping[heading] ?? null}
                onChange={(field: string | null | undefined) => onChange({ ...data.mapping, [heading]: field ?? null })}
              />
              <div className={styles.small}>{t(`match_${data.matched[heading] ?? 'none'}`)}</div>
            </>
          ),
        },
        {
          title: t('samples'),
          width: 320,
          ellipsis: true,
          render: (_, { index }) => <span className={styles.small}>{samples(index).slice(0, 120)}</span>,
        },
      ]}
    />
  );
}
