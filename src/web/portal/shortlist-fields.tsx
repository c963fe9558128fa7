import { Field } from '../ui/field.tsx';
import { useText } from '../ui/language.tsx';
import type { Shortlist } from './shortlist-data.ts';
import { shortlistMessages } from './shortlist-messages.ts';
import styles from './shortlist.module.css';

interface FieldsProps {
  list: Shortlist;
  errorOf: (field: string) => string | undefined;
}

/** What it is for, and who asks. */
export function Purpose({ list, errorOf }: FieldsProps) {
  const t = useText(shortlistMessages);
  const options = (
    <>
      <option value="">{t('choose')}</option>
      {list.purposes.map(({ id, label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </>
  );
  return (
    <>
      <Field label={t('purpose')} required error={errorOf('purpose')}>
        {(control) => (
          <select {...control} name="purpose">
            {options}
          </select>
        )}
      </Field>
      <Field label={t('purposeText')} required error={errorOf('purpose_text')}>
        {(control) => <textarea {...control} name="purpose_text" rows={3} maxLength={2000} />}
      </Field>
      <Field label={t('project')} error={errorOf('project')}>
        {(control) => <input {...control} name="project" maxLength={300} />}
      </Field>
      <Field label={t('second')} error={errorOf('mixed_purpose')}>
        {(control) => (
          <select {...control} name="mixed_purpose">
            {options}
          </select>
        )}
      </Field>
      <Field label={t('beneficiary')} error={errorOf('beneficiary')}>
        {(control) => <input {...control} name="beneficiary" maxLength={200} />}
      </Field>
      <Field label={t('users')} help={t('usersHelp')} error={errorOf('users')}>
        {(control) => <textarea {...control} name="users" rows={2} />}
      </Field>
      {list.regions.length === 0 ? null : (
        <Field label={t('region')} error={errorOf('region')}>
          {(control) => (
            <select {...control} name="region">
              <option value="">{t('choose')}</option>
              {list.regions.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <label className={styles.check}>
        <input type="checkbox" name="abroad" />
        {t('abroad')}
      </label>
      <label className={styles.check}>
        <input type="checkbox" name="foreign_controlled" />
        {t('foreign')}
      </label>
    </>
  );
}

/** Where material goes. */
export function Delivery({ errorOf }: Pick<FieldsProps, 'errorOf'>) {
  const t = useText(shortlistMessages);
  return (
    <>
      <Field label={t('recipient')} required error={errorOf('delivery.recipient') ?? errorOf('delivery')}>
        {(control) => <input {...control} name="recipient" maxLength={100} autoComplete="name" />}
      </Field>
      <Field label={t('address')} required error={errorOf('delivery.address')}>
        {(control) => <input {...control} name="address" maxLength={300} autoComplete="street-address" />}
      </Field>
      <Field label={t('phone')} required error={errorOf('delivery.phone')}>
        {(control) => <input {...control} name="phone" maxLength={40} autoComplete="tel" />}
      </Field>
    </>
  );
}

/** Questions of the platforms, with the answers of last time. */
export function Questions({ list, errorOf }: FieldsProps) {
  const t = useText(shortlistMessages);
  if (list.questions.length === 0) return null;
  return (
    <>
      <h3>{t('questions')}</h3>
      {list.questions.map(({ id, text, required, answer }) => (
        <Field key={id} label={text} required={required} error={errorOf(`answers.${id}`)}>
          {(control) => <textarea {...control} name={`answer-${id}`} rows={2} maxLength={2000} defaultValue={answer} />}
        </Field>
      ))}
    </>
  );
}
