import { Alert, Button, Modal } from 'antd';
import { useState, useSyncExternalStore } from 'react';
import { useText } from '../ui/language.tsx';
import { accessMessages } from './access-messages.ts';
import styles from './access.module.css';
import { type Session, useSetSession } from './session.ts';
import { SignIn } from './sign-in.tsx';

/** Calls that met an ended session wait here for the answer of one dialog. */
let waiting: ((again: boolean) => void)[] = [];
const listeners = new Set<() => void>();
/** Whether somebody was signed in when the page was drawn; else the gate itself asks. */
let armed = false;

const announce = (): void => {
  for (const listener of listeners) listener();
};

export const arm = (signed: boolean): void => {
  armed = signed;
};

export function askAgain(): Promise<boolean> {
  if (!armed) return Promise.resolve(false);
  return new Promise((resolve) => {
    waiting = [...waiting, resolve];
    announce();
  });
}

function settle(again: boolean): void {
  const all = waiting;
  waiting = [];
  announce();
  for (const resolve of all) resolve(again);
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Over the page, whose input stays as it is. */
export function SignInAgain({ account }: { account: string }) {
  const t = useText(accessMessages);
  const open = useSyncExternalStore(subscribe, () => waiting.length > 0);
  // While the second factor is awaited the page behind must stay, so only this dialog learns of it.
  const [session, setOwn] = useState<Session>();
  const setSession = useSetSession();
  return (
    <Modal open={open} title={t('ended')} footer={null} closable={false} mask={{ closable: false }} destroyOnHidden>
      <Alert type="info" showIcon title={t('endedHelp')} className={styles.text!} />
      <SignIn
        session={session}
        account={account}
        onSession={(next) => {
          setOwn(next);
          if (!next.account) return;
          setSession(next);
          setOwn(undefined);
          settle(true);
        }}
      >
        <Button type="link" onClick={() => settle(false)}>
          {t('giveUp')}
        </Button>
      </SignIn>
    </Modal>
  );
}
