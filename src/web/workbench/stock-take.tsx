import { Alert, App, Button, Checkbox, Input, Popconfirm, Space, Table } from 'antd';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useApi, useRead } from './client.tsx';
import { Failure } from './failure.tsx';
import { Link } from './link.tsx';
import styles from './list.module.css';
import { Loaded, Page, Section } from './page.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { useSend } from './sign-in.tsx';
import { StateBadge } from './state-badge.tsx';
import { stockMessages } from './stock-messages.ts';
import own from './stock.module.css';

type Take = Awaited<ReturnType<WorkbenchApi['readTake']>>;
type Line = Take['lines'][number];
type Scanned = Awaited<ReturnType<WorkbenchApi['scanInTake']>>;

const LOOKS: Readonly<Record<Line['found'], string>> = {
  as_expected: 'done',
  differs: 'open',
  missing: 'failed',
  elsewhere: 'running',
};

/** Scanning, comparing, booking. */
export function StockTakePage({ id }: { id: string }) {
  const t = useText(stockMessages);
  const read = useRead('readTake', { params: { id } });
  const again = (): void => void read.refetch();
  return (
    <Page title={t('takes')} back={{ to: '/stock/takes', label: t('takes') }}>
      <Loaded read={read}>
        {(take) => (
          <>
            <p className={styles.actions}>
              {`${take.platform.name} · ${[take.store?.name ?? t('whole'), take.shelf].filter(Boolean).join(' / ')}`}
              <StateBadge state={take.state} label={take.state_label} />
            </p>
            {take.state === 'open' ? (
              <Section title={t('scan')}>
                <Scan id={id} onScanned={again} />
              </Section>
            ) : null}
            <Section title={t('found')}>
              <Compared take={take} onChanged={again} />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** `LOT-12 40` or `A-1<tab>40`: a code, and a count where one stands behind it. */
function scansOf(text: string): { code: string; counted?: string }[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const match = /^(.*\S)[\s,;]+(\d{1,12}(?:\.\d{1,6})?)$/.exec(line);
      return match ? { code: match[1]!, counted: match[2]! } : { code: line };
    });
}

/** A reader types a code and presses Enter: a single line goes at once, pasted ones by the button. */
function Scan({ id, onScanned }: { id: string; onScanned: () => void }) {
  const t = useText(stockMessages);
  const api = useApi();
  const [text, setText] = useState('');
  const [last, setLast] = useState<Scanned>();
  const [send, busy, error] = useSend<Scanned>((result) => {
    setLast(result);
    setText('');
    onScanned();
  });
  const go = (): void => {
    const scans = scansOf(text);
    if (scans.length > 0) send(() => api.scanInTake({ params: { id }, body: { scans } }));
  };
  return (
    <div className={own.scan}>
      <Failure error={error} />
      <p id="scan-help">{t('scanHelp')}</p>
      <Input.TextArea
        autoFocus
        rows={3}
        aria-label={t('scan')}
        aria-describedby="scan-help"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={(event) => {
          if (event.shiftKey) return;
          event.preventDefault();
          go();
        }}
      />
      <div>
        <Button type="primary" loading={busy} onClick={go}>
          {t('scan')}
        </Button>
      </div>
      <div role="status">
        {last === undefined ? null : (
          <Alert
            type={last.unknown.length + last.refused.length === 0 ? 'success' : 'warning'}
            showIcon
            title={t('scanned', { seen: last.seen })}
            description={
              <>
                {last.unknown.length === 0 ? null : <p>{t('unknown', { codes: last.unknown.join('、') })}</p>}
                {last.refused.map(({ code, reason }) => (
                  <p key={code}>{`${code}：${reason}`}</p>
                ))}
              </>
            }
          />
        )}
      </div>
    </div>
  );
}

function Compared({ take, onChanged }: { take: Take; onChanged: () => void }) {
  const t = useText(stockMessages);
  const api = useApi();
  const { message } = App.useApp();
  const [only, setOnly] = useState(true);
  const [chosen, setChosen] = useState<string[]>([]);
  const [asked, setAsked] = useState(false);
  const [send, busy, error] = useSend<unknown>(onChanged);
  const { id, revision } = take;
  const lines = only ? take.lines.filter(({ found }) => found !== 'as_expected') : take.lines;
  const book = async (reason: string): Promise<void> => {
    const picked = take.lines.filter(({ lot }) => chosen.includes(lot.id));
    const body = { revision, reason, lines: picked.map(({ lot, movements }) => ({ lot: lot.id, movements })) };
    await api.bookTake({ params: { id }, body });
    void message.success(t('saved'));
    onChanged();
  };
  return (
    <>
      <Failure error={error} />
      <Space wrap className={own.actions!}>
        <Checkbox checked={only} onChange={(event) => setOnly(event.target.checked)}>
          {t('onlyDifferent')}
        </Checkbox>
        {take.state === 'open' ? (
          <>
            <Button type="primary" disabled={chosen.length === 0} onClick={() => setAsked(true)}>
              {t('bookTake')}
            </Button>
            <Popconfirm
              title={t('dropTake')}
              onConfirm={() => send(() => api.dropTake({ params: { id }, body: { revision } }))}
            >
              <Button danger loading={busy}>
                {t('dropTake')}
              </Button>
            </Popconfirm>
          </>
        ) : null}
      </Space>
      <div className={styles.table}>
        <Table<Line>
          rowKey={({ lot }) => lot.id}
          size="small"
          pagination={false}
          dataSource={lines}
          rowSelection={{
            selectedRowKeys: chosen,
            onChange: (keys) => setChosen(keys.map(String)),
            getTitleCheckboxProps: () => ({ 'aria-label': t('bookTake') }),
            getCheckboxProps: (row) => ({
              'aria-label': row.lot.number,
              disabled: take.state !== 'open' || row.found === 'as_expected',
            }),
          }}
          columns={[
            {
              title: t('number'),
              render: (_, { lot }) => (
                <>
                  <Link to={`/stock/lots/${lot.id}`}>{lot.number}</Link>
                  <div className={styles.small}>{lot.resource.title}</div>
                </>
              ),
            },
            { title: t('place'), responsive: ['md'], dataIndex: 'place' },
            { title: t('found'), render: (_, row) => <StateBadge state={LOOKS[row.found]} label={row.found_label} /> },
            { title: t('on_hand'), align: 'right', render: (_, { lot }) => `${lot.on_hand} ${lot.unit.label}` },
            { title: t('counted'), align: 'right', render: (_, row) => row.counted ?? '' },
            { title: t('difference'), align: 'right', render: (_, row) => row.difference ?? '' },
          ]}
        />
      </div>
      {asked ? (
        <ReasonDialog
          title={t('bookReason')}
          warning={t('bookWarning', { count: chosen.length })}
          needsReason
          label={t('bookTake')}
          run={book}
          onClose={() => setAsked(false)}
        />
      ) : null}
    </>
  );
}
