import { Modal } from 'antd';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import type { Case, CaseRow } from './case-light.tsx';
import { type Outcomes, Refused } from './case-together.tsx';
import { useApi, useRead } from './client.tsx';
import { deskMessages } from './desk-messages.ts';
import { DrawDialog } from './expert-draw.tsx';
import { Failure } from './failure.tsx';

interface TogetherProps {
  of: Case;
  others: readonly CaseRow[];
  onDone: (items: Outcomes) => void;
  onClose: () => void;
}

/** One panel for several applications: drawn with regard to all of them, assigned to all of them or to none. */
export function PanelTogether({ of, others, onDone, onClose }: TogetherProps) {
  const t = useText(deskMessages);
  const api = useApi();
  const read = useRead('readPanel', { params: { id: of.id } });
  const [refused, setRefused] = useState<Outcomes>([]);
  if (refused.length > 0 || read.error)
    return (
      <Modal open title={t('panelNotMade')} onOk={onClose} onCancel={onClose} cancelButtonProps={{ hidden: true }}>
        <Failure error={read.error} />
        {refused.length === 0 ? null : <Refused items={refused} />}
      </Modal>
    );
  if (!read.data) return null;
  return (
    <DrawDialog
      of={of}
      panel={read.data}
      others={others.map(({ id }) => id)}
      assign={async (action, given) => {
        const cases = [of, ...others].map(({ id, version }) => ({ id, version }));
        const { done, items } = await api.actTogether({ body: { cases, action, ...given } });
        if (!done) return setRefused(items.filter((one) => !one.done));
        onDone(items);
        onClose();
      }}
      onClose={onClose}
    />
  );
}
