import { Button, Input, InputNumber, Modal, Select } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import type { Case } from './case-light.tsx';
import { useApi } from './client.tsx';
import styles from './expert.module.css';
import { expertMessages } from './expert-messages.ts';
import type { Panel } from './expert-panel.tsx';
import { Failure } from './failure.tsx';
import { useSend } from './sign-in.tsx';

type Draw = Awaited<ReturnType<WorkbenchApi['drawExperts']>>;
type Drawn = Draw['drawn'][number];

interface DrawProps {
  of: Case;
  panel: Panel;
  /** Further applications that the same panel reads. */
  others?: readonly string[];
  /** Assigns the panel with the action of the table, and closes the dialog. */
  assign: (action: string, given: Given) => Promise<void>;
  onClose: () => void;
}

export interface Given {
  data: Record<string, readonly string[]>;
  overrides?: Record<string, string>;
}

/** Draws experts, lets one be drawn again, and assigns them with the action of the table. */
export function DrawDialog({ of, panel, others = [], assign, onClose }: DrawProps) {
  const t = useText(expertMessages);
  const api = useApi();
  const cache = useQueryClient();
  const [wanted, setWanted] = useState(panel.seats.length === 0 ? (panel.size?.least ?? 5) : 1);
  const [fields, setFields] = useState<string[]>(panel.disciplines.map(({ code }) => code));
  const [reason, setReason] = useState('');
  const [override, setOverride] = useState('');
  const [drawn, setDrawn] = useState<readonly Drawn[]>([]);
  // Draws made here, and those there were when the dialog opened: others than these were made meanwhile.
  const [drawnHere, setDrawnHere] = useState(0);
  const [before] = useState(panel.draws.length);
  const [left, setLeft] = useState<readonly string[]>([]);
  const refresh = (): void => void cache.invalidateQueries({ queryKey: ['readPanel'] });
  const [draw, drawing, drawError] = useSend<{ draw: Draw; kept: readonly Drawn[] }>(
    ({ draw: { drawn: more }, kept }) => {
      setDrawn([...kept, ...more]);
      setDrawnHere((count) => count + 1);
      refresh();
    },
  );
  const [send, assigning, assignError] = useSend<void>(refresh);
  const ask = (count: number, kept: readonly Drawn[], exclude: readonly string[]): void =>
    draw(async () => ({
      kept,
      draw: await api.drawExperts({
        params: { id: of.id },
        body: {
          wanted: count,
          disciplines: fields,
          keep: kept.map(({ account }) => account),
          exclude: [...exclude],
          together: [...others],
          seen: Math.max(before + drawnHere, panel.draws.length),
          ...(reason.trim() !== '' && { reason }),
        },
      }),
    }));
  const again = (one: Drawn): void => {
    const exclude = [...left, one.expert];
    setLeft(exclude);
    ask(
      1,
      drawn.filter(({ expert }) => expert !== one.expert),
      exclude,
    );
  };
  const action = of.actions.find(({ asks }) => asks.some(({ type }) => type === 'accounts'));
  const field = action?.asks.find(({ type }) => type === 'accounts');
  return (
    <Modal
      open
      width={720}
      title={t('drawTitle')}
      okText={drawn.length === 0 ? t('drawNow') : t('assign')}
      okButtonProps={{ loading: drawing || assigning, disabled: drawn.length > 0 && action === undefined }}
      onOk={() => {
        if (drawn.length === 0) return ask(wanted, [], []);
        send(() =>
          assign(action!.action, {
            data: { [field!.id]: drawn.map(({ account }) => account) },
            ...(override.trim() !== '' && { overrides: { gate: override } }),
          }),
        );
      }}
      onCancel={onClose}
    >
      <div className={styles.stack}>
        <p className={styles.muted}>{t('drawAbout')}</p>
        {panel.size ? (
          <p className={styles.muted}>
            {t('sizeRule', { least: panel.size.least, odd: panel.size.odd ? t('odd') : '' })}
          </p>
        ) : null}
        <Failure error={drawError} />
        <Failure error={assignError} />
        <label className={styles.stack}>
          {t('wanted')}
          <InputNumber min={1} max={50} value={wanted} onChange={(next: number | null) => setWanted(next ?? 1)} />
        </label>
        <label className={styles.stack}>
          {t('fields')}
          <Select
            mode="tags"
            value={fields}
            tokenSeparators={[',', '，', ' ']}
            options={panel.disciplines.map(({ code, label }) => ({ value: code, label: `${code} ${label}` }))}
            onChange={(next: string[]) => setFields(next)}
          />
          <span className={styles.muted}>{t('fieldsHelp')}</span>
        </label>
        <label className={styles.stack}>
          {t('sizeReason')}
          <Input value={reason} maxLength={1000} onChange={(event) => setReason(event.target.value)} />
        </label>
        {drawn.length === 0 ? null : (
          <>
            <strong>{t('drawn')}</strong>
            <ul className={styles.stack}>
              {drawn.map((one) => (
                <li key={one.expert} className={styles.row}>
                  <span>{one.name}</span>
                  <span className={styles.muted}>{one.employer ?? ''}</span>
                  <Button size="small" disabled={drawing} onClick={() => again(one)}>
                    {t('drawAgain')}
                  </Button>
                </li>
              ))}
            </ul>
            <label className={styles.stack}>
              {t('assignOverride')}
              <Input value={override} maxLength={1000} onChange={(event) => setOverride(event.target.value)} />
            </label>
          </>
        )}
      </div>
    </Modal>
  );
}
