import { Input, Select } from 'antd';
import { useMemo } from 'react';
import { unitOf } from '../../shared/catalogue/display.ts';
import type { CodeSpec, FieldSpec, ResourceType } from '../../shared/catalogue/resource-type.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { type Held, isChosen } from './record-draft.ts';
import styles from './record.module.css';
import { resourceMessages } from './resource-messages.ts';
import { shellMessages } from './shell-messages.ts';

export interface WidgetProps {
  type: ResourceType;
  field: FieldSpec;
  id: string;
  value: Held;
  onChange: (value: Held) => void;
  disabled: boolean;
  described: string | undefined;
  invalid: boolean;
}

const NUMBERS = new Set(['integer', 'decimal', 'latitude', 'longitude']);

/** The control of a field by its kind. What is typed stays as it is; the check reads it. */
export function Widget(props: WidgetProps) {
  const { field, id, value, onChange, disabled, described, invalid } = props;
  const lang = useLanguage();
  if (field.kind === 'boolean' && !field.many) return <YesNo {...props} />;
  if (isChosen(field) && entriesOf(props.type, field).length > 0) return <Choice {...props} />;
  const text = typeof value === 'string' ? value : Array.isArray(value) ? value.join('\n') : '';
  const common = {
    id,
    value: text,
    disabled,
    'aria-describedby': described,
    'aria-invalid': invalid || undefined,
    status: invalid ? ('error' as const) : undefined,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
    lang: field.kind === 'scientific_name' ? 'la' : undefined,
  };
  const { status, ...rest } = common;
  const look = { ...rest, ...(status && { status }) };
  if (field.many || field.kind === 'long_text') {
    return <Input.TextArea {...look} rows={field.many ? 2 : 4} className={styles.growing!} />;
  }
  if (field.kind === 'date' && /^(\d{4}-\d{2}-\d{2})?$/.test(text)) return <Input {...look} type="date" />;
  const unit = unitOf(field, lang);
  const suffix = unit === undefined ? {} : { suffix: unit };
  return <Input {...look} {...suffix} inputMode={NUMBERS.has(field.kind) ? 'decimal' : modeOf(field.kind)} />;
}

const modeOf = (kind: FieldSpec['kind']): 'text' | 'url' | 'email' | 'tel' =>
  kind === 'url' || kind === 'email' ? kind : kind === 'phone' ? 'tel' : 'text';

function entriesOf(type: ResourceType, { kind, codes }: FieldSpec): readonly CodeSpec[] {
  if (kind === 'code') return type.lists.get(codes ?? '')?.entries ?? [];
  if (kind === 'country' || kind === 'region' || kind === 'discipline') return type.references[kind]?.entries ?? [];
  return [];
}

/** A code by its words or by itself, found while typing. */
function Choice({ type, field, id, value, onChange, disabled, described, invalid }: WidgetProps) {
  const lang = useLanguage();
  const t = useText(resourceMessages);
  const options = useMemo(
    () =>
      entriesOf(type, field)
        .filter(({ obsolete }) => !obsolete)
        .map((entry) => ({
          value: entry.value,
          label: `${(lang === 'en' ? entry.en : entry.zh) || entry.value}（${entry.value}）`,
          words: [entry.value, entry.zh, entry.en, ...(entry.aliases ?? [])].join(' ').toLowerCase(),
        })),
    [type, field, lang],
  );
  return (
    <Select
      id={id}
      disabled={disabled}
      allowClear
      placeholder={t('chooseValue')}
      style={{ width: '100%' }}
      {...(field.many && { mode: 'multiple' as const })}
      {...(invalid && { status: 'error' as const })}
      aria-describedby={described}
      aria-invalid={invalid || undefined}
      showSearch={{ filterOption: (text, option) => option?.words.includes(text.trim().toLowerCase()) ?? false }}
      options={options}
      value={field.many ? (Array.isArray(value) ? [...value] : []) : typeof value === 'string' ? value : null}
      onChange={(next: string | string[] | null | undefined) => onChange(next ?? undefined)}
    />
  );
}

function YesNo({ id, value, onChange, disabled, described }: WidgetProps) {
  const t = useText(shellMessages);
  const r = useText(resourceMessages);
  return (
    <Select
      id={id}
      disabled={disabled}
      allowClear
      placeholder={r('chooseValue')}
      style={{ width: '100%' }}
      aria-describedby={described}
      options={[
        { value: 'true', label: t('yes') },
        { value: 'false', label: t('no') },
      ]}
      value={value === undefined ? null : String(value)}
      onChange={(next: string | null | undefined) =>
        onChange(next === 'true' ? true : next === 'false' ? false : undefined)
      }
    />
  );
}
