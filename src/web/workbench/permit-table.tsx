import { Button, Space, Table } from 'antd';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useApi } from './client.tsx';
import { useDownload } from './download.ts';
import { Failure } from './failure.tsx';
import { Link } from './link.tsx';
import styles from './list.module.css';
import { PermitEnd } from './permit-end.tsx';
import { permitMessages } from './permit-messages.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { useSend } from './sign-in.tsx';
import { StateBadge } from './state-badge.tsx';
import own from './stock.module.css';

export type Permit = Awaited<ReturnType<WorkbenchApi['listPermits']>>['items'][number];

const LOOK: Readonly<Record<string, string>> = { given: 'open', confirmed: 'done', refused: 'failed' };
export const TERM_LOOK: Readonly<Record<string, string>> = {
  valid: 'done',
  expiring: 'open',
  not_yet: 'open',
  expired: 'failed',
  ended: 'failed',
};

/** A permit's term in words. */
export function PermitTerm({ permit }: { permit: Pick<Permit, 'valid_from' | 'valid_until'> }) {
  const t = useText(permitMessages);
  const { valid_from: from, valid_until: until } = permit;
  return until === null ? t('termEndless', { from }) : t('term', { from, until });
}

/** Permits with what may be done about them by whoever looks. */
export function PermitTable({ items, onChanged, linked }: { items: Permit[]; onChanged: () => void; linked: boolean }) {
  const t = useText(permitMessages);
  const api = useApi();
  const [download, fetching] = useDownload();
  const [refusing, setRefusing] = useState<Permit>();
  const [send, busy, error] = useSend<unknown>(onChanged);
  const check = ({ id, subject, revision }: Permit, outcome: 'confirmed' | 'refused', reason = '') =>
    api.checkPermit({ params: { id, subject: subject ?? 'own' }, body: { outcome, reason, revision } });
  return (
    <>
      <Failure error={error} />
      <div className={styles.table}>
        <Table<Permit>
          rowKey={({ id, subject }) => `${id} ${subject ?? ''}`}
          size="middle"
          pagination={false}
          dataSource={items}
          columns={[
            {
              title: t('kind'),
              render: (_, row) => (
                <>
                  {row.kind_label}
                  <div className={styles.small}>{`${row.number} · ${row.issuer}`}</div>
                  {row.scope === '' ? null : <div className={styles.small}>{row.scope}</div>}
                </>
              ),
            },
            {
              title: t('holder'),
              render: (_, row) => (
                <>
                  {row.holder}
                  <div className={styles.small}>
                    {row.subject === null ? (
                      t('own')
                    ) : linked ? (
                      <Link to={`/terms/${row.subject}`}>{t('request')}</Link>
                    ) : null}
                  </div>
                </>
              ),
            },
            {
              title: t('until'),
              render: (_, row) => (
                <>
                  <StateBadge state={TERM_LOOK[row.standing]!} label={row.standing_label} />
                  <div className={styles.small}>
                    <PermitTerm permit={row} />
                  </div>
                  <PermitEnd permit={row} onChanged={onChanged} />
                </>
              ),
            },
            {
              title: t('state'),
              render: (_, row) => (
                <>
                  <StateBadge state={LOOK[row.state]!} label={row.state_label} />
                  {row.checked_by === null ? null : <div className={styles.small}>{row.checked_by}</div>}
                  {row.reason === null ? null : <div className={styles.small}>{row.reason}</div>}
                </>
              ),
            },
            {
              title: t('file'),
              render: (_, row) => (
                <Space wrap>
                  {row.file && row.may_check ? (
                    <Button
                      size="small"
                      loading={fetching}
                      aria-label={`${t('download')} ${row.file.name}`}
                      onClick={() => download(() => api.readPermitFile({ params: { id: row.id } }), row.file!.name)}
                    >
                      {t('download')}
                    </Button>
                  ) : (
                    (row.file?.name ?? null)
                  )}
                  {row.may_check && row.state !== 'confirmed' ? (
                    <Button
                      size="small"
                      type="primary"
                      loading={busy}
                      aria-label={`${t('confirm')} ${row.number}`}
                      onClick={() => send(() => check(row, 'confirmed'))}
                    >
                      {t('confirm')}
                    </Button>
                  ) : null}
                  {row.may_check && row.state !== 'refused' ? (
                    <Button
                      size="small"
                      danger
                      aria-label={`${t('refuse')} ${row.number}`}
                      onClick={() => setRefusing(row)}
                    >
                      {t('refuse')}
                    </Button>
                  ) : null}
                </Space>
              ),
            },
          ]}
        />
      </div>
      {refusing ? (
        <ReasonDialog
          title={t('refuseTitle')}
          needsReason
          danger
          label={t('refuse')}
          run={async (reason) => {
            await check(refusing, 'refused', reason);
            onChanged();
          }}
          onClose={() => setRefusing(undefined)}
        />
      ) : null}
    </>
  );
}

/** The same for whoever handed them in: little to press, so no table that scrolls. */
export function PermitCards({ items, onChanged }: { items: readonly Permit[]; onChanged: () => void }) {
  return items.map((row) => (
    <div key={`${row.id} ${row.subject ?? ''}`} className={own.fee}>
      <p>
        <strong>{row.kind_label}</strong> <StateBadge state={LOOK[row.state]!} label={row.state_label} />{' '}
        <StateBadge state={TERM_LOOK[row.standing]!} label={row.standing_label} />
      </p>
      <p>{`${row.number} · ${row.issuer} · ${row.holder}`}</p>
      <p className={styles.small}>
        <PermitTerm permit={row} />
        {row.file ? ` · ${row.file.name}` : ''}
        {row.reason === null ? '' : ` · ${row.reason}`}
      </p>
      <PermitEnd permit={row} onChanged={onChanged} />
    </div>
  ));
}
