import { Button, Table } from 'antd';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import { uiMessages } from '../ui/messages.ts';
import { useRead } from './client.tsx';
import { importMessages } from './import-messages.ts';
import { Loaded } from './page.tsx';
import { StateBadge } from './state-badge.tsx';

/** What came back: by reason, then row by row. */
export function ImportFaults({ id }: { id: string }) {
  const t = useText(importMessages);
  const ui = useText(uiMessages);
  const [cursor, setCursor] = useState<string>();
  const query = { limit: 50, ...(cursor !== undefined && { cursor }) };
  const read = useRead('listImportFaults', { params: { id }, query }, { placeholderData: (previous) => previous });
  return (
    <Loaded read={read}>
      {({ items, summary, next }) =>
        items.length === 0 ? (
          <p>{t('noFaults')}</p>
        ) : (
          <>
            <h3>{t('summary')}</h3>
            <Table
              rowKey={(row) => `${row.code} ${row.field}`}
              size="small"
              pagination={false}
              dataSource={summary}
              columns={[
                { title: t('field'), render: (_, row) => row.field ?? '–' },
                { title: t('reason'), dataIndex: 'message' },
                { title: t('count'), dataIndex: 'count', align: 'right' },
              ]}
            />
            <h3 style={{ marginTop: 20 }}>{t('faults')}</h3>
            <Table
              rowKey={(row) => `${row.row} ${row.field} ${row.code} ${row.message}`}
              size="small"
              pagination={false}
              dataSource={items}
              columns={[
                { title: t('row'), dataIndex: 'row', align: 'right', width: 80 },
                {
                  title: t('severity'),
                  render: (_, row) => (
                    <StateBadge state={row.severity === 'error' ? 'failed' : 'open'} label={t(row.severity)} />
                  ),
                },
                { title: t('column'), render: (_, row) => row.column ?? row.field ?? '–' },
                { title: t('reason'), dataIndex: 'message' },
              ]}
            />
            <p style={{ marginTop: 12 }}>
              {cursor === undefined ? null : <Button onClick={() => setCursor(undefined)}>{ui('firstPage')}</Button>}{' '}
              {next === null ? null : <Button onClick={() => setCursor(next)}>{ui('nextPage')}</Button>}
            </p>
          </>
        )
      }
    </Loaded>
  );
}
