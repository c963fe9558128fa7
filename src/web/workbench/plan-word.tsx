import { Alert, App, Button, Checkbox, Modal } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { keyOf, useApi } from './client.tsx';
import { lineOf } from './failure.tsx';
import { planMessages } from './plan-messages.ts';
import { pathName, shownValue } from './plan-shown.ts';
import type { PlanState } from './plan-state.ts';
import styles from './plan.module.css';

type Preview = Awaited<ReturnType<WorkbenchApi['previewPlanWord']>>;

/** Takes a filled Word file over: what it would change is shown first, and nothing is changed before that is confirmed. */
export function PlanWord({ plan }: { plan: PlanState }) {
  const t = useText(planMessages);
  const api = useApi();
  const { message } = App.useApp();
  const input = useId();
  const [file, setFile] = useState<string>();
  const [preview, setPreview] = useState<Preview>();
  const { id } = plan.view.case;
  const close = (): void => {
    setFile(undefined);
    setPreview(undefined);
  };
  const look = async (chosen: File): Promise<void> => {
    setFile(chosen.name);
    try {
      await plan.draft.flush();
      setPreview(await api.previewPlanWord({ params: { id }, query: { name: chosen.name }, body: chosen }));
    } catch (cause) {
      close();
      void message.error(`${chosen.name}：${lineOf(cause)}`, 8);
    }
  };
  return (
    <>
      <input
        id={input}
        type="file"
        accept=".docx"
        className="visually-hidden"
        tabIndex={-1}
        aria-hidden
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          event.target.value = '';
          if (chosen) void look(chosen);
        }}
      />
      <Button
        loading={file !== undefined && preview === undefined}
        onClick={() => document.getElementById(input)?.click()}
      >
        {t('takeWord')}
      </Button>
      {preview && file !== undefined ? (
        <PreviewDialog plan={plan} file={file} preview={preview} onClose={close} />
      ) : null}
    </>
  );
}

function PreviewDialog({
  plan,
  file,
  preview,
  onClose,
}: {
  plan: PlanState;
  file: string;
  preview: Preview;
  onClose: () => void;
}) {
  const t = useText(planMessages);
  const lang = useLanguage();
  const api = useApi();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const { id } = plan.view.case;
  const chosen = preview.changes.filter(({ path }) => !left.has(path));
  const take = async (): Promise<void> => {
    setBusy(true);
    try {
      const fields = chosen.map(({ path, after, revision }) => ({ path, value: after, revision }));
      const { written } = await api.applyPlanWord({ params: { id }, body: { fields } });
      void message.success(t('wordTaken', { count: written }));
      await cache.invalidateQueries({ queryKey: keyOf('readPlan', { params: { id } }) });
      onClose();
    } catch (cause) {
      void message.error(lineOf(cause));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      width="60rem"
      title={t('wordTitle', { name: file })}
      onCancel={onClose}
      okText={t('wordTake', { count: chosen.length })}
      okButtonProps={{ disabled: chosen.length === 0, loading: busy }}
      onOk={() => void take()}
    >
      <p role="status">
        {preview.changes.length === 0
          ? t('wordNone')
          : t('wordChanges', { count: preview.changes.length, same: preview.same, untouched: preview.untouched })}
      </p>
      {preview.missing.length === 0 ? null : (
        <Alert type="warning" showIcon title={t('wordMissing', { list: preview.missing.join('、') })} />
      )}
      {preview.unread.length === 0 ? null : (
        <Alert
          type="warning"
          showIcon
          title={t('wordUnread', { count: preview.unread.length })}
          description={
            <ul>
              {preview.unread.map(({ section, text }) => (
                <li key={`${section}-${text}`} className={styles.text}>{`${section}：${text}`}</li>
              ))}
            </ul>
          }
        />
      )}
      {preview.changes.length === 0 ? null : (
        <div className={styles.tableBox}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('choose')}</th>
                <th scope="col">{t('field')}</th>
                <th scope="col">{t('before')}</th>
                <th scope="col">{t('after')}</th>
              </tr>
            </thead>
            <tbody>
              {preview.changes.map(({ path, before, after }) => {
                const name = pathName(plan, path, lang);
                return (
                  <tr key={path}>
                    <td>
                      <Checkbox
                        aria-label={name}
                        checked={!left.has(path)}
                        onChange={({ target }) => {
                          const next = new Set(left);
                          if (target.checked) next.delete(path);
                          else next.add(path);
                          setLeft(next);
                        }}
                      />
                    </td>
                    <th scope="row">{name}</th>
                    <td className={styles.text}>{shownValue(before)}</td>
                    <td className={styles.text}>{shownValue(after)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </Modal>
  );
}
