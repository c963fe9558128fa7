import { CHANNELS } from '../../shared/stock/service-codes.ts';
import { pick } from '../../shared/i18n.ts';
import { Breadcrumbs } from '../ui/breadcrumbs.tsx';
import { Button } from '../ui/button.tsx';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { useText } from '../ui/language.tsx';
import { Pager } from '../ui/pager.tsx';
import layout from './layout.module.css';
import styles from './platform.module.css';
import type { Service } from './service-list.tsx';
import { serviceMessages } from './service-messages.ts';
import { SERVICE_FILTERS, type ServicesData } from './services-data.ts';
import own from './services.module.css';
import { shellMessages } from './shell-messages.ts';
import { useHref, useSite } from './site.ts';
import { Title } from './title.tsx';

/** All services on offer, by kind, character and whom they are for. */
export function ServicesView({ data: { page, asked } }: { data: ServicesData }) {
  const t = useText(serviceMessages);
  const s = useText(shellMessages);
  const href = useHref();
  const { cursor, ...filters } = asked;
  const to = (more: Readonly<Record<string, string>>): string => {
    const query = new URLSearchParams({ ...filters, ...more }).toString();
    return href(`/services${query === '' ? '' : `?${query}`}`);
  };
  return (
    <div className={layout.page}>
      <Title description={t('lead')}>{t('title')}</Title>
      <Breadcrumbs trail={[{ label: s('home'), href: href('/') }]} here={t('title')} />
      <h1>{t('title')}</h1>
      <p className={styles.text}>{t('lead')}</p>
      <Filters asked={filters} />
      <div className={styles.section}>
        {page.items.length === 0 ? (
          <EmptyState title={t('none')}>{t('noneText')}</EmptyState>
        ) : (
          <ServiceTable services={page.items} withPlatform={filters['platform'] === undefined} />
        )}
      </div>
      <Pager
        first={cursor === undefined ? undefined : to({})}
        next={page.next === null ? undefined : to({ cursor: page.next })}
      />
    </div>
  );
}

/** Works without script: a form that asks for the same page. */
function Filters({ asked }: { asked: Readonly<Record<string, string>> }) {
  const t = useText(serviceMessages);
  const href = useHref();
  const { lang } = useSite();
  const labels = { kind: t('kind'), mode: t('modes'), group: t('groups') };
  return (
    <form
      action={href('/services')}
      method="get"
      role="search"
      aria-label={t('filter')}
      className={`${own.filters} no-print`}
    >
      {asked['platform'] === undefined ? null : <input type="hidden" name="platform" value={asked['platform']} />}
      {(Object.keys(SERVICE_FILTERS) as (keyof typeof SERVICE_FILTERS)[]).map((name) => (
        <label key={name}>
          {labels[name]}
          <select key={asked[name] ?? ''} name={name} defaultValue={asked[name] ?? ''}>
            <option value="">{t('any')}</option>
            {Object.entries(SERVICE_FILTERS[name]).map(([id, label]) => (
              <option key={id} value={id}>
                {pick(label, lang)}
              </option>
            ))}
          </select>
        </label>
      ))}
      <Button type="submit" icon="search">
        {t('filter')}
      </Button>
    </form>
  );
}

export function ServiceTable({
  services,
  withPlatform = false,
}: {
  services: readonly Service[];
  withPlatform?: boolean;
}) {
  const t = useText(serviceMessages);
  const href = useHref();
  const { lang } = useSite();
  const columns: Column<Service>[] = [
    {
      id: 'name',
      label: t('name'),
      heading: true,
      cell: ({ id, name }) => <a href={href(`/services/${id}`)}>{name}</a>,
    },
    { id: 'kind', label: t('kind'), cell: ({ kind }) => kind.label },
    {
      id: 'channel',
      label: t('channel'),
      cell: ({ channel }) => pick(CHANNELS[channel.id as keyof typeof CHANNELS], lang),
    },
    { id: 'fee', label: t('fees'), cell: ({ free }) => (free ? t('free') : t('paid')) },
    {
      id: 'days',
      label: t('answer'),
      cell: ({ response_days: days }) => (days === null ? '' : t('days', { days })),
    },
  ];
  if (withPlatform)
    columns.splice(1, 0, {
      id: 'platform',
      label: t('platform'),
      cell: ({ platform }) => <a href={href(`/platforms/${platform.code}`)}>{platform.name}</a>,
    });
  return <DataTable caption={t('services')} rows={services} keyOf={({ id }) => id} columns={columns} />;
}
