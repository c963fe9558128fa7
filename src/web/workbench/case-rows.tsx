import { Table, type TableColumnsType, Tag } from 'antd';
import { useEffect, useRef } from 'react';
import { pick } from '../../shared/i18n.ts';
import type { CaseColumn } from '../../shared/procedures/case-columns.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { type CaseRow, Light } from './case-light.tsx';
import { caseMessages } from './case-messages.ts';
import { useRead } from './client.tsx';
import { deskMessages } from './desk-messages.ts';
import { Link } from './link.tsx';
import styles from './list.module.css';
import { StateBadge } from './state-badge.tsx';
import { instantText } from './texts.ts';

interface CaseRowsProps {
  items: readonly CaseRow[];
  columns?: readonly CaseColumn[];
  /** With it rows can be chosen, and the keys j, k and x work. */
  onChoose?: (rows: readonly CaseRow[]) => void;
  chosen?: readonly CaseRow[];
}

const USUAL: readonly CaseColumn[] = ['state', 'due', 'holder'];

export function CaseRows({ items, columns = USUAL, chosen = [], onChoose }: CaseRowsProps) {
  const t = useText(deskMessages);
  const table = useRef<HTMLDivElement>(null);
  const toggle = (id: string): void => {
    const row = items.find((one) => one.id === id);
    if (!row || !onChoose) return;
    onChoose(chosen.some((one) => one.id === id) ? chosen.filter((one) => one.id !== id) : [...chosen, row]);
  };
  useRowKeys(table, onChoose ? toggle : undefined);
  return (
    <>
      <div className={styles.table} ref={table}>
        <Table<CaseRow>
          rowKey="id"
          size="middle"
          pagination={false}
          dataSource={[...items]}
          columns={useColumns(columns)}
          {...(onChoose && {
            rowSelection: {
              selectedRowKeys: chosen.map(({ id }) => id),
              preserveSelectedRowKeys: true,
              onChange: (_: unknown, rows: CaseRow[]) => onChoose(rows),
              getCheckboxProps: ({ title }: CaseRow) => ({ 'aria-label': t('choose', { title }) }) as object,
            },
          })}
        />
      </div>
      {onChoose ? <p className={`${styles.keys} no-print`}>{t('shortcuts')}</p> : null}
    </>
  );
}

const TYPES_INTO =
  'input:not([type=checkbox]), textarea, select, [contenteditable=true], [role=combobox], [role=dialog] *';

/** j and k go from row to row, x chooses the one with the focus. */
function useRowKeys(table: { current: HTMLElement | null }, toggle: ((id: string) => void) | undefined): void {
  const known = useRef(toggle);
  known.current = toggle;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!known.current || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(TYPES_INTO)) return;
      const links = [...(table.current?.querySelectorAll<HTMLElement>('a[data-case]') ?? [])];
      const row = document.activeElement?.closest('tr');
      const at = links.findIndex((link) => link.closest('tr') === row);
      if (event.key === 'x' && links[at]) known.current(links[at].dataset['case']!);
      else if (event.key === 'j') links[Math.min(at + 1, links.length - 1)]?.focus();
      else if (event.key === 'k') links[Math.max(at - 1, 0)]?.focus();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [table]);
}

type Column = TableColumnsType<CaseRow>[number];

function useColumns(shown: readonly CaseColumn[]): TableColumnsType<CaseRow> {
  const t = useText(caseMessages);
  const desk = useText(deskMessages);
  const lang = useLanguage();
  const programmes = useRead('listProgrammes', undefined, { staleTime: 600_000, enabled: shown.includes('programme') });
  const all: Record<CaseColumn, Column> = {
    state: {
      title: t('state'),
      render: (_, row) => (
        <>
          <StateBadge state={row.closed ? 'closed' : 'submitted'} label={row.state_label} />{' '}
          {row.trial ? <Tag variant="outlined">{t('trial')}</Tag> : null}
        </>
      ),
    },
    due: {
      title: t('due'),
      className: styles.nowrap!,
      render: (_, row) => (
        <>
          {row.due ?? <span className={styles.small}>{t('noDue')}</span>} <Light light={row.light} />
        </>
      ),
    },
    holder: {
      title: t('claimed'),
      responsive: ['md'],
      render: (_, row) => (row.claimed_by_me ? t('claimedByMe') : (row.claimed_by ?? '–')),
    },
    district: { title: desk('district'), responsive: ['lg'], render: (_, row) => row.district ?? '–' },
    class: { title: desk('class'), render: (_, row) => row.class_label ?? '–' },
    opened: {
      title: desk('openedOn'),
      className: styles.nowrap!,
      render: (_, row) => instantText(row.opened_at, lang),
    },
    programme: {
      title: t('programme'),
      render: (_, row) => {
        const found = programmes.data?.items.find(({ id }) => id === row.programme);
        return found ? pick(found.name, lang) : row.programme;
      },
    },
    number: { title: desk('number'), className: styles.nowrap!, render: (_, row) => row.id },
  };
  return [
    {
      title: t('title'),
      key: 'title',
      width: 380,
      render: (_, row) => (
        <>
          <Link to={`/cases/${row.id}`} data-case={row.id}>
            {row.title}
          </Link>
          <div className={styles.small}>{row.procedure_label}</div>
        </>
      ),
    },
    ...shown.map((column) => ({ key: column, ...all[column] })),
  ];
}
