import { Descriptions, Table } from 'antd';
import { useLanguage, useText } from '../ui/language.tsx';
import type { Preview } from './import-mapping.tsx';
import { importMessages } from './import-messages.ts';
import styles from './list.module.css';
import { numberText } from './texts.ts';

/** What an archive is: its data set, and what becomes of each of its tables. */
export function ImportArchive({ archive }: { archive: NonNullable<Preview['archive']> }) {
  const t = useText(importMessages);
  const lang = useLanguage();
  const { dataset, tables } = archive;
  const facts = (['title', 'creators', 'published', 'licence', 'abstract'] as const).filter(
    (key) => dataset !== null && dataset[key] !== '',
  );
  return (
    <>
      {dataset === null || facts.length === 0 ? null : (
        <Descriptions
          size="small"
          column={1}
          title={t('dataset')}
          items={facts.map((key) => ({ key, label: t(`dataset_${key}`), children: dataset[key] }))}
        />
      )}
      <div className={styles.table}>
        <Table
          rowKey="file"
          size="small"
          pagination={false}
          dataSource={tables}
          columns={[
            {
              title: t('archiveTable'),
              render: (_, row) => (
                <>
                  <strong>{row.name || row.file}</strong>
                  <div className={styles.small}>{row.file}</div>
                </>
              ),
            },
            { title: t('rows'), align: 'right', render: (_, row) => numberText(row.rows, lang) },
            { title: t('role'), render: (_, row) => t(`role_${row.role}`) },
          ]}
        />
      </div>
    </>
  );
}
