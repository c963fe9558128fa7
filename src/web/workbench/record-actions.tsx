import { App, Button } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import { useApi } from './client.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import type { WorkingCopy } from './record-page.tsx';
import { resourceMessages } from './resource-messages.ts';
import { go } from './router.ts';

type Action = WorkingCopy['actions'][number];
type Name = Exclude<Action['name'], 'edit'>;

const WARNINGS = {
  withdraw: 'undoWithdraw',
  suspend: 'undoSuspend',
  delete: 'undoDelete',
  discard_revision: 'undoDiscard',
} as const satisfies Partial<Record<Name, keyof typeof resourceMessages.zh>>;
const DANGER: readonly string[] = ['withdraw', 'delete', 'discard_revision'];

interface RecordActionsProps {
  copy: WorkingCopy;
  /** With unsaved input nothing else is done: it would be lost or left out. */
  dirty: boolean;
  onCopy: (copy: WorkingCopy) => void;
}

/** What may be done with the record now, as the server says. */
export function RecordActions({ copy, dirty, onCopy }: RecordActionsProps) {
  const t = useText(resourceMessages);
  const api = useApi();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [asked, setAsked] = useState<Action & { name: Name }>();
  const run = async (action: Action & { name: Name }, reason: string): Promise<void> => {
    const body = { action: action.name, revision: copy.revision, reason };
    const { resource } = await api.actOnResource({ params: { id: copy.id }, body });
    void message.success(t('done', { action: action.label }));
    if (resource) return onCopy(resource);
    await cache.invalidateQueries({ queryKey: ['listWork'] });
    void go('/resources', 'replace');
  };
  const steps = copy.actions.filter((action): action is Action & { name: Name } => action.name !== 'edit');
  const warning = asked && asked.name in WARNINGS ? t(WARNINGS[asked.name as keyof typeof WARNINGS]) : undefined;
  return (
    <>
      {steps.map((action) => (
        <Button
          key={action.name}
          danger={DANGER.includes(action.name)}
          disabled={dirty}
          onClick={() => setAsked(action)}
        >
          {action.label}
        </Button>
      ))}
      {asked ? (
        <ReasonDialog
          title={`${asked.label}：${copy.title}`}
          warning={warning}
          needsReason={asked.needs_reason}
          danger={DANGER.includes(asked.name)}
          label={asked.label}
          run={(reason) => run(asked, reason)}
          onClose={() => setAsked(undefined)}
        />
      ) : null}
    </>
  );
}
