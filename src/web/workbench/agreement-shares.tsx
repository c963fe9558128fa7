import { Form, InputNumber } from 'antd';
import { PARTIES, type Share } from '../../shared/agreements/property.ts';
import { pick } from '../../shared/i18n.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import styles from './agreement.module.css';
import { agreementMessages } from './agreement-messages.ts';
import own from './stock.module.css';

type Party = Share['party'];
export type ShareValues = Partial<Record<Party, number | null>>;
const ORDER = Object.keys(PARTIES) as Party[];

export const sharesOfValues = (values: ShareValues = {}): Share[] =>
  ORDER.flatMap((party) => ((values[party] ?? 0) > 0 ? [{ party, percent: values[party]! }] : []));

export const valuesOfShares = (shares: readonly Share[]): ShareValues =>
  Object.fromEntries(shares.map(({ party, percent }) => [party, percent]));

/** Shares of each party in percent, with their sum as it is typed. */
export function ShareFields({ label }: { label: string }) {
  const t = useText(agreementMessages);
  const lang = useLanguage();
  const values = Form.useWatch('shares') as ShareValues | undefined;
  const sum = sharesOfValues(values).reduce((total, { percent }) => total + Math.round(percent * 100), 0) / 100;
  return (
    <fieldset className={styles.group}>
      <legend>{label}</legend>
      <p>{t('sharesHelp')}</p>
      <div className={own.row}>
        {ORDER.map((party) => (
          <Form.Item key={party} name={['shares', party]} label={pick(PARTIES[party], lang)}>
            <InputNumber min={0} max={100} precision={2} suffix="%" />
          </Form.Item>
        ))}
      </div>
      <p role="status">{t('sum', { sum })}</p>
    </fieldset>
  );
}
