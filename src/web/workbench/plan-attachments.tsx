import { App, Button } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { addressOf } from '../../shared/contract.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { workbenchAddresses } from './api.ts';
import { keyOf, useApi } from './client.tsx';
import { useDownload } from './download.ts';
import { lineOf } from './failure.tsx';
import { planMessages } from './plan-messages.ts';
import type { PlanState } from './plan-state.ts';
import styles from './plan.module.css';
import { sendBytes } from './upload.ts';

/** Figures and tables attached to a section. */
export function PlanAttachments({
  plan: { view },
  section,
  disabled,
}: {
  plan: PlanState;
  section: string;
  disabled: boolean;
}) {
  const t = useText(planMessages);
  const lang = useLanguage();
  const api = useApi();
  const cache = useQueryClient();
  const input = useId();
  const { message } = App.useApp();
  const [download] = useDownload();
  const { id } = view.case;
  const files = view.attachments.filter((file) => file.section === section);
  const again = (): void => void cache.invalidateQueries({ queryKey: keyOf('readPlan', { params: { id } }) });
  const fail = (cause: unknown): void => void message.error(lineOf(cause));
  const attach = (file: File): void => {
    const address = addressOf(workbenchAddresses.attachToPlan.path, { id }, { section, name: file.name });
    sendBytes(address, file, lang, () => undefined).then(again, fail);
  };
  if (disabled && files.length === 0) return null;
  return (
    <div className={styles.attachments}>
      <h3 className={styles.label}>{t('attachments')}</h3>
      <ul>
        {files.map((file) => (
          <li key={file.id} className={styles.below}>
            <Button
              type="link"
              className={styles.link!}
              onClick={() => download(() => api.downloadPlanFile({ params: { id, file: file.id } }), file.name)}
            >
              {file.name}
            </Button>
            {disabled ? null : (
              <Button
                size="small"
                type="text"
                aria-label={`${t('detach')}：${file.name}`}
                onClick={() => void api.detachFromPlan({ params: { id, file: file.id } }).then(again, fail)}
              >
                {t('detach')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {disabled ? null : (
        <>
          <input
            id={input}
            type="file"
            className="visually-hidden"
            tabIndex={-1}
            aria-hidden
            onChange={(event) => {
              const file = event.target.files?.[0];
              event.target.value = '';
              if (file) attach(file);
            }}
          />
          <Button size="small" onClick={() => document.getElementById(input)?.click()}>
            {t('attach')}
          </Button>
        </>
      )}
    </div>
  );
}
