import { Breadcrumbs } from '../ui/breadcrumbs.tsx';
import { Button } from '../ui/button.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import layout from './layout.module.css';
import { day } from './numbers.ts';
import type { Change, Version, VersionsData } from './resource-data.ts';
import { resourceMessages } from './resource-messages.ts';
import { shellMessages } from './shell-messages.ts';
import { useHref } from './site.ts';
import { Title } from './title.tsx';
import styles from './versions.module.css';

/** The published versions of a record, and what changed from one to another. */
export function VersionsView({ data }: { data: VersionsData }) {
  const t = useText(resourceMessages);
  const s = useText(shellMessages);
  const href = useHref();
  const { id, title, versions, compared } = data;
  return (
    <div className={layout.page}>
      <Title>{`${t('versionsTitle')} - ${title}`}</Title>
      <Breadcrumbs
        trail={[
          { label: s('home'), href: href('/') },
          { label: title, href: href(`/resources/${id}`) },
        ]}
        here={t('versionsTitle')}
      />
      <div className={styles.content}>
        <h1>{t('versionsTitle')}</h1>
        <p className={layout.lead}>{title}</p>
        <DataTable
          caption={t('versions')}
          rows={versions}
          keyOf={({ version }) => String(version)}
          columns={[
            {
              id: 'version',
              label: t('versionColumn'),
              heading: true,
              cell: ({ version }) => (
                <a href={href(`/resources/${id}?version=${version}`)}>{t('version', { version })}</a>
              ),
            },
            { id: 'state', label: t('stateColumn'), cell: (row) => row.state_label },
            { id: 'date', label: t('dateColumn'), cell: (row) => day(row.published_at ?? row.created_at) },
            { id: 'author', label: t('authorColumn'), cell: (row) => row.author },
            { id: 'note', label: t('noteColumn'), cell: (row) => row.note ?? '' },
          ]}
        />
        {versions.length > 1 ? <Compare data={data} /> : null}
        {compared ? <Changes {...compared} /> : null}
      </div>
    </div>
  );
}

function Compare({ data: { id, versions, compared } }: { data: VersionsData }) {
  const t = useText(resourceMessages);
  const href = useHref();
  const from = compared?.from ?? versions[1]!.version;
  const to = compared?.to ?? versions[0]!.version;
  return (
    <section aria-labelledby="compare">
      <h2 id="compare">{t('compare')}</h2>
      <form action={href(`/resources/${id}/versions`)} method="get" className={styles.form}>
        <label>
          {t('compareFrom')} <Choice name="from" versions={versions} chosen={from} />
        </label>
        <label>
          {t('compareTo')} <Choice name="to" versions={versions} chosen={to} />
        </label>
        <Button type="submit" look="primary">
          {t('compareGo')}
        </Button>
      </form>
    </section>
  );
}

function Choice({ name, versions, chosen }: { name: string; versions: readonly Version[]; chosen: number }) {
  const t = useText(resourceMessages);
  return (
    <select key={chosen} name={name} defaultValue={chosen}>
      {versions.map(({ version }) => (
        <option key={version} value={version}>
          {t('version', { version })}
        </option>
      ))}
    </select>
  );
}

function Changes({ from, to, changes }: { from: number; to: number; changes: readonly Change[] }) {
  const t = useText(resourceMessages);
  const title = t('changesTitle', { from, to });
  const shown = (values: readonly string[]): string => (values.length === 0 ? t('nothing') : values.join('；'));
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">{title}</h2>
      {changes.length === 0 ? (
        <Notice>{t('compareNone')}</Notice>
      ) : (
        <DataTable
          caption={title}
          rows={changes}
          keyOf={(change) => change.id}
          columns={[
            { id: 'field', label: t('field'), heading: true, cell: (change) => change.label },
            { id: 'before', label: t('before', { version: from }), cell: ({ before }) => <del>{shown(before)}</del> },
            { id: 'after', label: t('after', { version: to }), cell: ({ after }) => <ins>{shown(after)}</ins> },
          ]}
        />
      )}
    </section>
  );
}
