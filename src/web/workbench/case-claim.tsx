import { App, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import type { Case } from './case-light.tsx';
import { caseMessages } from './case-messages.ts';
import { useApi, useRead } from './client.tsx';
import { lineOf } from './failure.tsx';
import { FormDialog } from './form-dialog.tsx';
import { shellMessages } from './shell-messages.ts';

/** Claim, release, hand over; and print. */
export function CaseClaim({ of, onCase }: { of: Case; onCase: (next: Case) => void }) {
  const t = useText(caseMessages);
  const api = useApi();
  const { message } = App.useApp();
  const [handing, setHanding] = useState(false);
  const [busy, setBusy] = useState(false);
  const run = (call: () => Promise<Case>): void => {
    setBusy(true);
    call()
      .then(onCase)
      .catch((refusal: unknown) => message.error(lineOf(refusal)))
      .finally(() => setBusy(false));
  };
  const given = { params: { id: of.id }, body: { version: of.version } };
  const mine = of.actions.length > 0 && !of.closed;
  return (
    <>
      {mine && of.claimed_by === null ? (
        <Button loading={busy} onClick={() => run(() => api.claimCase(given))}>
          {t('claim')}
        </Button>
      ) : null}
      {of.claimed_by_me ? (
        <Button loading={busy} onClick={() => run(() => api.releaseCase(given))}>
          {t('release')}
        </Button>
      ) : null}
      {mine ? <Button onClick={() => setHanding(true)}>{t('handOver')}</Button> : null}
      <Button onClick={() => window.print()}>{t('print')}</Button>
      {handing ? <HandOver of={of} onCase={onCase} onClose={() => setHanding(false)} /> : null}
    </>
  );
}

interface HandOverProps {
  of: Case;
  onCase: (next: Case) => void;
  onClose: () => void;
}

function HandOver({ of, onCase, onClose }: HandOverProps) {
  const t = useText(caseMessages);
  const shell = useText(shellMessages);
  const api = useApi();
  const read = useRead('listCasePeople', { params: { id: of.id }, query: {} });
  const needed = [{ required: true, message: t('fill') }];
  return (
    <FormDialog<{ account: string; reason: string }, Case>
      title={t('handOver')}
      label={t('handOver')}
      initial={{}}
      save={(values) => api.handOverCase({ params: { id: of.id }, body: { version: of.version, ...values } })}
      onSaved={onCase}
      onClose={onClose}
    >
      <p>{t('handOverText')}</p>
      <Form.Item name="account" label={t('colleague')} rules={needed}>
        <Select
          loading={read.isPending}
          notFoundContent={t('nobody')}
          showSearch={{ optionFilterProp: 'label' }}
          options={(read.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item name="reason" label={shell('reason')} rules={needed}>
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
    </FormDialog>
  );
}
