import { Button, Modal, Space, Table } from 'antd';
import { useState } from 'react';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { CalendarEntry } from './calendar-entry.tsx';
import { calendarMessages } from './calendar-messages.ts';
import { useRead } from './client.tsx';
import styles from './list.module.css';
import { Loaded, Page } from './page.tsx';
import { instantText } from './texts.ts';

export type CalendarYear = Awaited<ReturnType<WorkbenchApi['listCalendarYears']>>['items'][number];

/** The arrangements of days off by year, and entering one. */
export function CalendarPage() {
  const t = useText(calendarMessages);
  const lang = useLanguage();
  const read = useRead('listCalendarYears', undefined);
  const [entered, setEntered] = useState<CalendarYear | 'new'>();
  const [history, setHistory] = useState<number>();
  return (
    <Page
      title={t('title')}
      about={t('about')}
      actions={
        <Button type="primary" onClick={() => setEntered('new')}>
          {t('enter')}
        </Button>
      }
    >
      <Loaded read={read}>
        {({ items, today }) => (
          <>
            <div className={styles.table}>
              <Table<CalendarYear>
                rowKey="year"
                size="middle"
                pagination={false}
                dataSource={items}
                columns={[
                  { title: t('year'), dataIndex: 'year' },
                  { title: t('notice'), render: (_, row) => <NoticeOf year={row} /> },
                  { title: t('daysOff'), dataIndex: 'days_off', align: 'right' },
                  { title: t('makeUpDays'), dataIndex: 'make_up_days', align: 'right' },
                  { title: t('source'), render: (_, row) => t(row.source) },
                  { title: t('loadedAt'), render: (_, row) => instantText(row.loaded_at, lang) },
                  {
                    title: t('actions'),
                    render: (_, row) => (
                      <Space>
                        <Button size="small" onClick={() => setEntered(row)}>
                          {t('correct')}
                        </Button>
                        <Button size="small" onClick={() => setHistory(row.year)}>
                          {t('history')}
                        </Button>
                      </Space>
                    ),
                  },
                ]}
              />
            </div>
            {entered === undefined ? null : (
              <CalendarEntry
                known={items}
                first={entered === 'new' ? { year: Number(today.slice(0, 4)) + 1 } : entered}
                onClose={() => setEntered(undefined)}
              />
            )}
          </>
        )}
      </Loaded>
      {history === undefined ? null : <Revisions year={history} onClose={() => setHistory(undefined)} />}
    </Page>
  );
}

function NoticeOf({ year }: { year: CalendarYear }) {
  const t = useText(calendarMessages);
  const name = year.notice ?? t('unnumbered');
  return year.link === null ? name : <a href={year.link}>{name}</a>;
}

function Revisions({ year, onClose }: { year: number; onClose: () => void }) {
  const t = useText(calendarMessages);
  const lang = useLanguage();
  const read = useRead('listCalendarRevisions', { params: { year } });
  return (
    <Modal open width={680} footer={null} title={t('revisions', { year })} onCancel={onClose}>
      <Loaded read={read}>
        {({ items }) => (
          <Table
            rowKey="revision"
            size="small"
            pagination={false}
            dataSource={items}
            columns={[
              { title: t('year'), render: (_, row) => t('revision', { revision: row.revision }) },
              { title: t('notice'), render: (_, row) => row.notice ?? t('unnumbered') },
              { title: t('loadedBy'), dataIndex: 'loaded_by' },
              { title: t('loadedAt'), render: (_, row) => instantText(row.loaded_at, lang) },
            ]}
          />
        )}
      </Loaded>
    </Modal>
  );
}
