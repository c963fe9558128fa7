import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import { CaseBulk } from './case-bulk.tsx';
import { CaseExport } from './case-export.tsx';
import { CaseFilters } from './case-filters.tsx';
import type { CaseRow } from './case-light.tsx';
import { caseMessages } from './case-messages.ts';
import { caseQuery, columnsOf, type Scope, SCOPES, scopeOf } from './case-query.ts';
import { CaseRows } from './case-rows.tsx';
import { SavedFilters } from './case-saved.tsx';
import { useRead } from './client.tsx';
import styles from './list.module.css';
import { Loaded, Nothing, Page } from './page.tsx';
import { Pager } from './pager.tsx';
import { go, usePlace, withQuery } from './router.ts';

const EMPTY = { mine: 'noneMine', claimed: 'noneClaimed', all: 'none' } as const;

/** The to-do list; all cases by a choice above it. */
export function CaseListPage() {
  const t = useText(caseMessages);
  const { path, query } = usePlace();
  const [chosen, setChosen] = useState<readonly CaseRow[]>([]);
  const scope = scopeOf(query);
  const asked = caseQuery(query);
  const read = useRead('listCases', { query: asked }, { placeholderData: (previous) => previous });
  // Chosen rows act from the version that is shown.
  const newest = new Map((read.data?.items ?? []).map((row) => [row.id, row]));
  const filtered = [...query.keys()].some((name) => !['cursor', 'scope', 'sort', 'columns'].includes(name));
  return (
    <Page
      title={t('title')}
      about={t('about')}
      actions={
        <>
          <CaseExport />
          <Button onClick={() => window.print()}>{t('print')}</Button>
          <Button type="primary" onClick={() => void go('/cases/new')}>
            {t('create')}
          </Button>
        </>
      }
    >
      <div className={styles.filters}>
        <Segmented<Scope>
          aria-label={t('todo')}
          value={scope}
          options={SCOPES.map((value) => ({ value, label: t(value === 'all' ? 'everything' : value) }))}
          onChange={(value) => void go(`${path}${withQuery(query, { scope: value === 'mine' ? undefined : value })}`)}
        />
        <SavedFilters />
      </div>
      <CaseFilters />
      {chosen.length === 0 ? null : (
        <CaseBulk rows={chosen.map((row) => newest.get(row.id) ?? row)} onChoose={setChosen} />
      )}
      <Loaded read={read} rows={6}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Nothing text={t(filtered ? 'none' : EMPTY[scope])} />
          ) : (
            <>
              <CaseRows items={items} columns={columnsOf(query)} chosen={chosen} onChoose={setChosen} />
              <Pager next={next} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
