import { Button, Table, Tag, Upload } from 'antd';
import { useText } from '../ui/language.tsx';
import { useApi } from './client.tsx';
import type { Wanted } from './deposit-dialogs.tsx';
import { depositMessages } from './deposit-messages.ts';
import type { Deposit } from './deposit-panel.tsx';
import { Failure } from './failure.tsx';
import { Link } from './link.tsx';
import styles from './list.module.css';
import { useSend } from './sign-in.tsx';

type Item = Deposit['items'][number];
const COLOURS = { pending: 'default', accepted: 'success', correct: 'warning', withdrawn: 'default' } as const;

interface ItemsProps {
  deposit: Deposit;
  onChange: (deposit: Deposit) => void;
  onWant: (wanted: Wanted) => void;
}

export function DepositItems({ deposit, onChange, onWant }: ItemsProps) {
  const t = useText(depositMessages);
  const api = useApi();
  const [send, busy, error] = useSend<Deposit>(onChange);
  const { id, may } = deposit;
  const at = (item: Item) => ({ id, item: item.id });
  return (
    <>
      <Failure error={error} />
      <div className={styles.table}>
        <Table<Item>
          rowKey="id"
          size="middle"
          pagination={deposit.items.length > 100 ? { pageSize: 100 } : false}
          dataSource={deposit.items}
          columns={[
            {
              title: t('item'),
              render: (_, row) => (
                <>
                  {row.title}
                  <div className={styles.small}>
                    {[row.kind, row.format, row.quantity, row.note].filter(Boolean).join(' · ')}
                  </div>
                </>
              ),
            },
            {
              title: t('file'),
              render: (_, row) =>
                row.file === null ? '–' : <a href={`/api/work/deposits/${id}/items/${row.id}/file`}>{row.file.name}</a>,
            },
            {
              title: t('state'),
              render: (_, row) => (
                <>
                  <Tag color={COLOURS[row.state]}>{row.state_label}</Tag>
                  {row.remark === null ? null : <div className={styles.small}>{row.remark}</div>}
                  {row.resource === null ? null : may.link ? (
                    <Link to={`/resources/${row.resource}`}>{t('record')}</Link>
                  ) : (
                    <div className={styles.small}>{t('hasRecord')}</div>
                  )}
                </>
              ),
            },
            {
              title: '',
              className: 'no-print',
              render: (_, row) => (
                <>
                  {row.may_edit ? (
                    <>
                      <Upload
                        showUploadList={false}
                        beforeUpload={(file) => {
                          send(() =>
                            api.uploadDepositFile({ params: at(row), query: { name: file.name }, body: file }),
                          );
                          return false;
                        }}
                      >
                        <Button size="small" loading={busy} aria-label={`${t('upload')} ${row.title}`}>
                          {t('upload')}
                        </Button>
                      </Upload>{' '}
                      <Button size="small" onClick={() => onWant({ what: 'change', item: row })}>
                        {t('change')}
                      </Button>
                    </>
                  ) : null}
                  {may.judge && row.state !== 'withdrawn' ? (
                    <>
                      {row.state === 'accepted' ? null : (
                        <Button
                          size="small"
                          type="primary"
                          aria-label={`${t('accept')} ${row.title}`}
                          onClick={() =>
                            send(() =>
                              api.judgeDepositItem({
                                params: at(row),
                                body: { revision: row.revision, result: 'accepted' },
                              }),
                            )
                          }
                        >
                          {t('accept')}
                        </Button>
                      )}{' '}
                      <Button
                        size="small"
                        aria-label={`${t('correct')} ${row.title}`}
                        onClick={() => onWant({ what: 'correct', item: row })}
                      >
                        {t('correct')}
                      </Button>
                    </>
                  ) : null}
                  {may.link && row.state === 'accepted' ? (
                    <Button size="small" onClick={() => onWant({ what: 'link', item: row })}>
                      {t('link')}
                    </Button>
                  ) : null}
                </>
              ),
            },
          ]}
        />
      </div>
    </>
  );
}
