import type { FormField } from '../../shared/complaints/routes.ts';
import { pick } from '../../shared/i18n.ts';
import { Field } from '../ui/field.tsx';
import { useText } from '../ui/language.tsx';
import type { PortalApi } from './api.ts';
import { complaintsMessages } from './complaints-messages.ts';
import styles from './complaints.module.css';
import { useSite } from './site.ts';

interface FieldsProps {
  fields: readonly FormField[];
  /** Messages by path, as a refusal brings them. */
  faults: Readonly<Record<string, string>>;
}

/** What the rule set asks of whoever writes, as controls of a form; each bears the field's id as its name. */
export function ComplaintFields({ fields, faults }: FieldsProps) {
  const t = useText(complaintsMessages);
  const { lang } = useSite();
  const helpOf = (field: FormField): string | undefined =>
    [
      field.help && pick(field.help, lang),
      field.type === 'file' ? t('fileHelp') : null,
      field.private && !field.help ? t('privateField') : null,
    ]
      .filter(Boolean)
      .join(' ') || undefined;
  return fields.map((field) => (
    <Field
      key={field.id}
      label={pick(field.label, lang)}
      help={helpOf(field)}
      required={field.required}
      error={faults[`data.${field.id}`] ?? faults[`fields.${field.id}`]}
    >
      {({ className, ...control }) => {
        const props = { ...control, className, name: field.id };
        const most = field.max_length === null ? {} : { maxLength: field.max_length };
        if (field.type === 'choice')
          return (
            <select {...props} defaultValue="">
              <option value="" />
              {field.choices.map(({ id, label }) => (
                <option key={id} value={id}>
                  {pick(label, lang)}
                </option>
              ))}
            </select>
          );
        if (field.type === 'file') return <input {...props} className={styles.file} type="file" />;
        if (field.type === 'long_text') return <textarea {...props} {...most} rows={5} />;
        return <input {...props} {...most} autoComplete="off" />;
      }}
    </Field>
  ));
}

/** What was entered; files are sent ahead, and stand by their tokens. @throws ApiError */
export async function readWritten(api: PortalApi, form: HTMLFormElement) {
  const data: Record<string, string> = {};
  const files: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string') {
      if (value.trim() !== '') data[name] = value;
    } else if (value.size > 0)
      files[name] = (await api.uploadComplaintFile({ query: { name: value.name.slice(0, 300) }, body: value })).token;
  }
  return { data, files };
}
