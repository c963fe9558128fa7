import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button } from 'antd';
import { EDITORS } from '../../shared/catalogue/people.ts';
import { useText } from '../ui/language.tsx';
import { useApi, useRead } from './client.tsx';
import { Failure } from './failure.tsx';
import { Section } from './page.tsx';
import { useSigned } from './session.ts';
import { useSend } from './sign-in.tsx';
import { workMessages } from './work-messages.ts';

/** The list of what can be had from the platform: when it was published, when it is due, publishing it now. */
export function AvailableList({ platform }: { platform: string }) {
  const t = useText(workMessages);
  const api = useApi();
  const cache = useQueryClient();
  const { holds } = useSigned();
  const { message } = App.useApp();
  const { data } = useRead('listAvailable', { params: { code: platform }, query: { limit: 1 } });
  const [send, busy, error] = useSend<{ item_count: number }>(({ item_count }) => {
    void cache.invalidateQueries({ queryKey: ['listAvailable'] });
    void message.success(t('availableDone', { count: item_count }));
  });
  if (!data || (data.items.length === 0 && data.lists.length === 0 && data.due === null)) return null;
  const last = data.lists[0];
  const publish = (
    <Button loading={busy} onClick={() => send(() => api.publishAvailableList({ body: { platform } }))}>
      {t('availablePublish')}
    </Button>
  );
  return (
    <Section title={t('available')} extra={holds(EDITORS) ? publish : null}>
      <Failure error={error} />
      {data.due?.overdue ? (
        <Alert type="warning" showIcon title={t('availableOverdue', { months: data.due.months })} />
      ) : null}
      <p>
        {last ? t('availableLast', { date: last.listed_on, count: last.item_count }) : t('availableNever')}
        {data.due?.by ? ` ${t('availableNext', { date: data.due.by })}` : null}
      </p>
      <p>
        <a href={`/platforms/${platform}/available`}>{t('availablePage')}</a>
      </p>
    </Section>
  );
}
