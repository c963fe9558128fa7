import { MenuOutlined, UserOutlined } from '@ant-design/icons';
import { Alert, Button, Drawer, Dropdown } from 'antd';
import { type ReactNode, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useLanguage, useText } from '../ui/language.tsx';
import { uiMessages } from '../ui/messages.ts';
import { Bell } from './bell.tsx';
import { useClients } from './client.tsx';
import { LanguageLink } from './language-link.tsx';
import { Link } from './link.tsx';
import { Navigation } from './navigation.tsx';
import { go } from './router.ts';
import { useSetSession, useSigned } from './session.ts';
import { shellMessages } from './shell-messages.ts';
import styles from './shell.module.css';

export function Shell({ children }: { children: ReactNode }) {
  const t = useText(shellMessages);
  const ui = useText(uiMessages);
  const [open, setOpen] = useState(false);
  const { session } = useSigned();
  return (
    <>
      <a className={styles.skip} href="#main">
        {ui('skip')}
      </a>
      <header className={styles.header}>
        <Button
          className={styles.menuButton!}
          type="text"
          icon={<MenuOutlined />}
          aria-label={t('menu')}
          aria-expanded={open}
          onClick={() => setOpen(true)}
        />
        <Link to="/" className={styles.brand}>
          <span>{t('product')}</span>
          <span className={styles.brandPart}>{t('workbench')}</span>
        </Link>
        <span className={styles.spring} />
        <Bell />
        <PortalLink />
        <LanguageLink />
        <AccountMenu />
      </header>
      <div className={styles.body}>
        <div className={styles.side}>
          <Navigation />
        </div>
        <main id="main" tabIndex={-1} className={styles.main}>
          {session.needs_second_factor_setup ? <SecondFactorNotice /> : null}
          {children}
        </main>
      </div>
      <Drawer open={open} onClose={() => setOpen(false)} placement="left" size={280} title={t('menu')}>
        <Navigation onFollow={() => setOpen(false)} />
      </Drawer>
    </>
  );
}

function PortalLink() {
  const t = useText(shellMessages);
  const lang = useLanguage();
  return (
    <a className={`${styles.plain} ${styles.wide}`} href={lang === 'en' ? '/en' : '/'}>
      {t('portal')}
    </a>
  );
}

function AccountMenu() {
  const t = useText(shellMessages);
  const { account } = useSigned();
  const { plain } = useClients();
  const cache = useQueryClient();
  const setSession = useSetSession();
  const signOut = async (): Promise<void> => {
    await plain.signOut();
    setSession(await plain.readSession());
    cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'account', label: t('ownAccount'), onClick: () => void go('/account') },
          { type: 'divider' },
          { key: 'out', label: t('signOut'), onClick: () => void signOut() },
        ],
      }}
    >
      <Button type="text" icon={<UserOutlined />} aria-label={`${t('account')} ${account.name}`}>
        <span className={styles.wide}>{account.name}</span>
      </Button>
    </Dropdown>
  );
}

function SecondFactorNotice() {
  const t = useText(shellMessages);
  return (
    <Alert
      type="warning"
      showIcon
      title={t('secondFactorNeeded')}
      action={<Link to="/account">{t('setUp')}</Link>}
      className={styles.notice!}
    />
  );
}
