import { Card, Tag } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { pick } from '../../shared/i18n.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { Light } from './case-light.tsx';
import { caseMessages } from './case-messages.ts';
import { Todo } from './case-todo.tsx';
import { useApi, useRead } from './client.tsx';
import { deskMessages } from './desk-messages.ts';
import styles from './home.module.css';
import { Link } from './link.tsx';
import { Loaded } from './page.tsx';
import { useSigned } from './session.ts';
import { instantText } from './texts.ts';
import { workMessages } from './work-messages.ts';

type Desk = Awaited<ReturnType<WorkbenchApi['readDesk']>>;

/** Official work: what is to do, what is due, what happened, how much there is, what was being written. */
export function DeskFirst() {
  const api = useApi();
  const read = useRead('readDesk', undefined, { staleTime: 30_000 });
  // Only after it was read: what is new is new against the visit before.
  const there = read.data !== undefined;
  useEffect(() => {
    if (there) api.visitDesk().catch(() => {});
  }, [api, there]);
  return (
    <>
      <div className={styles.cards}>
        <Todo />
        <Unread />
        <Loaded read={read} rows={4}>
          {(desk) => (
            <>
              <Deadlines rows={desk.deadlines} due={desk.due} />
              <Changes rows={desk.changes} />
              <Calls />
              {desk.drafts.length === 0 ? null : <Drafts rows={desk.drafts} />}
            </>
          )}
        </Loaded>
      </div>
      {read.data && read.data.states.length > 0 ? <States rows={read.data.states} /> : null}
    </>
  );
}

interface CardProps {
  title: string;
  more?: { to: string };
  empty: string;
  children: ReactNode[];
}

function DeskCard({ title, more, empty, children }: CardProps) {
  const t = useText(workMessages);
  return (
    <Card
      size="small"
      title={<h2 className={styles.title}>{title}</h2>}
      extra={more ? <Link to={more.to}>{t('seeAll')}</Link> : null}
    >
      {children.length === 0 ? <p className={styles.none}>{empty}</p> : <ul className={styles.items}>{children}</ul>}
    </Card>
  );
}

function Unread() {
  const t = useText(deskMessages);
  const lang = useLanguage();
  const read = useRead('listMessages', { query: { unread: 'true', limit: 5 } }, { refetchInterval: 60_000 });
  return (
    <Loaded read={read} rows={3}>
      {({ items }) => (
        <DeskCard title={t('unreadMessages')} more={{ to: '/messages' }} empty={t('noUnread')}>
          {items.map((message) => (
            <li key={message.id}>
              <Link to={message.link ?? '/messages'}>{message.subject ?? t('hidden')}</Link>
              <span className={styles.small}>{instantText(message.at, lang)}</span>
            </li>
          ))}
        </DeskCard>
      )}
    </Loaded>
  );
}

function Deadlines({ rows, due }: { rows: Desk['deadlines']; due: Desk['due'] }) {
  const t = useText(deskMessages);
  const within = new URLSearchParams({ scope: 'all', closed: 'false', due_from: due.from, due_to: due.to });
  return (
    <DeskCard title={t('deadlines')} more={{ to: `/cases?${within.toString()}` }} empty={t('deadlinesNone')}>
      {rows.map((row) => (
        <li key={row.id}>
          <span className={styles.date}>{row.due}</span> <Light light={row.light} />
          <Link to={`/cases/${row.id}`}>{row.title}</Link>
          <span className={styles.small}>{`${row.procedure_label} · ${row.state_label}`}</span>
        </li>
      ))}
    </DeskCard>
  );
}

function Changes({ rows }: { rows: Desk['changes'] }) {
  const t = useText(deskMessages);
  const lang = useLanguage();
  return (
    <DeskCard title={t('changes')} empty={t('changesNone')}>
      {rows.map((row) => (
        <li key={row.case}>
          <Link to={`/cases/${row.case}`}>{row.title}</Link>{' '}
          <span>{`${row.label}${row.count > 1 ? ` ${t('changesCount', { count: row.count })}` : ''}`}</span>
          <span className={styles.small}>
            {`${row.procedure_label} · ${row.state_label} · ${instantText(row.at, lang)}`}
          </span>
        </li>
      ))}
    </DeskCard>
  );
}

/** Calls that are open now, those of the reader's own networks where their roles name any. */
function Calls() {
  const t = useText(deskMessages);
  const lang = useLanguage();
  const { session } = useSigned();
  const own = session.roles.flatMap((role) => (role.scope_kind === 'programme' ? [role.scope_id] : []));
  const read = useRead('listCalls', { query: { open: 'true', limit: 20 } }, { staleTime: 300_000 });
  const rows = (read.data?.items ?? []).filter(({ programme }) => own.length === 0 || own.includes(programme));
  if (rows.length === 0) return null;
  return (
    <DeskCard title={t('openCalls', { count: rows.length })} empty="">
      {rows.slice(0, 5).map((row) => (
        <li key={row.id}>
          <Link to={`/cases/${row.id}`}>{row.title}</Link>
          <span className={styles.small}>
            {[pick(row.programme_name, lang), row.last && t('until', { date: row.last })].filter(Boolean).join(' · ')}
          </span>
        </li>
      ))}
    </DeskCard>
  );
}

function Drafts({ rows }: { rows: Desk['drafts'] }) {
  const t = useText(deskMessages);
  const lang = useLanguage();
  return (
    <DeskCard title={t('draftsGoing')} empty={t('draftsNone')}>
      {rows.map((row) => (
        <li key={row.id}>
          <Link to={`/cases/${row.id}#form`}>{row.title}</Link> <Light light={row.light} />
          <span className={styles.small}>
            {`${row.procedure_label} · ${t('typedAt', { at: instantText(row.typed_at, lang) })}`}
          </span>
        </li>
      ))}
    </DeskCard>
  );
}

/** Open cases in numbers; each number leads to its list. */
function States({ rows }: { rows: Desk['states'] }) {
  const t = useText(deskMessages);
  const words = useText(caseMessages);
  const list = (row: Desk['states'][number], more = ''): string =>
    `/cases?scope=all&closed=false&programme=${row.programme}&procedure=${row.procedure}&state=${row.state}${more}`;
  return (
    <section className={styles.states} aria-label={t('states')}>
      <h2 className={styles.title}>{t('states')}</h2>
      <p className={styles.small}>{t('statesAbout')}</p>
      <div className={styles.wide} tabIndex={0} role="group" aria-label={t('states')}>
        <table className={styles.numbers}>
          <thead>
            <tr>
              <th scope="col">{words('procedure')}</th>
              <th scope="col">{words('state')}</th>
              <th scope="col" className={styles.number}>
                {t('stateCount')}
              </th>
              <th scope="col" className={styles.number}>
                {t('overdueCount')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, n) => (
              <tr key={`${row.programme} ${row.procedure} ${row.state}`}>
                <th scope="row">{rows[n - 1]?.procedure === row.procedure ? '' : row.procedure_label}</th>
                <td>{row.state_label}</td>
                <td className={styles.number}>
                  <Link to={list(row)}>{row.count}</Link>
                </td>
                <td className={styles.number}>
                  {row.overdue === 0 ? (
                    '0'
                  ) : (
                    <Link to={list(row, '&light=red')}>
                      <Tag color="error" variant="outlined">
                        {row.overdue}
                      </Tag>
                    </Link>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
