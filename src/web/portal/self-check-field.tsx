import { Field } from '../ui/field.tsx';
import { type ControlProps } from '../ui/field.tsx';
import { useText } from '../ui/language.tsx';
import { type FigureView, type Given, UNIT, VALUE } from './self-check-data.ts';
import { selfCheckMessages } from './self-check-messages.ts';
import styles from './self-check.module.css';

interface FigureProps {
  figure: FigureView;
  given: Given;
  error: string | undefined;
}

/** The control that a figure is entered with; its unit stands in the label, or beside it where there is a choice. */
export function FigureField({ figure, given, error }: FigureProps) {
  const several = figure.units.length > 1;
  const label = figure.unit === null || several ? figure.label : `${figure.label}（${figure.unit}）`;
  if (figure.kind === 'set') return <SetField figure={figure} given={given} error={error} />;
  return (
    <Field label={label} error={error} {...(figure.help !== null && { help: figure.help })}>
      {(control) => (
        <div className={several ? styles.measured : undefined}>
          <Control figure={figure} given={given} control={control} />
          {several ? <UnitChoice figure={figure} given={given} /> : null}
        </div>
      )}
    </Field>
  );
}

function Control({ figure, given, control }: Omit<FigureProps, 'error'> & { control: ControlProps }) {
  const t = useText(selfCheckMessages);
  const name = `${VALUE}${figure.id}`;
  const value = given.values[figure.id]?.join('、') ?? '';
  const choices = (options: readonly { id: string; label: string }[]) => (
    <select {...control} name={name} defaultValue={value}>
      <option value="">{t('notAnswered')}</option>
      {options.map(({ id, label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </select>
  );
  switch (figure.kind) {
    case 'boolean':
      return choices([
        { id: 'true', label: t('yes') },
        { id: 'false', label: t('no') },
      ]);
    case 'evidence':
    case 'statement':
      return choices([
        { id: 'true', label: t('there') },
        { id: 'false', label: t('notThere') },
      ]);
    case 'choice':
      return choices(figure.options);
    case 'date':
      return <input {...control} type="date" name={name} defaultValue={value} />;
    case 'table':
      return <textarea {...control} name={name} rows={3} defaultValue={value} placeholder={exampleOf(figure)} />;
    case 'integer':
    case 'decimal':
    case 'money':
      return (
        <input
          {...control}
          name={name}
          defaultValue={value}
          inputMode={figure.kind === 'integer' && figure.min !== null && figure.min >= 0 ? 'numeric' : 'decimal'}
          autoComplete="off"
        />
      );
    case 'text':
    case 'set':
      return <input {...control} name={name} defaultValue={value} maxLength={200} autoComplete="off" />;
  }
}

/** Columns in their order, as a line is written. */
const exampleOf = ({ columns }: FigureView): string =>
  columns
    .map(({ label, options }) => (options.length > 0 ? options.map((one) => one.label).join('/') : label))
    .join('；');

function UnitChoice({ figure, given }: Omit<FigureProps, 'error'>) {
  const t = useText(selfCheckMessages);
  const own = figure.units.find(({ label }) => label === figure.unit);
  return (
    <select
      name={`${UNIT}${figure.id}`}
      className={styles.unit}
      aria-label={`${figure.label}：${t('unit')}`}
      defaultValue={given.units[figure.id] ?? own?.id}
    >
      {figure.units.map(({ id, label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </select>
  );
}

function SetField({ figure, given, error }: FigureProps) {
  const t = useText(selfCheckMessages);
  const name = `${VALUE}${figure.id}`;
  const chosen = given.values[figure.id] ?? [];
  const known = figure.options.map(({ id }) => id);
  return (
    <fieldset className={styles.set} aria-invalid={error === undefined ? undefined : true}>
      <legend>{figure.label}</legend>
      <div className={styles.options}>
        {figure.options.map(({ id, label }) => (
          <label key={id}>
            <input type="checkbox" name={name} value={id} defaultChecked={chosen.includes(id)} />
            {label}
          </label>
        ))}
      </div>
      {figure.open ? (
        <label className={styles.others}>
          {t('others')}
          <input
            name={name}
            defaultValue={chosen.filter((one) => !known.includes(one)).join('、')}
            autoComplete="off"
            maxLength={500}
          />
        </label>
      ) : null}
      {error === undefined ? null : <p className={styles.error}>{error}</p>}
    </fieldset>
  );
}
