import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import type { ControlProps } from './case-control.tsx';
import { FigureTable } from './case-figure-table.tsx';
import { caseMessages } from './case-messages.ts';
import styles from './case.module.css';
import { useRead } from './client.tsx';
import { Loaded } from './page.tsx';
import { shellMessages } from './shell-messages.ts';

type Figure = Awaited<ReturnType<WorkbenchApi['listEligibilityClasses']>>['items'][number]['figures'][number];
type Held = Readonly<Record<string, unknown>>;

/** Figures of the class that was chosen, as the self-check asks for them; kept together as one field. */
export function FiguresControl(props: ControlProps) {
  const t = useText(caseMessages);
  const { of, classId, id, described } = props;
  const read = useRead(
    'listEligibilityClasses',
    { query: { programme: of.programme, class: classId } },
    { enabled: classId !== undefined, staleTime: 600_000 },
  );
  const [open, setOpen] = useState(false);
  if (classId === undefined)
    return (
      <p id={id} className={styles.muted}>
        {t('figuresFirst')}
      </p>
    );
  return (
    <Loaded read={read}>
      {({ items }) => (
        <>
          <div className={styles.file}>
            <Button
              id={id}
              size="small"
              aria-expanded={open}
              aria-describedby={described}
              aria-label={`${t('figuresShow', { count: items[0]?.figures.length ?? 0 })}：${props.field.label}`}
              onClick={() => setOpen(!open)}
            >
              {t('figuresShow', { count: items[0]?.figures.length ?? 0 })}
            </Button>
            <a
              href={selfCheckOf(of.programme, classId, heldOf(props.value), items[0]?.figures ?? [])}
              target="_blank"
              rel="noreferrer"
            >
              {t('figuresCheck')}
            </a>
          </div>
          {open ? (
            <div className={styles.figures}>
              {(items[0]?.figures ?? []).map((figure) => (
                <OneFigure key={figure.id} figure={figure} {...props} />
              ))}
            </div>
          ) : null}
        </>
      )}
    </Loaded>
  );
}

const heldOf = (value: unknown): Held =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Held) : {};
const isMeasured = (held: unknown): held is { value: string; unit: string } =>
  typeof held === 'object' && held !== null && 'unit' in held;
const isCell = (held: unknown): held is string | number | boolean =>
  typeof held === 'string' || typeof held === 'number' || typeof held === 'boolean';
const plain = (held: unknown): string => {
  if (isMeasured(held)) return String(held.value);
  if (Array.isArray(held)) return held.filter(isCell).join('、');
  return isCell(held) ? String(held) : '';
};
/** A table as it is typed, one row a line; rows that came as data are written so. */
const linesOf = ({ columns }: Figure, held: unknown): string =>
  Array.isArray(held)
    ? held.map((row) => columns.map(({ id }) => plain(heldOf(row)[id])).join('；')).join('\n')
    : plain(held);

/** The self-check with the same figures, where every criterion is explained. */
function selfCheckOf(programme: string, classId: string, held: Held, figures: readonly Figure[]): string {
  const query = new URLSearchParams({ programme, class: classId });
  for (const [id, one] of Object.entries(held)) {
    const table = figures.find((figure) => figure.id === id && figure.kind === 'table');
    const several = Array.isArray(one) ? one.map(plain) : [plain(one)];
    for (const value of table ? [linesOf(table, one)] : several) query.append(`f.${id}`, value);
    if (isMeasured(one)) query.set(`u.${id}`, one.unit);
  }
  return `/${programme}/self-check?${query.toString()}`;
}

function OneFigure({ figure, id, value, disabled, onChange }: ControlProps & { figure: Figure }) {
  const t = useText(caseMessages);
  const held = heldOf(value);
  const own = held[figure.id];
  const set = (next: unknown): void => {
    const empty = next === undefined || next === '' || (Array.isArray(next) && next.length === 0);
    const rest = Object.fromEntries(Object.entries(held).filter(([key]) => key !== figure.id));
    onChange(empty ? rest : { ...rest, [figure.id]: next });
  };
  const several = figure.units.length > 1;
  const first = figure.units.find(({ label }) => label === figure.unit)?.id;
  const unit = isMeasured(own) ? own.unit : first;
  const input = `${id}-${figure.id}`;
  return (
    <div className={figure.kind === 'table' || figure.kind === 'set' ? styles.wide : undefined}>
      <label htmlFor={input} className={styles.label}>
        {figure.unit === null || several ? figure.label : `${figure.label}（${figure.unit}）`}
      </label>
      <div className={styles.measured}>
        <FigureInput
          figure={figure}
          id={input}
          held={own}
          disabled={disabled}
          onChange={(next) => set(several && typeof next === 'string' && next !== '' ? { value: next, unit } : next)}
        />
        {several ? (
          <Select
            aria-label={`${figure.label}：${t('unit')}`}
            disabled={disabled}
            value={unit ?? null}
            popupMatchSelectWidth={false}
            options={figure.units.map((one) => ({ value: one.id, label: one.label }))}
            onChange={(next: string) => set({ value: plain(own), unit: next })}
          />
        ) : null}
      </div>
      {figure.help === null ? null : <p className={styles.muted}>{figure.help}</p>}
    </div>
  );
}

interface InputProps {
  figure: Figure;
  id: string;
  held: unknown;
  disabled: boolean;
  onChange: (next: unknown) => void;
}

function FigureInput({ figure, id, held, disabled, onChange }: InputProps) {
  const shell = useText(shellMessages);
  const options = figure.options.map((one) => ({ value: one.id, label: one.label }));
  const yesNo = [
    { value: 'true', label: shell('yes') },
    { value: 'false', label: shell('no') },
  ];
  switch (figure.kind) {
    case 'boolean':
    case 'evidence':
    case 'statement':
    case 'choice':
      return (
        <Select
          id={id}
          allowClear
          disabled={disabled}
          value={plain(held) || null}
          options={figure.kind === 'choice' ? options : yesNo}
          onChange={(next: string | undefined | null) => onChange(next ?? undefined)}
        />
      );
    case 'set':
      return (
        <Select<string[]>
          id={id}
          mode={figure.open ? 'tags' : 'multiple'}
          disabled={disabled}
          value={Array.isArray(held) ? (held as string[]) : []}
          options={options}
          onChange={onChange}
        />
      );
    case 'table':
      return <FigureTable figure={figure} id={id} held={held} disabled={disabled} onChange={onChange} />;
    case 'date':
    case 'decimal':
    case 'integer':
    case 'money':
    case 'text':
      return (
        <Input
          id={id}
          type={figure.kind === 'date' ? 'date' : 'text'}
          inputMode={figure.kind === 'integer' ? 'numeric' : figure.kind === 'text' ? 'text' : 'decimal'}
          maxLength={200}
          disabled={disabled}
          value={plain(held)}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}
