import { Button } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import type { Terms } from './agreement-terms.tsx';
import { useApi, useRead } from './client.tsx';
import { Failure } from './failure.tsx';
import { FormDialog } from './form-dialog.tsx';
import { Link } from './link.tsx';
import { Section } from './page.tsx';
import { permitBody, PermitFields, type PermitValues } from './permit-fields.tsx';
import { permitMessages } from './permit-messages.ts';
import { PermitCards, PermitTable } from './permit-table.tsx';
import { useSend } from './sign-in.tsx';

interface PanelProps {
  terms: Terms;
  keep: (now: Terms) => void;
}

/** Permits of a part: whoever asks hands them in, the platform checks them. */
export function PermitPanel({ terms, keep }: PanelProps) {
  const t = useText(permitMessages);
  const api = useApi();
  const cache = useQueryClient();
  const [adding, setAdding] = useState(false);
  const { subject, side, permit_kinds: kinds } = terms;
  const again = (): void => void cache.invalidateQueries({ queryKey: ['readRequestTerms', { params: { subject } }] });
  if (kinds.length === 0 && terms.permits.length === 0) return null;
  return (
    <Section title={t('permits')}>
      {terms.permits.length === 0 ? (
        <p>{t('noneHere')}</p>
      ) : side === 'platform' ? (
        <PermitTable items={terms.permits} onChanged={again} linked={false} />
      ) : (
        <PermitCards items={terms.permits} onChanged={again} />
      )}
      {side === 'requester' && kinds.length > 0 ? (
        <p>
          <Button onClick={() => setAdding(true)}>{t('handIn')}</Button> <Link to="/own-permits">{t('toOwn')}</Link>
        </p>
      ) : null}
      {adding ? (
        <FormDialog<PermitValues, Terms>
          title={t('handIn')}
          label={t('save')}
          initial={kinds.length === 1 ? { kind: kinds[0]!.id } : {}}
          save={(values) => api.handInPermit({ params: { subject }, body: permitBody(values) })}
          onSaved={keep}
          onClose={() => setAdding(false)}
        >
          <Reuse subject={subject} kinds={kinds.map(({ id }) => id)} keep={keep} onClose={() => setAdding(false)} />
          <PermitFields kinds={kinds.map(({ id, label }) => ({ value: id, label }))} />
        </FormDialog>
      ) : null}
    </Section>
  );
}

/** Permits handed in for other requests, to be used again. */
function Reuse({
  subject,
  kinds,
  keep,
  onClose,
}: {
  subject: string;
  kinds: string[];
  keep: (now: Terms) => void;
  onClose: () => void;
}) {
  const t = useText(permitMessages);
  const api = useApi();
  const read = useRead('listOwnPermits', { query: { limit: 100 } });
  const [send, busy, error] = useSend<Terms>((now) => {
    keep(now);
    onClose();
  });
  const usable = (read.data?.items ?? []).filter(
    ({ kind, standing }) => kinds.includes(kind) && standing !== 'ended' && standing !== 'expired',
  );
  if (usable.length === 0) return null;
  return (
    <>
      <p>{t('reuse')}</p>
      <Failure error={error} />
      <ul>
        {usable.map((one) => (
          <li key={one.id}>
            <Button
              type="link"
              loading={busy}
              onClick={() => send(() => api.handInPermit({ params: { subject }, body: { permit: one.id } }))}
            >
              {`${one.kind_label} ${one.number}（${one.standing_label}）`}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
