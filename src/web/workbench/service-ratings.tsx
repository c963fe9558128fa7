import { Alert, Button, Form, Input, Space } from 'antd';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useOwnPlatforms } from './choices.ts';
import { useApi, useRead } from './client.tsx';
import { FilterBar } from './filter-bar.tsx';
import { FormDialog } from './form-dialog.tsx';
import styles from './list.module.css';
import { Loaded, Nothing, Page } from './page.tsx';
import { Pager } from './pager.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { usePlace } from './router.ts';
import { serviceRecordMessages } from './service-record-messages.ts';
import own from './stock.module.css';

type Rating = Awaited<ReturnType<WorkbenchApi['listServiceRatings']>>['items'][number];

/** Ratings of one's platforms, with the answers to them. */
export function ServiceRatingsPage() {
  const t = useText(serviceRecordMessages);
  const { query } = usePlace();
  const { choices } = useOwnPlatforms();
  const read = useRead('listServiceRatings', { query: Object.fromEntries(query) });
  return (
    <Page title={t('ratingsTitle')} about={t('ratingsAbout')} back={{ to: '/service-records', label: t('back') }}>
      <FilterBar filters={[{ name: 'platform', label: t('platform'), options: choices }]} />
      <Loaded read={read}>
        {({ items, next, held }) => (
          <>
            {held === 0 ? null : (
              <Alert type="info" showIcon className={styles.alert!} title={t('held', { count: held })} />
            )}
            {items.length === 0 && held === 0 ? <Nothing text={t('ratingsNone')} /> : null}
            {items.map((rating) => (
              <RatingItem key={rating.token} rating={rating} onChanged={() => void read.refetch()} />
            ))}
            <Pager next={next} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function RatingItem({ rating, onChanged }: { rating: Rating; onChanged: () => void }) {
  const t = useText(serviceRecordMessages);
  const api = useApi();
  const [asked, setAsked] = useState<'answer' | 'withhold'>();
  const params = { token: rating.token };
  const close = (): void => setAsked(undefined);
  const withhold = async (reason: string | null): Promise<void> => {
    await api.withholdRating({ params, body: { reason, revision: rating.revision } });
    onChanged();
  };
  return (
    <article className={own.fee}>
      <p className={styles.small}>
        {[
          rating.platform.name,
          rating.month,
          `${t('resourceScore')} ${rating.resource_score}/5`,
          `${t('serviceScore')} ${rating.service_score}/5`,
          rating.rater === null ? t('anonymous') : `${rating.rater} · ${rating.number ?? ''}`,
        ].join(' · ')}
      </p>
      {rating.text === '' ? null : <p>{rating.text}</p>}
      {rating.withheld === null ? null : (
        <p className={styles.small}>{t('withheld', { reason: rating.withheld.reason })}</p>
      )}
      {rating.answer === null ? null : <blockquote>{`${t('answer')}：${rating.answer}`}</blockquote>}
      {rating.may_answer || rating.may_withhold ? (
        <Space wrap className="no-print">
          {rating.may_answer ? (
            <Button onClick={() => setAsked('answer')}>{t(rating.answer === null ? 'answer' : 'changeAnswer')}</Button>
          ) : null}
          {rating.may_withhold ? (
            rating.withheld === null ? (
              <Button onClick={() => setAsked('withhold')}>{t('withhold')}</Button>
            ) : (
              <Button onClick={() => void withhold(null)}>{t('showAgain')}</Button>
            )
          ) : null}
        </Space>
      ) : null}
      {asked === 'answer' ? (
        <FormDialog<{ text: string }, unknown>
          title={t('answerTitle')}
          label={t('save')}
          initial={{ text: rating.answer ?? '' }}
          save={({ text }) => api.answerRating({ params, body: { text, revision: rating.revision } })}
          onSaved={onChanged}
          onClose={close}
        >
          <Form.Item name="text" label={t('answer')} rules={[{ required: true, whitespace: true, message: t('fill') }]}>
            <Input.TextArea rows={4} maxLength={2000} />
          </Form.Item>
        </FormDialog>
      ) : null}
      {asked === 'withhold' ? (
        <ReasonDialog
          title={t('withhold')}
          warning={t('withholdHelp')}
          needsReason
          label={t('withhold')}
          run={withhold}
          onClose={close}
        />
      ) : null}
    </article>
  );
}
