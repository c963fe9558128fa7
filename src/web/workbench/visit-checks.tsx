import { Button, Checkbox, Input, Select } from 'antd';
import { type CheckRow, isCheckRows } from '../../shared/procedures/check-rows.ts';
import { useText } from '../ui/language.tsx';
import type { ControlProps } from './case-control.tsx';
import { useRead } from './client.tsx';
import styles from './expert.module.css';
import { expertMessages } from './expert-messages.ts';

const NEW: CheckRow = { unit: '', item: '', confirmed: true };
const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? `${value}` : '');

/** Facts checked on a visit, one after the other; made for a phone as well. */
export function ChecksControl({ of, id, value, disabled, described, onChange }: ControlProps) {
  const t = useText(expertMessages);
  const rows = isCheckRows(value) ? value : [];
  const change = (n: number, part: Partial<CheckRow>): void =>
    onChange(rows.map((row, m) => (m === n ? { ...row, ...part } : row)));
  return (
    <div className={styles.stack} id={id} aria-describedby={described}>
      <p className={styles.muted}>{t('checksHelp')}</p>
      {rows.map((row, n) => (
        <Fact
          // Rows have no other name than their place.
          key={n}
          n={n}
          caseId={of.id}
          row={row}
          disabled={disabled}
          onChange={(part) => change(n, part)}
          onRemove={() => onChange(rows.filter((_, m) => m !== n))}
        />
      ))}
      <div>
        <Button disabled={disabled} onClick={() => onChange([...rows, NEW])}>
          {t('addFact')}
        </Button>
      </div>
    </div>
  );
}

interface FactProps {
  n: number;
  caseId: string;
  row: CheckRow;
  disabled: boolean;
  onChange: (part: Partial<CheckRow>) => void;
  onRemove: () => void;
}

function Fact({ n, caseId, row, disabled, onChange, onRemove }: FactProps) {
  const t = useText(expertMessages);
  const visit = useRead('readVisit', { params: { id: caseId } }, { staleTime: 60_000 });
  const claims = visit.data?.claims ?? [];
  const units = visit.data?.parties ?? [];
  return (
    <fieldset className={styles.check}>
      <legend>{t('fact', { n: n + 1 })}</legend>
      <label>
        {t('checkUnit')}
        <Input
          disabled={disabled}
          list={`units-${caseId}`}
          value={row.unit}
          maxLength={200}
          onChange={(event) => onChange({ unit: event.target.value })}
        />
        <datalist id={`units-${caseId}`}>
          {units.map(({ name }) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </label>
      <label>
        {t('checkItem')}
        <Input
          disabled={disabled}
          value={row.item}
          maxLength={300}
          onChange={(event) => onChange({ item: event.target.value })}
        />
      </label>
      {claims.length === 0 ? null : (
        <label className={styles.wide}>
          {t('checkFigure')}
          <Select
            allowClear
            disabled={disabled}
            placeholder={t('checkFigureNone')}
            showSearch={{ optionFilterProp: 'label' }}
            value={row.figure ?? null}
            options={claims.map(({ figure, label, unit, claimed }) => ({
              value: figure,
              label: `${label}：${textOf(claimed) || String(claimed)}${unit === null ? '' : ` ${unit}`}`,
            }))}
            onChange={(figure: string | null | undefined) => {
              const claim = claims.find((one) => one.figure === figure);
              onChange({
                figure: figure ?? null,
                claimed: claim?.claimed,
                ...(claim && row.item === '' && { item: claim.label }),
              });
            }}
          />
        </label>
      )}
      <Checkbox
        className={styles.wide!}
        disabled={disabled}
        checked={row.confirmed}
        onChange={(event) => onChange({ confirmed: event.target.checked })}
      >
        {t('confirmed')}
      </Checkbox>
      {row.confirmed ? null : (
        <label>
          {t('found')}
          <Input
            disabled={disabled}
            value={textOf(row.found)}
            inputMode="decimal"
            onChange={(event) => onChange({ found: event.target.value })}
          />
        </label>
      )}
      <label>
        {t('note')}
        <Input
          disabled={disabled}
          value={row.note ?? ''}
          maxLength={1000}
          onChange={(event) => onChange({ note: event.target.value })}
        />
      </label>
      <div className={styles.wide}>
        <Button size="small" type="text" danger disabled={disabled} onClick={onRemove}>
          {t('remove')}
        </Button>
      </div>
    </fieldset>
  );
}

/** Facts as they are read. */
export function CheckFacts({ value }: { value: unknown }) {
  const t = useText(expertMessages);
  if (!isCheckRows(value)) return '–';
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t('checkUnit')}</th>
            <th>{t('checkItem')}</th>
            <th>{t('claimed')}</th>
            <th>{t('found')}</th>
            <th>{t('note')}</th>
          </tr>
        </thead>
        <tbody>
          {value.map((row, n) => (
            <tr key={n}>
              <td>{row.unit}</td>
              <td>{row.item}</td>
              <td>{textOf(row.claimed) || '–'}</td>
              <td className={row.confirmed ? undefined : styles.warn}>
                {row.confirmed ? t('confirmed') : textOf(row.found) || '–'}
              </td>
              <td>{row.note ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
