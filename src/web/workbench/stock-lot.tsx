import { App, Button, Popconfirm, Space, Tag } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { DataTable } from '../ui/data-table.tsx';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useApi, useRead } from './client.tsx';
import { Failure } from './failure.tsx';
import { Link } from './link.tsx';
import styles from './list.module.css';
import { Loaded, Page, Section } from './page.tsx';
import { Pager } from './pager.tsx';
import { usePlace } from './router.ts';
import { useSend } from './sign-in.tsx';
import { BookDialog, CorrectDialog, MoveDialog, TestDialog } from './stock-lot-dialogs.tsx';
import { LotEditDialog } from './stock-lot-form.tsx';
import { stockMessages } from './stock-messages.ts';
import own from './stock.module.css';
import { instantText } from './texts.ts';

type Lot = Awaited<ReturnType<WorkbenchApi['readLot']>>;
type Movement = Awaited<ReturnType<WorkbenchApi['listMovements']>>['items'][number];

/** A lot with its figures, its tests and its ledger. */
export function StockLotPage({ id }: { id: string }) {
  const t = useText(stockMessages);
  const read = useRead('readLot', { params: { id } });
  return (
    <Page title={read.data?.number ?? t('number')} back={{ to: '/stock', label: t('back') }}>
      <Loaded read={read}>
        {(lot) => (
          <>
            <Actions lot={lot} />
            <Figures lot={lot} />
            <Section title={t('tests')}>
              <Tests lot={lot} />
            </Section>
            <Section title={t('ledger')}>
              <Ledger lot={lot} />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
}

const DIALOGS = {
  book: BookDialog,
  correct: CorrectDialog,
  move: MoveDialog,
  test: TestDialog,
  edit: LotEditDialog,
} as const;
type Asked = keyof typeof DIALOGS;

function Actions({ lot }: { lot: Lot }) {
  const t = useText(stockMessages);
  const api = useApi();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [asked, setAsked] = useState<Asked>();
  const changed = (): void => {
    for (const name of ['readLot', 'listMovements', 'listLots', 'readStockWarnings'])
      void cache.invalidateQueries({ queryKey: [name] });
    void message.success(t('saved'));
  };
  const [send, busy, error] = useSend<unknown>(changed);
  const Dialog = asked && DIALOGS[asked];
  const end = (): void =>
    send(() => api.closeLot({ params: { id: lot.id }, body: { revision: lot.revision, closed: !lot.closed } }));
  return (
    <div className="no-print">
      <Failure error={error} />
      <Space wrap className={own.actions!}>
        {(Object.keys(DIALOGS) as Asked[]).map((name) => (
          <Button key={name} type={name === 'book' ? 'primary' : 'default'} onClick={() => setAsked(name)}>
            {t(name)}
          </Button>
        ))}
        <Popconfirm title={lot.closed ? t('reopen') : t('close')} onConfirm={end}>
          <Button loading={busy}>{lot.closed ? t('reopen') : t('close')}</Button>
        </Popconfirm>
      </Space>
      {Dialog ? <Dialog lot={lot} onSaved={changed} onClose={() => setAsked(undefined)} /> : null}
    </div>
  );
}

function Figures({ lot }: { lot: Lot }) {
  const t = useText(stockMessages);
  const { unit } = lot;
  const facts: [string, React.ReactNode][] = [
    [
      t('resource'),
      <Link key="resource" to={`/resources/${lot.resource.id}`}>
        {lot.resource.title}
      </Link>,
    ],
    [t('form'), lot.form.label],
    [t('minimum'), `${lot.minimum} ${unit.label}`],
    [t('place'), [lot.store?.name, lot.shelf, lot.box, lot.position].filter(Boolean).join(' / ')],
    [t('made_on'), lot.made_on],
    [t('expires_on'), lot.expires_on],
    [t('quality'), [lot.quality.label, lot.quality_on].filter(Boolean).join(' · ')],
    [t('viability'), lot.viability === null ? null : `${lot.viability}% · ${lot.viability_on ?? ''}`],
    [t('viability_limit'), lot.viability_limit],
    [t('viability_due'), lot.viability_due],
    [
      t('origin'),
      lot.origin === null ? null : (
        <Link key="origin" to={`/stock/lots/${lot.origin.id}`}>
          {lot.origin.number}
        </Link>
      ),
    ],
    [
      t('offspring'),
      lot.offspring.length === 0
        ? null
        : lot.offspring.map(({ id, number }) => <Link key={id} to={`/stock/lots/${id}`}>{`${number} `}</Link>),
    ],
    [t('note'), lot.note],
  ];
  return (
    <Section title={lot.code} extra={lot.closed ? <Tag>{t('closed')}</Tag> : null}>
      <ul className={own.figures}>
        {(['on_hand', 'reserved', 'away', 'available'] as const).map((name) => (
          <li key={name}>
            <span>{t(name)}</span>
            <strong>{`${lot[name]} ${unit.label}`}</strong>
          </li>
        ))}
      </ul>
      <p>
        {lot.unfit === null ? null : <Tag color="error">{lot.unfit}</Tag>}
        {lot.warnings.map(({ id, label }) => (
          <Tag key={id} color="warning" variant="outlined">
            {label}
          </Tag>
        ))}
      </p>
      <dl className={own.facts}>
        {facts
          .filter(([, value]) => value !== null && value !== '')
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </Section>
  );
}

function Tests({ lot: { tests } }: { lot: Lot }) {
  const t = useText(stockMessages);
  if (tests.length === 0) return <p>{t('noTests')}</p>;
  return (
    <DataTable
      caption={t('tests')}
      rows={tests}
      keyOf={({ id }) => id}
      columns={[
        { id: 'on', label: t('on'), cell: ({ on }) => on },
        { id: 'kind', label: t('testKind'), heading: true, cell: ({ kind_label }) => kind_label },
        {
          id: 'result',
          label: t('result'),
          cell: ({ percent, passed }) =>
            `${percent === null ? '' : `${percent}% · `}${passed ? t('passed') : t('failed')}`,
        },
        { id: 'by', label: t('by'), cell: ({ by }) => by },
        { id: 'note', label: t('note'), cell: ({ note }) => note },
      ]}
    />
  );
}

function Ledger({ lot: { id } }: { lot: Lot }) {
  const t = useText(stockMessages);
  const lang = useLanguage();
  const { query } = usePlace();
  const cursor = query.get('cursor');
  const read = useRead('listMovements', { params: { id }, query: { limit: 50, ...(cursor !== null && { cursor }) } });
  return (
    <Loaded read={read}>
      {({ items, next }) => (
        <>
          <DataTable<Movement>
            caption={t('ledger')}
            rows={items}
            keyOf={({ seq }) => String(seq)}
            columns={[
              { id: 'seq', label: '#', numeric: true, cell: ({ seq }) => seq },
              { id: 'on', label: t('on'), cell: ({ on }) => on },
              {
                id: 'kind',
                label: t('kind'),
                heading: true,
                cell: (row) => (
                  <>
                    {row.kind_label}
                    {row.holder === null ? null : (
                      <div className={styles.small}>{t('for', { kind: row.holder.kind, id: row.holder.id })}</div>
                    )}
                    {row.kind === 'moved' ? (
                      <div className={styles.small}>{`${row.from ?? ''} → ${row.to ?? ''}`}</div>
                    ) : null}
                  </>
                ),
              },
              { id: 'quantity', label: t('quantity'), numeric: true, cell: ({ quantity }) => quantity },
              { id: 'after', label: t('after'), numeric: true, cell: (row) => row.on_hand_after },
              { id: 'reserved', label: t('reserved'), numeric: true, cell: (row) => row.reserved_after },
              { id: 'away', label: t('away'), numeric: true, cell: (row) => row.away_after },
              {
                id: 'by',
                label: t('by'),
                cell: (row) => (
                  <>
                    {row.by}
                    <div className={styles.small}>{instantText(row.at, lang)}</div>
                  </>
                ),
              },
              { id: 'reason', label: t('reason'), cell: ({ reason }) => reason },
            ]}
          />
          <Pager next={next} />
        </>
      )}
    </Loaded>
  );
}
