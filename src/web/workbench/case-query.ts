import { CASE_COLUMNS, type CaseColumn } from '../../shared/procedures/case-columns.ts';
import type { WorkbenchApi } from './api.ts';

type Query = Parameters<WorkbenchApi['listCases']>[0]['query'];

export const SCOPES = ['mine', 'claimed', 'all'] as const;
export type Scope = (typeof SCOPES)[number];
export const scopeOf = (query: URLSearchParams): Scope => SCOPES.find((one) => one === query.get('scope')) ?? 'mine';

/** The query of the list as its address has it: `scope` is the page's word for `todo`, `columns` is not asked of the server. */
export function caseQuery(query: URLSearchParams): Query {
  const { scope: _scope, columns: _columns, ...filters } = Object.fromEntries(query);
  const scope = scopeOf(query);
  return { ...filters, ...(scope !== 'all' && { todo: scope }) } as Query;
}

export function columnsOf(query: URLSearchParams): CaseColumn[] {
  const wanted = query.get('columns')?.split(',');
  return wanted ? CASE_COLUMNS.filter((column) => wanted.includes(column)) : ['state', 'due', 'holder', 'district'];
}
