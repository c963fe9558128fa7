import { ApiError } from '../ui/api.ts';
import { loadCalls, loadNotices, loadRegister, standingsOf } from './accreditation-data.ts';
import { CallView } from './call-page.tsx';
import { NoticeView } from './notice-page.tsx';
import { CallsView, NoticesView } from './notices.tsx';
import { ObjectView } from './objection-rules.tsx';
import { EntryView, RegisterView } from './register.tsx';
import { loadCalendar } from './calendar-data.ts';
import { BrowseView } from './browse.tsx';
import { AvailableView } from './available.tsx';
import { loadComplaints } from './complaints-data.ts';
import { HomeView } from './home.tsx';
import { loadNameCheck } from './name-check-data.ts';
import { defineLazyPage, definePage, type Page, type PageInput } from './page.ts';
import { PlatformView } from './platform.tsx';
import { PoliciesView } from './policies.tsx';
import { loadComparison, loadPolicy } from './policy-data.ts';
import { PolicyView } from './policy.tsx';
import { PlatformsView } from './platforms.tsx';
import { ServiceView } from './service.tsx';
import { loadServices } from './services-data.ts';
import { ServicesView } from './services.tsx';
import { AboutView, AccessibilityView, HelpView, PrivacyView } from './prose-views.tsx';
import type { GoneData, ResourceData, Tombstone, VersionsData } from './resource-data.ts';
import { ResourceView } from './resource.tsx';
import { readSearch } from './search-state.ts';
import { SearchView } from './search.tsx';
import { loadVerification } from './verify-data.ts';
import { VerifyView } from './verify.tsx';
import { loadDataLink, loadOpenData, loadShortlist } from './shortlist-data.ts';
import { StatisticsView } from './statistics.tsx';
import { loadSelfCheck } from './self-check-data.ts';
import { VersionsView } from './versions.tsx';

const nothing = async (): Promise<{ data: null }> => ({ data: null });
const programmeOf = ({ site }: PageInput): { programme?: string } =>
  site.programme ? { programme: site.programme.id } : {};
const wholeNumber = (text: string | null): number | undefined =>
  text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;

const loadNotice = async ({ api, params }: PageInput) => ({
  data: await api.readNotice({ params: { id: params['id']! } }),
});

/** Every page of the portal: its address, what it needs, what shows it. */
export const pages: readonly Page[] = [
  definePage({
    name: 'home',
    path: /^\/$/,
    load: async (input) => ({ data: { summary: await summaryOf(input) } }),
    View: HomeView,
  }),
  definePage({
    name: 'search',
    path: /^\/search$/,
    async load(input) {
      const state = readSearch(input.query);
      const query = { ...programmeOf(input), q: state.q, ...state.filters, sort: state.sort };
      if (state.cursor === undefined) return { data: { state, page: await input.api.searchResources({ query }) } };
      // Later pages come without facets; the filters beside them are those of the first.
      const [page, first] = await Promise.all([
        input.api.searchResources({ query: { ...query, cursor: state.cursor } }),
        input.api.searchResources({ query: { ...query, limit: 1 } }),
      ]);
      return { data: { state, page: { ...page, facets: first.facets, facets_bound: first.facets_bound } } };
    },
    View: SearchView,
  }),
  definePage({ name: 'resource', path: /^\/resources\/(?<id>\d{1,19})$/, load: loadResource, View: ResourceView }),
  definePage({
    name: 'versions',
    path: /^\/resources\/(?<id>\d{1,19})\/versions$/,
    load: loadVersions,
    View: VersionsView,
  }),
  definePage({
    name: 'platforms',
    path: /^\/platforms$/,
    async load(input) {
      const q = input.query.get('q')?.trim() ?? '';
      const cursor = input.query.get('cursor') ?? undefined;
      const region = input.query.get('region') ?? undefined;
      const list = await input.api.listCataloguePlatforms({
        query: {
          ...programmeOf(input),
          q,
          limit: 50,
          ...(region !== undefined && { region }),
          ...(cursor !== undefined && { cursor }),
        },
      });
      return { data: { q, region, cursor, list } };
    },
    View: PlatformsView,
  }),
  definePage({
    name: 'platform',
    path: /^\/platforms\/(?<code>[^/]{1,60})$/,
    async load(input) {
      const code = input.params['code']!;
      const [platform, services, standings] = await Promise.all([
        input.api.readCataloguePlatform({ params: { code }, query: {} }),
        input.api.listServices({ query: { platform: code, limit: 50 } }),
        standingsOf(input, code),
      ]);
      return { data: { platform, services: services.items, standings } };
    },
    View: PlatformView,
  }),
  defineLazyPage({
    name: 'shortlist',
    path: /^\/shortlist$/,
    load: loadShortlist,
    view: async () => (await import('./shortlist.tsx')).ShortlistView,
  }),
  defineLazyPage({
    name: 'data-link',
    path: /^\/data\/(?<token>[A-Za-z0-9_-]{20,100})$/,
    load: loadDataLink,
    view: async () => (await import('./data-link.tsx')).DataLinkView,
  }),
  defineLazyPage({
    name: 'open-data-proof',
    path: /^\/open-data\/proof$/,
    load: nothing,
    view: async () => (await import('./open-data-proof.tsx')).OpenDataProofView,
  }),
  defineLazyPage({
    name: 'open-data',
    path: /^\/open-data\/(?<key>[A-Za-z0-9_-]{20,100})$/,
    load: loadOpenData,
    view: async () => (await import('./open-data.tsx')).OpenDataView,
  }),
  definePage({ name: 'services', path: /^\/services$/, load: loadServices, View: ServicesView }),
  definePage({
    name: 'service',
    path: /^\/services\/(?<id>\d{1,19})$/,
    load: async ({ api, params }) => ({ data: await api.readService({ params: { id: params['id']! }, query: {} }) }),
    View: ServiceView,
  }),
  defineLazyPage({
    name: 'calendar',
    path: /^\/calendar$/,
    load: loadCalendar,
    view: async () => (await import('./calendar.tsx')).CalendarView,
  }),
  definePage({
    name: 'verify',
    path: /^\/verify(?:\/(?<code>[^/]{1,60}))?$/,
    load: loadVerification,
    View: VerifyView,
  }),
  definePage({
    name: 'statistics',
    path: /^\/statistics$/,
    load: async (input) => {
      const query = programmeOf(input);
      const [catalogue, services] = await Promise.all([
        input.api.readStatistics({ query }),
        input.api.readPublicServiceFigures({ query }),
      ]);
      return { data: { ...catalogue, services } };
    },
    View: StatisticsView,
  }),
  definePage({
    name: 'browse',
    path: /^\/browse$/,
    load: async (input) => ({ data: await input.api.readStatistics({ query: programmeOf(input) }) }),
    View: BrowseView,
  }),
  definePage({
    name: 'available',
    path: /^\/platforms\/(?<code>[^/]{1,60})\/available$/,
    async load({ api, params, query }) {
      const cursor = query.get('cursor') ?? undefined;
      const asked = { limit: 100, ...(cursor !== undefined && { cursor }) };
      return { data: { page: await api.listAvailable({ params: { code: params['code']! }, query: asked }), cursor } };
    },
    View: AvailableView,
  }),
  defineLazyPage({
    name: 'self-check',
    path: /^\/self-check$/,
    load: loadSelfCheck,
    view: async () => (await import('./self-check.tsx')).SelfCheckView,
  }),
  defineLazyPage({
    name: 'name-check',
    path: /^\/name-check$/,
    load: loadNameCheck,
    view: async () => (await import('./name-check.tsx')).NameCheckView,
  }),
  definePage({
    name: 'policies',
    path: /^\/policies$/,
    load: async ({ api }) => ({ data: await api.listPolicies() }),
    View: PoliciesView,
  }),
  defineLazyPage({
    name: 'policy-compare',
    path: /^\/policies\/compare$/,
    load: loadComparison,
    view: async () => (await import('./policy-compare.tsx')).PolicyCompareView,
  }),
  definePage({
    name: 'policy',
    path: /^\/policies\/(?<id>[a-z][a-z0-9-]{0,59})$/,
    load: loadPolicy,
    View: PolicyView,
  }),
  definePage({ name: 'calls', path: /^\/calls$/, load: loadCalls, View: CallsView }),
  definePage({
    name: 'call',
    path: /^\/calls\/(?<id>\d{1,19})$/,
    load: async ({ api, params }) => ({ data: await api.readCall({ params: { id: params['id']! } }) }),
    View: CallView,
  }),
  definePage({ name: 'notices', path: /^\/notices$/, load: loadNotices, View: NoticesView }),
  definePage({ name: 'notice', path: /^\/notices\/(?<id>\d{1,19})$/, load: loadNotice, View: NoticeView }),
  definePage({ name: 'object', path: /^\/notices\/(?<id>\d{1,19})\/object$/, load: loadNotice, View: ObjectView }),
  definePage({ name: 'register', path: /^\/register$/, load: loadRegister, View: RegisterView }),
  definePage({
    name: 'register-entry',
    path: /^\/register\/(?<id>\d{1,19})$/,
    load: async ({ api, params }) => ({ data: await api.readRegisterEntry({ params: { id: params['id']! } }) }),
    View: EntryView,
  }),
  defineLazyPage({
    name: 'complaints',
    path: /^\/complaints$/,
    load: loadComplaints,
    view: async () => (await import('./complaints.tsx')).ComplaintsView,
  }),
  defineLazyPage({
    name: 'complaint-status',
    path: /^\/complaints\/status$/,
    load: nothing,
    view: async () => (await import('./complaint-status.tsx')).ComplaintStatusView,
  }),
  defineLazyPage({
    name: 'deposits',
    path: /^\/deposits$/,
    load: async ({ api }) => ({ data: (await api.listPrinciples({ query: {} })).items }),
    view: async () => (await import('./deposits.tsx')).DepositsView,
  }),
  definePage({ name: 'help', path: /^\/help$/, load: nothing, View: HelpView }),
  definePage({ name: 'about', path: /^\/about$/, load: nothing, View: AboutView }),
  definePage({ name: 'accessibility', path: /^\/accessibility$/, load: nothing, View: AccessibilityView }),
  definePage({ name: 'privacy', path: /^\/privacy$/, load: nothing, View: PrivacyView }),
];

/** The home page is worth showing without its figures. */
async function summaryOf(input: PageInput) {
  try {
    return await input.api.portalSummary({ query: programmeOf(input) });
  } catch (cause) {
    if (cause instanceof ApiError) return undefined;
    throw cause;
  }
}

async function loadResource({ api, params, query }: PageInput): Promise<{
  data: ResourceData | GoneData;
  status?: number;
}> {
  const id = params['id']!;
  const version = wholeNumber(query.get('version'));
  try {
    const [resource, { items: versions }, { items: related }, offers, use] = await Promise.all([
      api.readResource({ params: { id }, query: { version } }),
      api.listVersions({ params: { id } }),
      api.listRelated({ params: { id } }),
      api.readOffers({ params: { id }, query: {} }),
      api.readResourceRecord({ params: { id }, query: {} }),
    ]);
    return { data: { resource, versions, related, offers, use } };
  } catch (cause) {
    if (!(cause instanceof ApiError) || cause.status !== 410 || !cause.body['tombstone']) throw cause;
    return { data: { tombstone: cause.body['tombstone'] as Tombstone }, status: 410 };
  }
}

async function loadVersions({ api, params, query }: PageInput): Promise<{ data: VersionsData }> {
  const id = params['id']!;
  const [from, to] = [wholeNumber(query.get('from')), wholeNumber(query.get('to'))];
  const [resource, { items: versions }, compared] = await Promise.all([
    api.readResource({ params: { id }, query: {} }),
    api.listVersions({ params: { id } }),
    from === undefined || to === undefined || from === to
      ? undefined
      : api
          .compareVersions({ params: { id }, query: { from, to } })
          .then(({ items }) => ({ from, to, changes: items })),
  ]);
  return { data: { id, title: resource.title, versions, compared } };
}
