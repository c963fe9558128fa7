import { Skeleton } from 'antd';
import { Suspense, useEffect } from 'react';
import { useText } from '../ui/language.tsx';
import { ForgotPage, LinkPage, SignInPage } from './access-pages.tsx';
import { Failure } from './failure.tsx';
import { Link } from './link.tsx';
import { maySee } from './navigation.tsx';
import { Nothing, Page } from './page.tsx';
import { pageAt } from './pages.tsx';
import { usePlace } from './router.ts';
import { SignedProvider, signedOf, useSessionQuery, useSigned } from './session.ts';
import { shellMessages } from './shell-messages.ts';
import { Shell } from './shell.tsx';
import { arm, SignInAgain } from './sign-in-again.tsx';
import { wayBack } from './sign-in-back.ts';

export function Workbench() {
  const { path } = usePlace();
  if (path === '/forgot') return <ForgotPage />;
  if (path === '/link') return <LinkPage />;
  return <Gate />;
}

/** Those who are not signed in see the sign-in form at the address they asked for. */
function Gate() {
  const session = useSessionQuery();
  const back = wayBack(usePlace(), location.origin);
  const account = session.data?.account ?? undefined;
  useEffect(() => arm(account !== undefined), [account]);
  const leaves = account !== undefined && back !== undefined;
  useEffect(() => {
    if (leaves) location.replace(back);
  }, [leaves, back]);
  if (session.data === undefined) {
    return session.error ? (
      <Failure error={session.error} onRetry={() => void session.refetch()} />
    ) : (
      <Skeleton active />
    );
  }
  if (leaves) return <Skeleton active />;
  if (account === undefined) return <SignInPage />;
  return (
    <SignedProvider value={signedOf(session.data, account)}>
      <Shell>
        <Suspense fallback={<Skeleton active />}>
          <Here />
        </Suspense>
      </Shell>
      <SignInAgain account={account.account} />
    </SignedProvider>
  );
}

function Here() {
  const signed = useSigned();
  const { path } = usePlace();
  const found = pageAt(path === '/sign-in' ? '/' : path);
  if (!found) return <Refused what="notFound" />;
  if (!maySee(signed, path)) return <Refused what="notAllowed" />;
  const { page: Found, given } = found;
  // Another record is another page: nothing of the one before stays.
  return <Found key={path} {...given} />;
}

function Refused({ what }: { what: 'notFound' | 'notAllowed' }) {
  const t = useText(shellMessages);
  return (
    <Page title={t(what)}>
      <Nothing text={t(what === 'notFound' ? 'notFoundHelp' : 'notAllowedHelp')}>
        <Link to="/">{t('backHome')}</Link>
      </Nothing>
    </Page>
  );
}
