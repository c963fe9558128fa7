import { NO_END } from '../../shared/accreditation/no-end.ts';
import { pick } from '../../shared/i18n.ts';
import { Citation } from '../ui/citation.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import { Pager } from '../ui/pager.tsx';
import { StateTag } from '../ui/state-tag.tsx';
import type { EntryData, RegisterData } from './accreditation-data.ts';
import { accreditationMessages } from './accreditation-messages.ts';
import { Facts, Finder, Section, TONES } from './accreditation-parts.tsx';
import styles from './accreditation.module.css';
import layout from './layout.module.css';
import { pageAt } from './notices.tsx';
import { PageHead } from './page-head.tsx';
import { useHref, useSite } from './site.ts';

type Row = RegisterData['list']['items'][number];

export function RegisterView({ data: { q, chosen, cursor, list } }: { data: RegisterData }) {
  const t = useText(accreditationMessages);
  const href = useHref();
  const { programme, lang } = useSite();
  const asked = { q, standing: chosen };
  const at = (next?: string): string => href(pageAt('/register', { ...asked, cursor: next }));
  const file = (format: string): string =>
    pageAt('/api/register/export', { ...asked, programme: programme?.id, format, lang });
  return (
    <div className={layout.page}>
      <PageHead title={t('registerTitle')} lead={t('registerLead')} />
      <Finder
        path="/register"
        q={q}
        label={t('findRegister')}
        kept={{}}
        tab="standing"
        chosen={chosen}
        tabs={[
          { value: undefined, label: t('all') },
          ...(['valid', 'lapsed', 'ended'] as const).map((value) => ({ value, label: STANDING[value][lang] })),
        ]}
      >
        <a href={file('csv')} rel="nofollow" download>
          {t('csv')}
        </a>
        <a href={file('json')} rel="nofollow" download>
          {t('json')}
        </a>
      </Finder>
      {list.items.length === 0 ? (
        <EmptyState title={t('none')}>
          <p>{t('noneText')}</p>
        </EmptyState>
      ) : (
        <DataTable
          caption={t('registerTitle')}
          rows={list.items}
          keyOf={({ id }) => id}
          columns={useColumns()}
          stacked
        />
      )}
      <Pager first={cursor === undefined ? undefined : at()} next={list.next === null ? undefined : at(list.next)} />
    </div>
  );
}

const STANDING = {
  valid: { 'zh-CN': '有效', en: 'Valid' },
  lapsed: { 'zh-CN': '已到期', en: 'Lapsed' },
  ended: { 'zh-CN': '已终止', en: 'Ended' },
} as const;

function useColumns() {
  const t = useText(accreditationMessages);
  const href = useHref();
  const { lang, programme } = useSite();
  return [
    {
      id: 'name',
      label: t('name'),
      heading: true,
      cell: ({ id, platform, demo }: Row) => (
        <span className={styles.side}>
          <a href={href(`/register/${id}`)}>{(lang === 'en' ? platform.name_en : null) ?? platform.name_zh}</a>
          {demo ? <StateTag tone="warning">{t('demo')}</StateTag> : null}
        </span>
      ),
    },
    { id: 'host', label: t('host'), cell: ({ host }: Row) => host ?? '' },
    { id: 'class', label: t('class'), cell: (row: Row) => (row.class ? pick(row.class, lang) : '') },
    ...(programme ? [] : [{ id: 'network', label: t('network'), cell: (row: Row) => pick(row.programme_name, lang) }]),
    {
      id: 'standing',
      label: t('standing'),
      cell: ({ standing, standing_label }: Row) => (
        <StateTag tone={TONES[standing] ?? 'neutral'}>{pick(standing_label, lang)}</StateTag>
      ),
    },
    { id: 'entered', label: t('entered'), cell: ({ entered_on }: Row) => entered_on },
    { id: 'term', label: t('term'), cell: ({ term_last }: Row) => term_last ?? t('noTerm') },
  ];
}

/** How a platform stands in the registers; also on its own page. */
export function Standings({ entries }: { entries: readonly Row[] }) {
  const t = useText(accreditationMessages);
  if (entries.length === 0) return null;
  return (
    <Section id="standing" title={t('registerTitle')}>
      <DataTable caption={t('registerTitle')} rows={entries} keyOf={({ id }) => id} columns={useColumns()} stacked />
    </Section>
  );
}

export function EntryView({ data: entry }: { data: EntryData }) {
  const t = useText(accreditationMessages);
  const href = useHref();
  const { lang } = useSite();
  const { platform, decision, direct } = entry;
  const title = (lang === 'en' ? platform.name_en : null) ?? platform.name_zh;
  const terms = useTerms();
  return (
    <div className={layout.page}>
      <PageHead title={title} lead={t('genuine')} trail={[{ label: t('registerTitle'), path: '/register' }]} />
      <p className={`${styles.side} ${styles.standing}`}>
        <StateTag tone={TONES[entry.standing] ?? 'neutral'}>{pick(entry.standing_label, lang)}</StateTag>
        {entry.demo ? <StateTag tone="warning">{t('demo')}</StateTag> : null}
        <a href={href(`/platforms/${platform.code}`)}>{t('platform')}</a>
      </p>
      {entry.trial ? (
        <div className={styles.stack}>
          <Notice tone="warning">{t('trialText')}</Notice>
        </div>
      ) : null}
      <div className={styles.section}>
        <Facts
          rows={[
            [t('network'), pick(entry.programme_name, lang)],
            [t('class'), entry.class && pick(entry.class, lang)],
            [t('host'), entry.host],
            [t('head'), entry.head],
            [t('region'), [entry.region && pick(entry.region, lang), entry.supervising].filter(Boolean).join(' / ')],
            [t('plaque'), [entry.plaque_no, entry.plaque_on].filter(Boolean).join(' · ')],
            [
              t('term'),
              entry.term_last === null ? t('noTerm') : `${entry.term_first ?? ''} ${t('to')} ${entry.term_last}`,
            ],
            [t('entered'), entry.entered_on],
            [t('endedOn'), entry.ended_on],
            [
              t('excluded'),
              entry.excluded_until &&
                (entry.excluded_until === NO_END ? t('untilEnd') : t('until', { date: entry.excluded_until })),
            ],
            [t('listNo'), [entry.list_no, entry.list_on].filter(Boolean).join(' · ')],
            [t('direct'), direct && t('directText', { date: direct.recognised_on })],
            [t('decision'), [pick(decision.type, lang), decision.number, decision.on].filter(Boolean).join(' · ')],
            [t('signedBy'), decision.signatories.map((one) => pick(one, lang)).join(t('listed'))],
            [
              t('rules'),
              decision.cite && <Citation key="c" cite={decision.cite} instrument={pick(entry.rule_set.title, lang)} />,
            ],
          ]}
        />
      </div>
      <Section id="history" title={t('history')}>
        <History entry={entry} />
      </Section>
      {entry.others.length === 0 ? null : (
        <Section id="others" title={t('othersOf')}>
          <DataTable caption={t('othersOf')} rows={entry.others} keyOf={({ id }) => id} columns={terms} stacked />
        </Section>
      )}
      {entry.papers.length === 0 ? null : (
        <Section id="papers" title={t('papersOf')}>
          <ul className={styles.points}>
            {entry.papers.map(({ code, kind_label, number, issued_on, state }) => (
              <li key={code} className={styles.side}>
                <a href={href(`/verify/${code.replaceAll('-', '')}`)}>{`${pick(kind_label, lang)} ${number}`}</a>
                <span>{issued_on}</span>
                {state === 'valid' ? null : <StateTag tone="danger">{t(state)}</StateTag>}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {entry.notices.length === 0 ? null : (
        <Section id="notices" title={t('noticesOf')}>
          <ul className={styles.points}>
            {entry.notices.map(({ id, title: named, published_on }) => (
              <li key={id}>
                <a href={href(`/notices/${id}`)}>{pick(named, lang)}</a> {published_on}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}

/** Terms of one platform, each an entry of its own. */
function useTerms() {
  const t = useText(accreditationMessages);
  const href = useHref();
  const { lang } = useSite();
  return [
    {
      id: 'term',
      label: t('term'),
      heading: true,
      cell: ({ id, entered_on, term_first, term_last }: Row) => (
        <a href={href(`/register/${id}`)}>{`${term_first ?? entered_on} ${t('to')} ${term_last ?? t('noTerm')}`}</a>
      ),
    },
    {
      id: 'name',
      label: t('name'),
      cell: ({ platform }: Row) => (lang === 'en' ? platform.name_en : null) ?? platform.name_zh,
    },
    { id: 'class', label: t('class'), cell: (row: Row) => (row.class ? pick(row.class, lang) : '') },
    { id: 'plaque', label: t('plaque'), cell: ({ plaque_no }: Row) => plaque_no ?? '' },
    {
      id: 'standing',
      label: t('standing'),
      cell: ({ standing, standing_label }: Row) => (
        <StateTag tone={TONES[standing] ?? 'neutral'}>{pick(standing_label, lang)}</StateTag>
      ),
    },
    { id: 'ended', label: t('endedOn'), cell: ({ ended_on }: Row) => ended_on ?? '' },
  ];
}

function History({ entry }: { entry: EntryData }) {
  const t = useText(accreditationMessages);
  const { lang } = useSite();
  return (
    <DataTable
      stacked
      caption={t('history')}
      rows={entry.history.map((event, index) => ({ ...event, key: String(index) }))}
      keyOf={({ key }) => key}
      columns={[
        { id: 'on', label: t('date'), cell: ({ on }) => on },
        { id: 'kind', label: t('event'), heading: true, cell: ({ kind_label }) => pick(kind_label, lang) },
        {
          id: 'decision',
          label: t('decision'),
          cell: ({ decision }) =>
            [
              pick(decision.type, lang),
              decision.number,
              decision.signatories.map((one) => pick(one, lang)).join(t('listed')),
            ]
              .filter(Boolean)
              .join(' · '),
        },
        ...(entry.history.some(({ changes }) => changes.length > 0)
          ? [
              {
                id: 'changes',
                label: t('changes'),
                cell: ({ changes }: EntryData['history'][number]) =>
                  changes
                    .map(({ label, from, to }) =>
                      t('labelled', {
                        label: pick(label, lang),
                        value: from === null ? to : t('change', { from: from || t('empty'), to }),
                      }),
                    )
                    .join(t('separator')),
              },
            ]
          : []),
      ]}
    />
  );
}
