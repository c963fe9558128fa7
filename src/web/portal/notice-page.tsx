import { pick } from '../../shared/i18n.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Citation } from '../ui/citation.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import { StateTag } from '../ui/state-tag.tsx';
import type { NoticeData } from './accreditation-data.ts';
import { accreditationMessages } from './accreditation-messages.ts';
import { Countdown, Facts, Section, TONES } from './accreditation-parts.tsx';
import styles from './accreditation.module.css';
import layout from './layout.module.css';
import { ObjectionRules } from './objection-rules.tsx';
import { PageHead } from './page-head.tsx';
import { useHref, useSite } from './site.ts';

/** A public notice as it was published, and beside it what became of each item. */
export function NoticeView({ data: notice }: { data: NoticeData }) {
  const t = useText(accreditationMessages);
  const href = useHref();
  const { lang } = useSite();
  const { list } = notice;
  const { period, cite } = list;
  const corrects = [...new Set(list.items.flatMap((item) => item.corrects ?? []))];
  const mayObject = notice.states.some(({ may_object }) => may_object);
  const days = { from: period.from, clock: notice.clock };
  return (
    <div className={layout.page}>
      <PageHead
        title={pick(notice.title, lang)}
        lead={`${pick(list.authority, lang)} · ${period.first} – ${notice.last}`}
        trail={[{ label: t('noticesTitle'), path: '/notices' }]}
      />
      <p className={`${styles.side} ${styles.standing}`}>
        {notice.running ? <Countdown days={notice.days_left} /> : <StateTag>{t('ended')}</StateTag>}
        {mayObject ? <ButtonLink href={href(`/notices/${notice.id}/object`)}>{t('object')}</ButtonLink> : null}
      </p>
      <div className={styles.stack}>
        {list.trial ? <Notice tone="warning">{t('trialText')}</Notice> : null}
        {corrects.map((id) => (
          <Notice key={id}>
            <a href={href(`/notices/${id}`)}>{t('corrects', { id })}</a>
          </Notice>
        ))}
        {notice.states.some(({ state }) => state === 'corrected') ? (
          <Notice tone="warning">{t('correctedSome')}</Notice>
        ) : null}
      </div>
      {list.text === '' ? null : <p className={`${styles.section} ${styles.text}`}>{list.text}</p>}
      <Section id="list" title={t('list')}>
        <Items notice={notice} />
      </Section>
      <Section id="period" title={t('period')}>
        <Facts
          rows={[
            [t('from'), period.from],
            [t('first'), period.first],
            [t('last'), notice.last],
            [t('authority'), pick(list.authority, lang)],
            [t('contact'), list.contact],
            [t('rules'), <Citation key="cite" cite={cite} instrument={pick(cite.instrument, lang)} />],
          ]}
        />
        {period.count === null ? null : (
          <p className={`${styles.quiet} ${styles.standing}`}>
            {period.unit === 'working_day'
              ? t('counted', { count: period.count })
              : t('countedPlain', { count: period.count, unit: period.unit ?? '' })}
            {' · '}
            <a href={href(`/calendar?${new URLSearchParams(days).toString()}`)}>{t('howCounted')}</a>
          </p>
        )}
        <div className={styles.stack}>
          {notice.extended ? <Notice>{t('extended')}</Notice> : null}
          {period.provisional ? <Notice tone="warning">{t('provisional')}</Notice> : null}
        </div>
      </Section>
      <ObjectionRules notice={notice} />
      <Signature notice={notice} />
    </div>
  );
}

function Items({ notice }: { notice: NoticeData }) {
  const t = useText(accreditationMessages);
  const href = useHref();
  const { lang } = useSite();
  const stateOf = (position: number) => notice.states.find((state) => state.position === position)!;
  const { items } = notice.list;
  return (
    <DataTable
      stacked
      caption={t('list')}
      rows={items}
      keyOf={({ position }) => String(position)}
      columns={[
        { id: 'n', label: '#', cell: ({ position }) => String(position) },
        {
          id: 'name',
          label: t('name'),
          heading: true,
          cell: ({ name_zh, name_en, platform }) => (
            <>
              {platform === null ? name_zh : <a href={href(`/platforms/${platform}`)}>{name_zh}</a>}
              {name_en === null ? null : (
                <span className={styles.quiet} lang="en">
                  {' '}
                  {name_en}
                </span>
              )}
            </>
          ),
        },
        { id: 'host', label: t('host'), cell: ({ host }) => host ?? '' },
        { id: 'class', label: t('class'), cell: (item) => (item.class ? pick(item.class, lang) : '') },
        {
          id: 'region',
          label: t('region'),
          cell: ({ region, supervising }) => [region && pick(region, lang), supervising].filter(Boolean).join(' / '),
        },
        ...(items.some(({ details }) => details.length > 0)
          ? [
              {
                id: 'detail',
                label: t('detail'),
                cell: ({ details }: (typeof items)[number]) =>
                  details
                    .map(({ label, value }) => t('labelled', { label: pick(label, lang), value: pick(value, lang) }))
                    .join(t('separator')),
              },
            ]
          : []),
        {
          id: 'state',
          label: t('state'),
          cell: ({ position }) => {
            const { state, label, next, entry } = stateOf(position);
            return (
              <span className={styles.side}>
                <StateTag tone={TONES[state] ?? 'neutral'}>{pick(label, lang)}</StateTag>
                {next === null ? null : <a href={href(`/notices/${next}`)}>{t('corrected')}</a>}
                {entry === null ? null : <a href={href(`/register/${entry}`)}>{t('entry')}</a>}
              </span>
            );
          },
        },
      ]}
    />
  );
}

function Signature({ notice: { id, sha256, key } }: { notice: NoticeData }) {
  const t = useText(accreditationMessages);
  return (
    <Section id="signature" title={t('signature')}>
      <p className={styles.text}>{t('signatureText')}</p>
      <Facts
        rows={[
          [
            t('digest'),
            <span key="d" className="mono">
              {sha256}
            </span>,
          ],
          [
            t('keyPrint'),
            <span key="k" className="mono">
              {key.fingerprint}
            </span>,
          ],
        ]}
      />
      <p className={styles.links}>
        <a href={`/api/notices/${id}/signed.json`}>{t('signedFile')}</a>
        <a href={`/api/notices/${id}/list.json`}>{t('listFile')}</a>
        <a href={`/api/notices/${id}/list.sig`}>{t('sigFile')}</a>
        <a href={`/api/notice-keys/${key.fingerprint}/key.pem`}>{t('keyFile')}</a>
        <a href="/.well-known/keyuan-notice-keys.json">{t('keys')}</a>
      </p>
      <details className={`${styles.section} ${styles.screen}`}>
        <summary>{t('verifyWith')}</summary>
        <pre className={styles.code} tabIndex={0}>
          {`openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in list.json -sigfile list.sig\nopenssl dgst -sha256 list.json`}
        </pre>
      </details>
    </Section>
  );
}
