import { type FormEvent, useState } from 'react';
import { ApiError } from '../ui/api.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import { useApi } from './api-context.ts';
import type { PortalRoutes } from './api.ts';
import type { CallOf, ResultOf } from '../../shared/contract.ts';
import type { Shortlist } from './shortlist-data.ts';
import { Delivery, Purpose, Questions } from './shortlist-fields.tsx';
import { ListedResource } from './shortlist-item.tsx';
import { shortlistPath } from './shortlist-kept.ts';
import { shortlistMessages } from './shortlist-messages.ts';
import styles from './shortlist.module.css';
import { useHref, useSite } from './site.ts';

type Body = CallOf<PortalRoutes['createRequest'], Blob>['body'];
type Sent = ResultOf<PortalRoutes['createRequest'], Blob>['parts'];
type Kind = Shortlist['items'][number]['kinds'][number];

interface FormProps {
  list: Shortlist;
  onRemove: (id: string) => void;
  onSent: (parts: Sent) => void;
}

/** The list and what the request says; what was written stays when it is refused. */
export function ShortlistForm({ list, onRemove, onSent }: FormProps) {
  const t = useText(shortlistMessages);
  const api = useApi();
  const [kinds, setKinds] = useState<Readonly<Record<string, Kind>>>({});
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const kindOf = (item: Shortlist['items'][number]): Kind => kinds[item.id] ?? item.kinds[0]!;
  const material = list.items.some((item) => kindOf(item) === 'material');
  const send = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError(undefined);
    try {
      onSent((await api.createRequest({ body: bodyOf(form, list, kindOf, material) })).parts);
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      setError(cause);
    } finally {
      setBusy(false);
    }
  };
  const fieldError = (field: string): string | undefined => error?.fields[field];
  return (
    <form method="post" className={styles.form} onSubmit={(event) => void send(event)}>
      <ul className={styles.items}>
        {list.items.map((item, n) => (
          <ListedResource
            key={item.id}
            item={item}
            kind={kindOf(item)}
            errorOf={(field) => fieldError(`items.${n}.${field}`)}
            onKind={(kind) => setKinds({ ...kinds, [item.id]: kind })}
            onRemove={() => onRemove(item.id)}
          />
        ))}
      </ul>
      {list.requester === null ? (
        <SignInFirst list={list} />
      ) : (
        <>
          <h2>{t('form')}</h2>
          <p>{t('asWho', { name: [list.requester.name, list.requester.organisation].filter(Boolean).join(' · ') })}</p>
          {error ? (
            <Notice tone="danger" live="alert">
              {error.message}
              <ul>
                {(error.body.errors ?? []).map(({ path, message }) => (
                  <li key={path}>{message}</li>
                ))}
              </ul>
            </Notice>
          ) : null}
          <Purpose list={list} errorOf={fieldError} />
          {material ? <Delivery errorOf={fieldError} /> : null}
          <Questions list={list} errorOf={fieldError} />
          <noscript>
            <p>{t('noScript')}</p>
          </noscript>
          <p>
            <Button type="submit" look="primary" disabled={busy}>
              {t(busy ? 'sending' : 'send')}
            </Button>
          </p>
        </>
      )}
    </form>
  );
}

/** After signing in one is back here, with the list as the address names it. */
function SignInFirst({ list }: { list: Shortlist }) {
  const t = useText(shortlistMessages);
  const href = useHref();
  const { lang } = useSite();
  const here = encodeURIComponent(href(shortlistPath(list.items.map(({ id }) => id))));
  return (
    <Field label={t('form')} help={t('signInHelp')}>
      {({ id }) => (
        <p id={id}>
          <ButtonLink
            look="primary"
            icon="person"
            href={`${lang === 'en' ? '/en' : ''}/workbench/sign-in?to=${here}`}
            rel="nofollow"
          >
            {t('signIn')}
          </ButtonLink>
        </p>
      )}
    </Field>
  );
}

const textOf = (form: FormData, name: string): string => ((form.get(name) as string | null) ?? '').trim();
const given = <K extends string>(form: FormData, name: K): Partial<Record<K, string>> => {
  const text = textOf(form, name);
  return text === '' ? {} : ({ [name]: text } as Record<K, string>);
};

function bodyOf(
  form: FormData,
  list: Shortlist,
  kindOf: (item: Shortlist['items'][number]) => Kind,
  material: boolean,
): Body {
  const items = list.items.map((item): Body['items'][number] => {
    const kind = kindOf(item);
    const amount = textOf(form, `quantity-${item.id}`);
    const service = item.resource === null ? item.services[0]!.id : textOf(form, `service-${item.id}`);
    return {
      kind,
      ...(item.resource !== null && { resource: item.resource }),
      note: textOf(form, `note-${item.id}`),
      ...(kind === 'material' && {
        ...(amount !== '' && { quantity: amount }),
        unit: textOf(form, `unit-${item.id}`) as NonNullable<Body['items'][number]['unit']>,
        loan: form.has(`loan-${item.id}`),
      }),
      ...(kind === 'service' && service !== '' && { service }),
    };
  });
  return {
    items,
    purpose: textOf(form, 'purpose'),
    purpose_text: textOf(form, 'purpose_text'),
    ...given(form, 'mixed_purpose'),
    ...given(form, 'beneficiary'),
    ...given(form, 'project'),
    ...given(form, 'region'),
    users: textOf(form, 'users')
      .split('\n')
      .map((user) => user.trim())
      .filter((user) => user !== ''),
    abroad: form.has('abroad'),
    foreign_controlled: form.has('foreign_controlled'),
    ...(material && {
      delivery: {
        recipient: textOf(form, 'recipient'),
        address: textOf(form, 'address'),
        phone: textOf(form, 'phone'),
      },
    }),
    answers: list.questions.flatMap(({ id }) => {
      const text = textOf(form, `answer-${id}`);
      return text === '' ? [] : [{ question: id, text }];
    }),
  };
}
