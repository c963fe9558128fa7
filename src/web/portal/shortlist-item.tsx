import { STOCK_UNITS } from '../../shared/stock/units.ts';
import { pick } from '../../shared/i18n.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { fileSize } from '../ui/file-size.ts';
import { useText } from '../ui/language.tsx';
import type { ListedItem } from './shortlist-data.ts';
import { shortlistMessages } from './shortlist-messages.ts';
import styles from './shortlist.module.css';
import { useHref, useSite } from './site.ts';

type Kind = ListedItem['kinds'][number];

interface ItemProps {
  item: ListedItem;
  kind: Kind;
  errorOf: (field: string) => string | undefined;
  onKind: (kind: Kind) => void;
  onRemove: () => void;
}

/** One record of the list with what is asked of it; its controls are named by its id. */
export function ListedResource({ item, kind, errorOf, onKind, onRemove }: ItemProps) {
  const t = useText(shortlistMessages);
  const href = useHref();
  return (
    <li className={styles.item}>
      <div className={styles.itemHead}>
        <div>
          <a href={href(item.resource === null ? `/services/${item.id.slice(1)}` : `/resources/${item.resource}`)}>
            {item.title}
          </a>
          <p className={styles.small}>{`${item.type} · ${item.platform.name}`}</p>
          {item.supply === null ? null : <p className={styles.small}>{`${t('supply')}：${item.supply}`}</p>}
        </div>
        <Button onClick={onRemove} aria-label={`${t('remove')} ${item.title}`}>
          {t('remove')}
        </Button>
      </div>
      <OpenFiles item={item} />
      <div className={styles.row}>
        {item.kinds.length < 2 ? null : (
          <Field label={t('as')}>
            {(control) => (
              <select {...control} value={kind} onChange={({ target }) => onKind(target.value as Kind)}>
                {item.kinds.map((one) => (
                  <option key={one} value={one}>
                    {t(one)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        {kind === 'material' ? <Amount item={item} errorOf={errorOf} /> : null}
        {kind === 'service' && item.resource !== null ? (
          <Field label={t('whichService')} error={errorOf('service')}>
            {(control) => (
              <select {...control} name={`service-${item.id}`}>
                {item.services.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        ) : null}
        <Field label={t('note')} error={errorOf('note')}>
          {(control) => <input {...control} name={`note-${item.id}`} maxLength={1000} />}
        </Field>
      </div>
    </li>
  );
}

function Amount({ item, errorOf }: Pick<ItemProps, 'item' | 'errorOf'>) {
  const t = useText(shortlistMessages);
  const { lang } = useSite();
  return (
    <>
      <Field label={t('quantity')} required error={errorOf('quantity')}>
        {(control) => <input {...control} name={`quantity-${item.id}`} inputMode="decimal" maxLength={20} />}
      </Field>
      <Field label={t('unit')} error={errorOf('unit')}>
        {(control) => (
          <select {...control} name={`unit-${item.id}`} defaultValue={item.unit ?? 'seed'}>
            {Object.entries(STOCK_UNITS).map(([id, unit]) => (
              <option key={id} value={id}>
                {pick(unit, lang)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <label className={styles.check}>
        <input type="checkbox" name={`loan-${item.id}`} />
        {t('loan')}
      </label>
    </>
  );
}

/** What needs no request. */
function OpenFiles({ item }: { item: ListedItem }) {
  const t = useText(shortlistMessages);
  const { lang } = useSite();
  return (
    <>
      {item.open_files.length === 0 ? null : (
        <p className={styles.small}>
          {`${t('openFiles')}：`}
          {item.open_files.map(({ id, name, size, address }) => (
            <a key={id} href={address ?? undefined} download className={styles.file}>
              {`${name} (${fileSize(lang, size)})`}
            </a>
          ))}
        </p>
      )}
      {item.restricted_files === 0 ? null : (
        <p className={styles.small}>{t('restricted', { count: item.restricted_files })}</p>
      )}
    </>
  );
}
