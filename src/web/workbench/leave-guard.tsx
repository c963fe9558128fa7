import { App } from 'antd';
import { useCallback } from 'react';
import { useText } from '../ui/language.tsx';
import { useGuard } from './router.ts';
import { shellMessages } from './shell-messages.ts';

/** While there is unsaved input, leaving the page is asked about. */
export function useUnsaved(unsaved: boolean): void {
  const t = useText(shellMessages);
  const { modal } = App.useApp();
  const ask = useCallback(
    async () =>
      modal.confirm({
        title: t('leaveTitle'),
        content: t('leaveText'),
        okText: t('leave'),
        okButtonProps: { danger: true },
        cancelText: t('stay'),
        autoFocusButton: 'cancel',
      }),
    // The texts of one page do not change: a change of language loads the page anew.
    // oxlint-disable-next-line react/exhaustive-deps
    [modal],
  );
  useGuard(unsaved, ask);
}
