import type { ResultOf } from '../../shared/contract.ts';
import { pick } from '../../shared/i18n.ts';
import { Breadcrumbs } from '../ui/breadcrumbs.tsx';
import { Citation } from '../ui/citation.tsx';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import { Pager } from '../ui/pager.tsx';
import type { PortalRoutes } from './api.ts';
import { availableMessages } from './available-messages.ts';
import layout from './layout.module.css';
import { platformMessages } from './platform-messages.ts';
import styles from './platform.module.css';
import { shellMessages } from './shell-messages.ts';
import { useHref, useSite } from './site.ts';
import { Title } from './title.tsx';

type Available = ResultOf<PortalRoutes['listAvailable'], Blob>;
type Item = Available['items'][number];

/** What a platform can give away now, and the dated lists it published (穗 附录二（二）4). */
export function AvailableView({ data: { page, cursor } }: { data: { page: Available; cursor: string | undefined } }) {
  const t = useText(availableMessages);
  const p = useText(platformMessages);
  const s = useText(shellMessages);
  const href = useHref();
  const here = `/platforms/${page.platform.code}`;
  const lead = t('lead', { name: page.platform.name, date: page.as_of });
  const columns: Column<Item>[] = [
    { id: 'number', label: t('number'), cell: ({ local_number }) => <span className="mono">{local_number}</span> },
    {
      id: 'name',
      label: t('name'),
      heading: true,
      cell: ({ id, title }) => <a href={href(`/resources/${id}`)}>{title}</a>,
    },
    { id: 'type', label: t('type'), cell: ({ type_label }) => type_label },
    { id: 'availability', label: t('availability'), cell: ({ availability }) => availability },
    { id: 'quantity', label: t('quantity'), cell: ({ quantity }) => quantity },
    { id: 'when', label: t('when'), cell: ({ when }) => when },
  ];
  return (
    <div className={layout.page}>
      <Title description={lead}>{`${t('title')} · ${page.platform.name}`}</Title>
      <Breadcrumbs
        trail={[
          { label: s('home'), href: href('/') },
          { label: p('title'), href: href('/platforms') },
          { label: page.platform.name, href: href(here) },
        ]}
        here={t('title')}
      />
      <h1>{t('title')}</h1>
      <p className={styles.text}>{lead}</p>
      <Due due={page.due} />
      <div className={styles.section}>
        {page.items.length === 0 ? (
          <EmptyState title={t('none')}>{t('noneText')}</EmptyState>
        ) : (
          <DataTable caption={t('title')} rows={page.items} keyOf={({ id }) => id} columns={columns} />
        )}
      </div>
      <Pager
        first={cursor === undefined ? undefined : href(`${here}/available`)}
        next={page.next === null ? undefined : href(`${here}/available?cursor=${encodeURIComponent(page.next)}`)}
      />
      <Lists page={page} />
    </div>
  );
}

function Due({ due }: Pick<Available, 'due'>) {
  const t = useText(availableMessages);
  const { lang, instruments } = useSite();
  if (due === null) return null;
  const { months, by, overdue, cite } = due;
  const date = by ?? '';
  const instrument = cite && instruments[cite.policy];
  return (
    <div className={styles.notices}>
      <Notice tone={overdue ? 'warning' : 'info'}>
        <p>
          {by === null
            ? `${t('overdueFirst')} ${t('dueFirst', { months })}`
            : t(overdue ? 'overdue' : 'due', { months, date })}
        </p>
        {cite && instrument ? <Citation cite={cite} instrument={pick(instrument, lang)} /> : null}
      </Notice>
    </div>
  );
}

function Lists({ page: { lists, platform } }: { page: Available }) {
  const t = useText(availableMessages);
  return (
    <section className={styles.section} aria-labelledby="lists">
      <h2 id="lists">{t('lists')}</h2>
      {lists.length === 0 ? (
        <p>{t('listsNone')}</p>
      ) : (
        <DataTable
          caption={t('lists')}
          rows={lists}
          keyOf={({ id }) => id}
          columns={[
            { id: 'on', label: t('listedOn'), heading: true, cell: ({ listed_on }) => listed_on },
            { id: 'items', label: t('items'), numeric: true, cell: ({ item_count }) => item_count },
            {
              id: 'file',
              label: t('download'),
              cell: ({ id, listed_on }) => (
                <a href={`/api/portal/platforms/${platform.code}/available/${id}`}>
                  {t('downloadOf', { date: listed_on })}
                </a>
              ),
            },
          ]}
        />
      )}
    </section>
  );
}
