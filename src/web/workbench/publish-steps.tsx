import { Button, Space } from 'antd';
import { useState } from 'react';
import { Failure } from './failure.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { useSend } from './sign-in.tsx';
import own from './stock.module.css';

interface PublishStepsProps<Work> {
  work: { state: 'draft' | 'published' | 'withdrawn'; changed: boolean };
  /** What the page calls its steps, and what follows from taking it back. */
  words: Readonly<Record<'publish' | 'publishChanges' | 'withdraw' | 'withdrawWarning', string>>;
  /** Something has to be there before it can be published. */
  blocked?: boolean;
  /** Taking back asks why. */
  needsReason: boolean;
  act: (action: 'publish' | 'withdraw', reason: string) => Promise<Work>;
  keep: (now: Work) => void;
}

/** Publishes what is being written, as a draft or as a new version of what is public, or takes it back. */
export function PublishSteps<Work>({ work, words, blocked = false, needsReason, act, keep }: PublishStepsProps<Work>) {
  const [asked, setAsked] = useState(false);
  const [send, busy, error] = useSend<Work>(keep);
  const { state, changed } = work;
  return (
    <>
      <Failure error={error} />
      <Space wrap className={own.actions!}>
        {state === 'draft' || (state === 'published' && changed) ? (
          <Button type="primary" loading={busy} disabled={blocked} onClick={() => send(() => act('publish', ''))}>
            {state === 'draft' ? words.publish : words.publishChanges}
          </Button>
        ) : null}
        {state === 'published' ? (
          <Button danger onClick={() => setAsked(true)}>
            {words.withdraw}
          </Button>
        ) : null}
      </Space>
      {asked ? (
        <ReasonDialog
          title={words.withdraw}
          warning={words.withdrawWarning}
          needsReason={needsReason}
          danger
          label={words.withdraw}
          run={async (reason) => keep(await act('withdraw', reason))}
          onClose={() => setAsked(false)}
        />
      ) : null}
    </>
  );
}
