import { Alert, App, Button } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { LIFE, type LifeStep } from '../../shared/catalogue/life.ts';
import { pick } from '../../shared/i18n.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useApi } from './client.tsx';
import { Link } from './link.tsx';
import styles from './list.module.css';
import { ReasonDialog } from './reason-dialog.tsx';
import type { WorkRow } from './resource-list.tsx';
import { resourceMessages } from './resource-messages.ts';
import { useSigned } from './session.ts';

const MANY = ['check', 'publish', 'confirm', 'suspend', 'resume', 'withdraw'] as const;
type Many = (typeof MANY)[number];
type Result = Awaited<ReturnType<WorkbenchApi['actOnMany']>>;
type Step = LifeStep & { action: Many };

const steps = LIFE.filter((step): step is Step => (MANY as readonly string[]).includes(step.action));

/** What can be done with many records at once: only steps that fit at least one of them. */
export function ManyActions({ rows, onDone }: { rows: readonly WorkRow[]; onDone: () => void }) {
  const t = useText(resourceMessages);
  const lang = useLanguage();
  const api = useApi();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const { holds } = useSigned();
  const [asked, setAsked] = useState<Step>();
  const [refused, setRefused] = useState<Result['refused']>([]);
  const fitting = steps.filter(
    ({ by, from }) => holds(by) && rows.some((row) => row.has_revision || from.includes(row.state)),
  );
  const run = async (step: Step, reason: string): Promise<void> => {
    const result = await api.actOnMany({ body: { action: step.action, ids: rows.map(({ id }) => id), reason } });
    await cache.invalidateQueries({ queryKey: ['listWork'] });
    void message.success(t('doneMany', { count: result.done, action: pick(step.label, lang) }));
    setRefused(result.refused);
    if (result.refused.length === 0) onDone();
  };
  return (
    <>
      <div className={styles.chosen}>
        <span role="status">{t('chosen', { count: rows.length })}</span>
        {fitting.map((step) => (
          <Button key={step.action} size="small" danger={step.action === 'withdraw'} onClick={() => setAsked(step)}>
            {pick(step.label, lang)}
          </Button>
        ))}
        <Button size="small" type="link" onClick={onDone}>
          {t('unchoose')}
        </Button>
      </div>
      {refused.length === 0 ? null : (
        <Alert
          type="warning"
          showIcon
          role="alert"
          style={{ marginBottom: 12 }}
          closable={{ onClose: () => setRefused([]) }}
          title={t('refusedMany', { count: refused.length })}
          description={
            <ul>
              {refused.slice(0, 100).map((row) => (
                <li key={row.id}>
                  <Link to={`/resources/${row.id}`}>{row.title}</Link>
                  {`：${row.message}`}
                </li>
              ))}
            </ul>
          }
        />
      )}
      {asked ? (
        <ReasonDialog
          title={t('confirmMany', { count: rows.length, action: pick(asked.label, lang) })}
          warning={
            asked.action === 'withdraw' ? t('undoWithdraw') : asked.action === 'suspend' ? t('undoSuspend') : undefined
          }
          needsReason={asked.needsReason ?? false}
          danger={asked.action === 'withdraw'}
          label={pick(asked.label, lang)}
          run={(reason) => run(asked, reason)}
          onClose={() => setAsked(undefined)}
        />
      ) : null}
    </>
  );
}
