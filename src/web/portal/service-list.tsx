import type { ResultOf } from '../../shared/contract.ts';
import { useText } from '../ui/language.tsx';
import { StateTag } from '../ui/state-tag.tsx';
import type { PortalRoutes } from './api.ts';
import { serviceMessages } from './service-messages.ts';
import styles from './services.module.css';
import { useHref, useSite } from './site.ts';

export type Offers = ResultOf<PortalRoutes['readOffers'], Blob>;
export type Service = ResultOf<PortalRoutes['listServices'], Blob>['items'][number];
type Brief = Offers['services'][number];

const SUPPLY_TONES = { yes: 'success', limited: 'warning', no: 'neutral' } as const;

/** Services in a line or two each, with their price and promise. */
export function ServiceLines({ services }: { services: readonly Brief[] }) {
  const t = useText(serviceMessages);
  const href = useHref();
  return (
    <ul className={styles.lines}>
      {services.map((service) => (
        <li key={service.id}>
          <a href={href(`/services/${service.id}`)}>{service.name}</a>
          <span className={styles.small}>
            {[
              service.kind.label,
              service.channel.label,
              service.free ? t('free') : t('paid'),
              service.response_days === null ? null : t('days', { days: service.response_days }),
            ]
              .filter((part) => part !== null)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** On the page of a resource: whether its material can be had, and the services for it. */
export function ResourceOffers({ offers: { supply, services } }: { offers: Offers }) {
  const t = useText(serviceMessages);
  const comma = useSite().lang === 'en' ? ', ' : '、';
  if (supply === null && services.length === 0) return null;
  return (
    <section id="offers" aria-labelledby="offers-title">
      <h2 id="offers-title">{t('services')}</h2>
      {supply === null ? null : (
        <div className={styles.supply}>
          <span>{t('supply')}</span>
          <StateTag tone={SUPPLY_TONES[supply.supply]}>{supply.label}</StateTag>
          {supply.available === null || supply.available.length === 0 ? null : (
            <span>
              {t('available', {
                amounts: supply.available.map(({ quantity, unit_label }) => `${quantity} ${unit_label}`).join(comma),
              })}
            </span>
          )}
          {supply.forms.length === 0 ? null : (
            <span className={styles.small}>{t('forms', { forms: supply.forms.join(comma) })}</span>
          )}
        </div>
      )}
      {services.length === 0 ? null : <ServiceLines services={services} />}
    </section>
  );
}
