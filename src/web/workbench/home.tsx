import { Card, Tag } from 'antd';
import type { ReactNode } from 'react';
import { EDITORS, GUARDIANS } from '../../shared/catalogue/people.ts';
import { pick } from '../../shared/i18n.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { DeskFirst } from './home-desk.tsx';
import { useRead } from './client.tsx';
import styles from './home.module.css';
import { isOver } from './import-list.tsx';
import { Link } from './link.tsx';
import { Loaded, Page, Section } from './page.tsx';
import { ATTENTIONS } from './resource-list.tsx';
import { resourceMessages } from './resource-messages.ts';
import { useSigned } from './session.ts';
import { instantText } from './texts.ts';
import { workMessages } from './work-messages.ts';

const SHOWN = 5;

/** What needs attention now; every card leads to its list. */
export function HomePage() {
  const t = useText(workMessages);
  const { account, holds, session } = useSigned();
  const guards = holds(GUARDIANS);
  const edits = holds(EDITORS);
  return (
    <Page title={t('hello', { name: account.name })} about={guards ? t('homeAbout') : undefined}>
      {guards || session.roles.length > 0 ? null : <p>{t('noRole')}</p>}
      <DeskFirst />
      <div className={styles.cards}>
        {edits ? <Mistakes /> : null}
        {edits ? <Imports /> : null}
        {guards
          ? (['to_check', 'overdue', 'no_identifier', 'incomplete'] as const).map((attention) => (
              <Attention key={attention} attention={attention} />
            ))
          : null}
      </div>
      <Roles />
    </Page>
  );
}

interface ItemsProps {
  title: string;
  to: string;
  items: readonly { key: string; to: string; text: string; small: string }[];
}

function Items({ title, to, items }: ItemsProps) {
  const t = useText(workMessages);
  return (
    <Card size="small" title={<h2 className={styles.title}>{title}</h2>} extra={<Link to={to}>{t('seeAll')}</Link>}>
      {items.length === 0 ? <p className={styles.none}>{t('nothingToDo')}</p> : null}
      <ul className={styles.items}>
        {items.map((item) => (
          <li key={item.key}>
            <Link to={item.to}>{item.text}</Link>
            <span className={styles.small}>{item.small}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Attention({ attention }: { attention: keyof typeof ATTENTIONS }) {
  const t = useText(resourceMessages);
  const read = useRead('listWork', { query: { attention, limit: SHOWN } });
  return (
    <Loaded read={read} rows={3}>
      {({ items }) => (
        <Items
          title={t(ATTENTIONS[attention])}
          to={`/resources?attention=${attention}`}
          items={items.map((row) => ({
            key: row.id,
            to: `/resources/${row.id}`,
            text: row.title,
            small: `${row.state_label} · ${row.platform.name}`,
          }))}
        />
      )}
    </Loaded>
  );
}

function Mistakes() {
  const t = useText(workMessages);
  const lang = useLanguage();
  const read = useRead('listMistakes', { query: { state: 'open', limit: SHOWN } });
  return (
    <Loaded read={read} rows={3}>
      {({ items }) => (
        <Items
          title={t('openMistakes')}
          to="/mistakes?state=open"
          items={items.map((row) => ({
            key: row.id,
            to: '/mistakes?state=open',
            text: row.text.slice(0, 60),
            small: `${row.resource.title} · ${instantText(row.reported_at, lang)}`,
          }))}
        />
      )}
    </Loaded>
  );
}

function Imports(): ReactNode {
  const t = useText(workMessages);
  const read = useRead('listImports', { query: { limit: 20 } }, { refetchInterval: 10_000 });
  return (
    <Loaded read={read} rows={3}>
      {({ items }) => (
        <Items
          title={t('runningImports')}
          to="/imports"
          items={items
            .filter((item) => !isOver(item))
            .slice(0, SHOWN)
            .map((row) => ({ key: row.id, to: `/imports/${row.id}`, text: row.file_name, small: row.state_label }))}
        />
      )}
    </Loaded>
  );
}

function Roles() {
  const t = useText(workMessages);
  const lang = useLanguage();
  const { session } = useSigned();
  if (session.roles.length === 0) return null;
  return (
    <Section title={t('yourRoles')}>
      {session.roles.map((held) => (
        <Tag key={held.grant} style={{ marginBottom: 6 }}>
          {`${pick(held.label, lang)} · ${pick(held.scope_label, lang)}`}
        </Tag>
      ))}
    </Section>
  );
}
