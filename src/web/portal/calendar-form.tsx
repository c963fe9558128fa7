import { pick } from '../../shared/i18n.ts';
import { PERIOD_KINDS, PERIOD_UNITS } from '../../shared/calendar/period.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { useLanguage, useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import type { CalendarData } from './calendar-data.ts';
import { calendarPageMessages } from './calendar-messages.ts';
import styles from './calendar.module.css';
import { useHref } from './site.ts';

const LENGTHS = { working_day: 'working_days', day: 'days', month: 'months', year: 'years_' } as const;

/** A plain GET form: it works without script. */
export function CalendarForm({ data: { asked, faults, rules } }: { data: CalendarData }) {
  const t = useText(calendarPageMessages);
  const lang = useLanguage();
  const named = rules?.clocks.filter(({ count }) => count !== null) ?? [];
  const href = useHref();
  return (
    <form action={href('/calendar')} method="get" className={styles.form} key={JSON.stringify(asked)} noValidate>
      {faults[''] === undefined ? null : (
        <Notice tone="danger" live="alert" title={t('faultsTitle')}>
          <p>{faults['']}</p>
        </Notice>
      )}
      <div className={styles.fields}>
        <Field label={t('from')} help={t('fromHelp')} error={faults.from} required>
          {(control) => <input {...control} type="date" name="from" defaultValue={asked.from} />}
        </Field>
        {named.length === 0 ? null : (
          <Field label={t('named')} help={t('namedHelp')} error={faults.clock}>
            {(control) => (
              <select {...control} name="clock" defaultValue={asked.clock}>
                <option value="">{t('typed')}</option>
                {named.map((clock) => (
                  <option key={clock.id} value={clock.id}>
                    {`${pick(clock.label, lang)} · ${t(LENGTHS[clock.unit!], { count: clock.count! })}`}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        <Field label={t('count')} error={faults.count} required>
          {(control) => (
            <input
              {...control}
              type="number"
              name="count"
              min={1}
              step={1}
              inputMode="numeric"
              defaultValue={asked.count}
            />
          )}
        </Field>
        <Field label={t('unit')} error={faults.unit}>
          {(control) => (
            <select {...control} name="unit" defaultValue={asked.unit}>
              {PERIOD_UNITS.map((unit) => (
                <option key={unit} value={unit}>
                  {t(unit === 'month' ? 'monthUnit' : unit)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('kind')} help={t('kindHelp')} error={faults.kind}>
          {(control) => (
            <select {...control} name="kind" defaultValue={asked.kind}>
              {PERIOD_KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {t(kind)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <div>
        <Button type="submit" look="primary">
          {t('calculate')}
        </Button>
      </div>
    </form>
  );
}
