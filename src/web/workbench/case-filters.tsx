import { Input, Select } from 'antd';
import { useState } from 'react';
import { pick } from '../../shared/i18n.ts';
import { CASE_COLUMNS, CASE_SORTS } from '../../shared/procedures/case-columns.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { columnsOf } from './case-query.ts';
import { caseMessages } from './case-messages.ts';
import { useRead } from './client.tsx';
import { deskMessages } from './desk-messages.ts';
import { type Filter, FilterBar } from './filter-bar.tsx';
import styles from './list.module.css';
import { go, usePlace, withQuery } from './router.ts';

const SORTS = { due: 'sortDue', newest: 'sortNewest', oldest: 'sortOldest', title: 'sortTitle' } as const;
const LIGHTS = ['red', 'amber', 'green', 'none'] as const;
const COLUMN_WORDS = {
  holder: 'holder',
  district: 'district',
  class: 'class',
  opened: 'openedOn',
  number: 'number',
} as const;

/** Programme, then its procedures and classes, then the states of the procedure chosen; who, where and when. */
export function CaseFilters() {
  const { query } = usePlace();
  const more = ['due_from', 'due_to', 'district', 'sort', 'columns'].some((name) => query.has(name));
  const desk = useText(deskMessages);
  return (
    <>
      <FilterBar search={desk('search')} filters={useFilters()} others={['due_from', 'due_to', 'class', 'district']} />
      <details className={styles.more} open={more ? true : undefined}>
        <summary>{desk('moreFilters')}</summary>
        <div className={styles.filters}>
          <District />
          <DueDate name="due_from" label={desk('dueFrom')} />
          <DueDate name="due_to" label={desk('dueTo')} />
          <Order />
          <Columns />
        </div>
      </details>
    </>
  );
}

function useFilters(): Filter[] {
  const t = useText(caseMessages);
  const desk = useText(deskMessages);
  const lang = useLanguage();
  const { query } = usePlace();
  const [programme, procedure] = [query.get('programme'), query.get('procedure')];
  const seldom = { staleTime: 600_000 };
  const programmes = useRead('listProgrammes', undefined, seldom);
  const inProgramme = { ...seldom, enabled: programme !== null };
  const procedures = useRead('listProcedures', { query: { programme: programme ?? undefined } }, inProgramme);
  const classes = useRead(
    'listEligibilityClasses',
    { query: { programme: programme ?? '', figures: 'no' } },
    inProgramme,
  );
  const table = useRead(
    'readProcedure',
    { params: { programme: programme ?? '', id: procedure ?? '' }, query: {} },
    { ...seldom, enabled: programme !== null && procedure !== null },
  );
  const options = (items: readonly { id: string; label: string }[] | undefined) =>
    (items ?? []).map(({ id, label }) => ({ value: id, label }));
  return [
    {
      name: 'programme',
      label: t('programme'),
      options: (programmes.data?.items ?? []).map(({ id, name }) => ({ value: id, label: pick(name, lang) })),
    },
    ...(programme === null
      ? []
      : [
          { name: 'procedure', label: t('procedure'), options: options(procedures.data?.items) },
          {
            name: 'class',
            label: desk('class'),
            options: (classes.data?.items ?? []).map((one) => ({ value: one.class, label: one.name })),
          },
        ]),
    ...(procedure === null ? [] : [{ name: 'state', label: t('state'), options: options(table.data?.states) }]),
    {
      name: 'light',
      label: desk('light'),
      options: LIGHTS.map((value) => ({ value, label: value === 'none' ? desk('lightNone') : t(value) })),
    },
    {
      name: 'holder',
      label: desk('holder'),
      options: [
        { value: 'me', label: desk('holderMe') },
        { value: 'none', label: desk('holderNone') },
      ],
    },
  ];
}

const useSet = (): ((changes: Record<string, string | undefined>) => void) => {
  const { path, query } = usePlace();
  return (changes) => void go(`${path}${withQuery(query, changes)}`);
};

/** All regions of the country come when it is first opened. */
function District() {
  const t = useText(deskMessages);
  const lang = useLanguage();
  const { query } = usePlace();
  const set = useSet();
  const chosen = query.get('district');
  const [open, setOpen] = useState(chosen !== null);
  const regions = useRead('listRegions', { query: {} }, { staleTime: Infinity, enabled: open });
  return (
    <Select
      className={styles.filter!}
      aria-label={t('district')}
      placeholder={t('district')}
      allowClear
      loading={open && regions.isPending}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      value={regions.data ? chosen : null}
      onOpenChange={setOpen}
      options={(regions.data?.items ?? []).map(({ code, name }) => ({
        value: code,
        label: `${pick(name, lang)} ${code}`,
      }))}
      onChange={(value: string | null | undefined) => set({ district: value ?? undefined })}
    />
  );
}

function DueDate({ name, label }: { name: 'due_from' | 'due_to'; label: string }) {
  const { query } = usePlace();
  const set = useSet();
  return (
    <label className={styles.dated}>
      <span>{label}</span>
      <Input
        type="date"
        value={query.get(name) ?? ''}
        onChange={(event) => set({ [name]: event.target.value })}
        className={styles.date!}
      />
    </label>
  );
}

function Order() {
  const t = useText(deskMessages);
  const { query } = usePlace();
  const set = useSet();
  return (
    <Select
      className={styles.filter!}
      aria-label={t('sort')}
      popupMatchSelectWidth={false}
      value={query.get('sort') ?? 'due'}
      options={CASE_SORTS.map((value) => ({ value, label: t(SORTS[value]) }))}
      onChange={(value: string) => set({ sort: value === 'due' ? undefined : value })}
    />
  );
}

function Columns() {
  const t = useText(deskMessages);
  const words = useText(caseMessages);
  const { query } = usePlace();
  const set = useSet();
  const label = (column: (typeof CASE_COLUMNS)[number]): string =>
    column === 'state' || column === 'due' || column === 'programme' ? words(column) : t(COLUMN_WORDS[column]);
  return (
    <Select<string[]>
      className={styles.columns!}
      mode="multiple"
      maxTagCount={0}
      maxTagPlaceholder={(hidden) => `${t('columns')} ${hidden.length}`}
      aria-label={t('columns')}
      placeholder={t('columns')}
      popupMatchSelectWidth={false}
      value={columnsOf(query)}
      options={CASE_COLUMNS.map((value) => ({ value, label: label(value) }))}
      onChange={(value) => set({ columns: value.length === 0 ? 'state' : value.join(',') })}
    />
  );
}
