import { type ComponentType, lazy } from 'react';

/** A page's path, with `:name` for what it is given, and its component; each group comes when it is first opened. */
interface PageRoute {
  path: string;
  page: ComponentType<Record<string, string>>;
}

const fromModule = <M extends Record<string, unknown>>(load: () => Promise<M>, name: keyof M & string) =>
  lazy(async () => ({ default: (await load())[name] as ComponentType<Record<string, string>> }));

export const PAGES: readonly PageRoute[] = [
  { path: '/', page: fromModule(() => import('./home.tsx'), 'HomePage') },
  { path: '/messages', page: fromModule(() => import('./messages.tsx'), 'MessagesPage') },
  { path: '/cases', page: fromModule(() => import('./case-list.tsx'), 'CaseListPage') },
  { path: '/cases/new', page: fromModule(() => import('./case-new.tsx'), 'CaseNewPage') },
  { path: '/cases/compare', page: fromModule(() => import('./case-compare.tsx'), 'CaseComparePage') },
  { path: '/cases/:id/plan', page: fromModule(() => import('./plan-page.tsx'), 'PlanPage') },
  { path: '/cases/:id', page: fromModule(() => import('./case-page.tsx'), 'CasePage') },
  { path: '/deposits', page: fromModule(() => import('./deposit-list.tsx'), 'DepositListPage') },
  { path: '/reviews', page: fromModule(() => import('./review-list.tsx'), 'ReviewListPage') },
  { path: '/reviews/:id', page: fromModule(() => import('./review-page.tsx'), 'ReviewPage') },
  { path: '/experts', page: fromModule(() => import('./expert-list.tsx'), 'ExpertListPage') },
  { path: '/experts/own', page: fromModule(() => import('./expert-own.tsx'), 'ExpertOwnPage') },
  { path: '/experts/:id', page: fromModule(() => import('./expert-page.tsx'), 'ExpertPage') },
  { path: '/resources', page: fromModule(() => import('./resource-list.tsx'), 'ResourceListPage') },
  { path: '/resources/new', page: fromModule(() => import('./record-new.tsx'), 'RecordNewPage') },
  { path: '/resources/:id', page: fromModule(() => import('./record-page.tsx'), 'RecordPage') },
  { path: '/imports', page: fromModule(() => import('./import-list.tsx'), 'ImportListPage') },
  { path: '/imports/new', page: fromModule(() => import('./import-new.tsx'), 'ImportNewPage') },
  { path: '/imports/:id', page: fromModule(() => import('./import-page.tsx'), 'ImportPage') },
  { path: '/cstr', page: fromModule(() => import('./cstr-list.tsx'), 'CstrListPage') },
  { path: '/cstr/:id', page: fromModule(() => import('./cstr-page.tsx'), 'CstrPage') },
  { path: '/requests', page: fromModule(() => import('./request-list.tsx'), 'RequestListPage') },
  { path: '/requests/:id', page: fromModule(() => import('./request-page.tsx'), 'RequestPage') },
  { path: '/stock', page: fromModule(() => import('./stock-list.tsx'), 'StockListPage') },
  { path: '/stock/lots/:id', page: fromModule(() => import('./stock-lot.tsx'), 'StockLotPage') },
  { path: '/stock/stores', page: fromModule(() => import('./stock-stores.tsx'), 'StockStoresPage') },
  { path: '/stock/holdings', page: fromModule(() => import('./stock-holdings.tsx'), 'StockHoldingsPage') },
  { path: '/stock/takes', page: fromModule(() => import('./stock-takes.tsx'), 'StockTakesPage') },
  { path: '/stock/takes/:id', page: fromModule(() => import('./stock-take.tsx'), 'StockTakePage') },
  { path: '/services', page: fromModule(() => import('./service-list.tsx'), 'ServiceListPage') },
  { path: '/services/:id', page: fromModule(() => import('./service-page.tsx'), 'ServicePage') },
  { path: '/agreements', page: fromModule(() => import('./agreement-list.tsx'), 'AgreementListPage') },
  { path: '/agreements/:id', page: fromModule(() => import('./agreement-page.tsx'), 'AgreementPage') },
  { path: '/permits', page: fromModule(() => import('./permit-list.tsx'), 'PermitListPage') },
  { path: '/own-permits', page: fromModule(() => import('./permit-own.tsx'), 'OwnPermitsPage') },
  { path: '/contracts', page: fromModule(() => import('./contract-list.tsx'), 'ContractListPage') },
  { path: '/terms/:subject', page: fromModule(() => import('./agreement-terms.tsx'), 'RequestTermsPage') },
  { path: '/service-records', page: fromModule(() => import('./service-record-list.tsx'), 'ServiceRecordListPage') },
  { path: '/service-records/:id', page: fromModule(() => import('./service-record-page.tsx'), 'ServiceRecordPage') },
  { path: '/service-ratings', page: fromModule(() => import('./service-ratings.tsx'), 'ServiceRatingsPage') },
  { path: '/service-uses', page: fromModule(() => import('./service-uses.tsx'), 'ServiceUsesPage') },
  { path: '/service-figures', page: fromModule(() => import('./service-figures.tsx'), 'ServiceFiguresPage') },
  { path: '/received', page: fromModule(() => import('./received.tsx'), 'ReceivedPage') },
  { path: '/mistakes', page: fromModule(() => import('./mistakes.tsx'), 'MistakesPage') },
  { path: '/quality', page: fromModule(() => import('./quality.tsx'), 'QualityPage') },
  { path: '/withheld', page: fromModule(() => import('./withheld.tsx'), 'WithheldPage') },
  { path: '/account', page: fromModule(() => import('./own-account.tsx'), 'OwnAccountPage') },
  { path: '/admin/accounts', page: fromModule(() => import('./accounts.tsx'), 'AccountsPage') },
  { path: '/admin/accounts/:id', page: fromModule(() => import('./account.tsx'), 'AccountPage') },
  { path: '/admin/organisations', page: fromModule(() => import('./organisations.tsx'), 'OrganisationsPage') },
  { path: '/admin/platforms', page: fromModule(() => import('./platforms.tsx'), 'PlatformsPage') },
  { path: '/admin/platforms/:code', page: fromModule(() => import('./platform.tsx'), 'PlatformPage') },
  { path: '/admin/programmes', page: fromModule(() => import('./programmes.tsx'), 'ProgrammesPage') },
  { path: '/admin/delegations', page: fromModule(() => import('./delegations.tsx'), 'DelegationsPage') },
  { path: '/admin/calendar', page: fromModule(() => import('./calendar.tsx'), 'CalendarPage') },
  { path: '/admin/mail', page: fromModule(() => import('./mail.tsx'), 'MailPage') },
  { path: '/admin/audit', page: fromModule(() => import('./audit.tsx'), 'AuditPage') },
];

/** The page at a path with what the path gives it. */
export function pageAt(path: string): { page: PageRoute['page']; given: Record<string, string> } | undefined {
  for (const route of PAGES) {
    const match = new RegExp(`^${route.path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`).exec(path);
    if (match) {
      const given = Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]);
      return { page: route.page, given: Object.fromEntries(given) as Record<string, string> };
    }
  }
  return undefined;
}
