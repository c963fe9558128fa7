import { Button, Tag } from 'antd';
import { useState } from 'react';
import { isSized } from '../../shared/experts/panel-size.ts';
import { Citation } from '../ui/citation.tsx';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import type { Case } from './case-light.tsx';
import { useApi, useRead } from './client.tsx';
import styles from './expert.module.css';
import { DrawDialog } from './expert-draw.tsx';
import { expertMessages } from './expert-messages.ts';
import { ReplaceDialog } from './expert-replace.tsx';
import { Loaded, Section } from './page.tsx';
import { Opinions } from './review-opinions.tsx';
import { instantText } from './texts.ts';

export type Panel = Awaited<ReturnType<WorkbenchApi['readPanel']>>;
export type Seat = Panel['seats'][number];

/** Experts of an application, for whoever organises its review: relations to keep clear of, seats, draws, opinions. */
export function ExpertPanel({ of, onCase }: { of: Case; onCase: (next: Case) => void }) {
  const read = useRead('readPanel', { params: { id: of.id } });
  // Somebody of the same role without a say in this case.
  if (read.error?.status === 403 || read.error?.status === 404) return null;
  return <Loaded read={read}>{(panel) => <Whole of={of} panel={panel} onCase={onCase} />}</Loaded>;
}

function Whole({ of, panel, onCase }: { of: Case; panel: Panel; onCase: (next: Case) => void }) {
  const t = useText(expertMessages);
  const api = useApi();
  const [drawing, setDrawing] = useState(false);
  return (
    <>
      <Section
        title={t('panel')}
        extra={
          panel.may.assign ? (
            <Button type="primary" className="no-print" onClick={() => setDrawing(true)}>
              {t('draw')}
            </Button>
          ) : null
        }
      >
        <div className={styles.stack}>
          <SizeFault of={panel} />
          <Parties of={panel} />
          <Seats of={panel} />
          <Draws of={panel} />
        </div>
        {drawing ? (
          <DrawDialog
            of={of}
            panel={panel}
            assign={async (action, given) => {
              onCase(await api.takeAction({ params: { id: of.id, action }, body: { version: of.version, ...given } }));
              setDrawing(false);
            }}
            onClose={() => setDrawing(false)}
          />
        ) : null}
      </Section>
      {panel.seats.length === 0 ? null : <Opinions id={of.id} />}
    </>
  );
}

/** A panel that was chosen by hand, or lost somebody, is measured by the same rule as a draw. */
function SizeFault({ of: { size, seats } }: { of: Panel }) {
  const t = useText(expertMessages);
  const there = seats.filter(({ open, score }) => open || score !== null).length;
  if (!size || there === 0 || isSized(size, there)) return null;
  return (
    <p className={styles.warn}>
      {t('sizeFault', { there })} {t('sizeRule', { least: size.least, odd: size.odd ? t('odd') : '' })}{' '}
      <Citation cite={size.cite} instrument="" />
    </p>
  );
}

function Parties({ of: { parties } }: { of: Panel }) {
  const t = useText(expertMessages);
  const { host, partners, supervising, people, avoided } = parties;
  const lines = [
    ['host', host ? [host.name] : []],
    ['partners', partners.map(({ name }) => name)],
    ['supervising', supervising ? [supervising.name] : []],
    ['people', people],
    ['avoided', avoided.map(({ name, reason }) => `${name}（${reason}）`)],
  ] as const;
  return (
    <div>
      <strong>{t('parties')}</strong>
      <dl className={styles.facts}>
        {lines.map(([word, names]) => (
          <div key={word}>
            <dt className={styles.muted}>{t(word)}</dt>
            <dd>{names.length === 0 ? t('none') : names.join('、')}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Seats({ of }: { of: Panel }) {
  const t = useText(expertMessages);
  const [asked, setAsked] = useState<Seat>();
  if (of.seats.length === 0) return <p className={styles.muted}>{t('seatsNone')}</p>;
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <caption className="visually-hidden">{t('seats')}</caption>
        <thead>
          <tr>
            <th>{t('expert')}</th>
            <th>{t('state')}</th>
            <th>{t('lastDay')}</th>
            <th className={styles.number}>{t('score')}</th>
            <th>{t('conflicts')}</th>
            <th className="no-print">{t('replace')}</th>
          </tr>
        </thead>
        <tbody>
          {of.seats.map((seat) => (
            <tr key={seat.case}>
              <td>
                {seat.name}
                <div className={styles.muted}>{seat.employer ?? ''}</div>
              </td>
              <td>
                {seat.state_label} {seat.late ? <Tag color="error">{t('late')}</Tag> : null}
              </td>
              <td>{seat.last_day ?? '–'}</td>
              <td className={styles.number}>{seat.score ?? '–'}</td>
              <td>
                <Conflicts of={seat.conflicts} />
              </td>
              <td className="no-print">
                {seat.open ? (
                  <Button size="small" onClick={() => setAsked(seat)}>
                    {t('replace')}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {asked ? <ReplaceDialog caseId={of.case} seat={asked} onClose={() => setAsked(undefined)} /> : null}
    </div>
  );
}

export function Conflicts({ of }: { of: Seat['conflicts'] }) {
  const t = useText(expertMessages);
  if (of.length === 0) return <span className={styles.muted}>{t('none')}</span>;
  return (
    <ul>
      {of.map((one) => (
        <li key={`${one.kind} ${one.with}`} className={styles.warn}>
          {`${one.label}：${[one.with, one.until, one.about].filter((part) => part !== null).join('，')}`}{' '}
          <Citation cite={one.cite} instrument="" />
        </li>
      ))}
    </ul>
  );
}

function Draws({ of }: { of: Panel }) {
  const t = useText(expertMessages);
  const lang = useLanguage();
  if (of.draws.length === 0) return null;
  return (
    <details>
      <summary>{t('protocol')}</summary>
      {of.draws.map((draw) => (
        <div key={draw.id} className={styles.stack}>
          <p className={styles.code}>
            {t('protocolLine', { at: instantText(draw.at, lang), by: draw.by, seed: draw.seed })}{' '}
            <Tag color={draw.holds ? 'success' : 'error'}>{t(draw.holds ? 'holds' : 'holdsNot')}</Tag>
          </p>
          <p className={styles.muted}>
            {t('protocolPool', { pool: draw.pool, eligible: draw.eligible.length, excluded: draw.excluded.length })}
          </p>
          <p>{`${t('drawn')}：${draw.drawn.map(({ name }) => name).join('、')}`}</p>
          {draw.excluded.length === 0 ? null : (
            <p className={styles.muted}>
              {`${t('excludedBy')}：${draw.excluded.map(({ name, reason }) => `${name}（${t(`why_${reason}`)}）`).join('、')}`}
            </p>
          )}
          {draw.reason === null ? null : <p>{`${t('sizeReason')}：${draw.reason}`}</p>}
        </div>
      ))}
    </details>
  );
}
