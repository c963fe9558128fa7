import { type FormEvent, useState } from 'react';
import type { CallOf } from '../../shared/contract.ts';
import { pick } from '../../shared/i18n.ts';
import { UNIT_KINDS, type UnitKind } from '../../shared/service-records/codes.ts';
import { ApiError } from '../ui/api.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import { useApi } from './api-context.ts';
import type { PortalRoutes } from './api.ts';
import { openDataMessages } from './open-data-messages.ts';
import type { Shortlist } from './shortlist-data.ts';
import styles from './shortlist.module.css';
import { useSite } from './site.ts';

type Body = CallOf<PortalRoutes['askOpenData'], Blob>['body'];
type State = { at: 'writing' | 'sending' } | { at: 'refused'; error: ApiError } | { at: 'sent'; minutes: number };

/** Open data for whoever has no account: a mail proves the address. */
export function OpenDataForm({ list }: { list: Shortlist }) {
  const t = useText(openDataMessages);
  const api = useApi();
  const [state, setState] = useState<State>({ at: 'writing' });
  const [kind, setKind] = useState<UnitKind>('individual');
  const open = list.items.filter(({ freely }) => freely);
  if (open.length === 0) return null;
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setState({ at: 'sending' });
    try {
      const resources = open.map(({ id }) => id);
      const { minutes } = await api.askOpenData({ body: bodyOf(form, resources, kind) });
      setState({ at: 'sent', minutes });
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      setState({ at: 'refused', error: cause });
    }
  };
  if (state.at === 'sent')
    return (
      <Notice tone="success" live="status" title={t('sent')}>
        <p>{t('sentText', { minutes: state.minutes })}</p>
      </Notice>
    );
  const errorOf = (field: string): string | undefined =>
    state.at === 'refused' ? state.error.fields[field] : undefined;
  return (
    <form method="post" className={`${styles.form} ${styles.sheet} no-print`} onSubmit={(event) => void submit(event)}>
      <h2>{t('form')}</h2>
      <p>
        {t('lead', { count: open.length })} {open.length < list.items.length ? t('others') : ''}
      </p>
      {state.at === 'refused' ? (
        <Notice tone="danger" live="alert" title={state.error.message}>
          {Object.values(state.error.fields).map((message) => (
            <p key={message}>{message}</p>
          ))}
        </Notice>
      ) : null}
      <Field label={t('email')} required help={t('emailHelp')} error={errorOf('email')}>
        {(control) => <input {...control} type="email" name="email" maxLength={254} autoComplete="email" />}
      </Field>
      <Person kind={kind} onKind={setKind} errorOf={errorOf} />
      <Region list={list} errorOf={errorOf} />
      <Field label={t('purpose')} required error={errorOf('purpose')}>
        {(control) => <Choice control={control} name="purpose" options={list.purposes} />}
      </Field>
      <Field label={t('purposeText')} required error={errorOf('purpose_text')}>
        {(control) => <textarea {...control} name="purpose_text" rows={2} maxLength={1000} />}
      </Field>
      <noscript>
        <p>{t('noScript')}</p>
      </noscript>
      <p>
        <Button type="submit" disabled={state.at === 'sending'}>
          {t(state.at === 'sending' ? 'sending' : 'send')}
        </Button>
      </p>
    </form>
  );
}

interface PersonProps {
  kind: UnitKind;
  onKind: (kind: UnitKind) => void;
  errorOf: (field: string) => string | undefined;
}

function Person({ kind, onKind, errorOf }: PersonProps) {
  const t = useText(openDataMessages);
  const { lang } = useSite();
  return (
    <>
      <Field label={t('person')} help={t('personHelp')} error={errorOf('person')}>
        {(control) => <input {...control} name="person" maxLength={60} autoComplete="name" />}
      </Field>
      <Field label={t('unitKind')}>
        {(control) => (
          <select {...control} value={kind} onChange={({ target }) => onKind(target.value as UnitKind)}>
            {Object.entries(UNIT_KINDS).map(([id, label]) => (
              <option key={id} value={id}>
                {pick(label, lang)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {kind === 'individual' ? null : (
        <Field label={t('unit')} required error={errorOf('unit')}>
          {(control) => <input {...control} name="unit" maxLength={200} autoComplete="organization" />}
        </Field>
      )}
    </>
  );
}

function Region({ list, errorOf }: { list: Shortlist; errorOf: PersonProps['errorOf'] }) {
  const t = useText(openDataMessages);
  return (
    <>
      <Field label={t('region')} error={errorOf('region')}>
        {(control) => <Choice control={control} name="region" options={list.regions} />}
      </Field>
      <label className={styles.check}>
        <input type="checkbox" name="abroad" />
        {t('abroad')}
      </label>
    </>
  );
}

interface ChoiceProps {
  control: object;
  name: string;
  options: readonly { id: string; label: string }[];
}

function Choice({ control, name, options }: ChoiceProps) {
  const t = useText(openDataMessages);
  return (
    <select {...control} name={name}>
      <option value="">{t('choose')}</option>
      {options.map(({ id, label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </select>
  );
}

function bodyOf(form: FormData, resources: string[], unit_kind: UnitKind): Body {
  const text = (name: string): string => ((form.get(name) as string | null) ?? '').trim();
  const optional = (name: 'person' | 'unit' | 'region') => (text(name) === '' ? {} : { [name]: text(name) });
  return {
    resources,
    email: text('email'),
    ...optional('person'),
    ...optional('unit'),
    ...optional('region'),
    unit_kind,
    abroad: form.has('abroad'),
    purpose: text('purpose'),
    purpose_text: text('purpose_text'),
  };
}
