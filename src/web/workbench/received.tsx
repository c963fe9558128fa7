import { Button, Form, Input, InputNumber, Popconfirm, Radio, Select, Space, Tag } from 'antd';
import { useState } from 'react';
import { USE_KINDS } from '../../shared/service-records/use-codes.ts';
import type { UseContent } from '../../shared/service-records/use-schemas.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useApi, useRead } from './client.tsx';
import { filled, FormDialog } from './form-dialog.tsx';
import styles from './list.module.css';
import { Loaded, Nothing, Page } from './page.tsx';
import { Pager } from './pager.tsx';
import { usePlace } from './router.ts';
import { serviceRecordMessages } from './service-record-messages.ts';
import { useLine } from './service-uses.tsx';
import own from './stock.module.css';
import { optionsOf } from './texts.ts';

type Received = Awaited<ReturnType<WorkbenchApi['listReceivedServices']>>['items'][number];
type RatingValues = { resource_score: number; service_score: number; text?: string };

/** What somebody received: how to name it, a rating, and what came of it. */
export function ReceivedPage() {
  const t = useText(serviceRecordMessages);
  const { query } = usePlace();
  const read = useRead('listReceivedServices', { query: Object.fromEntries(query) });
  return (
    <Page title={t('receivedTitle')} about={t('receivedAbout')}>
      <Loaded read={read}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Nothing text={t('receivedNone')} />
          ) : (
            <>
              {items.map((service) => (
                <ReceivedItem key={service.id} service={service} onChanged={() => void read.refetch()} />
              ))}
              <Pager next={next} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function ReceivedItem({ service, onChanged }: { service: Received; onChanged: () => void }) {
  const t = useText(serviceRecordMessages);
  const api = useApi();
  const [asked, setAsked] = useState<'rate' | 'report'>();
  const params = { id: service.id };
  const close = (): void => setAsked(undefined);
  return (
    <article className={own.fee} aria-label={`${service.number} ${service.title}`}>
      <h2 className={styles.title}>{service.title}</h2>
      <p className={styles.small}>{[service.number, service.on, service.kind, service.platform.name].join(' · ')}</p>
      {service.resources.map(({ id, title, cite }) => (
        <p key={id}>
          <a href={`/resources/${id}`}>{title}</a>
          {` · ${t('cite')}：${cite} `}
          <CopyButton text={cite} what={title} />
        </p>
      ))}
      {service.rating === null ? null : <RatingShown rating={service.rating} />}
      {service.uses.map((use) => (
        <p key={use.id}>
          {`${use.title}（${use.kind.label}） `}
          <Tag variant="outlined">{use.state_label}</Tag>
          {use.flags.map(({ id, label }) => (
            <Tag key={id} color="warning" variant="outlined">
              {label}
            </Tag>
          ))}
          <span className={styles.small}>{useLine(use)}</span>
        </p>
      ))}
      <Space wrap className="no-print">
        {service.rating === null ? (
          <Button type="primary" onClick={() => setAsked('rate')}>
            {t('rate')}
          </Button>
        ) : null}
        <Button onClick={() => setAsked('report')}>{t('report')}</Button>
        {service.asked ? (
          <Popconfirm
            title={t('noMoreHelp')}
            onConfirm={async () => {
              await api.endQuestions({ params, body: {} });
              onChanged();
            }}
          >
            <Button type="link">{t('noMore')}</Button>
          </Popconfirm>
        ) : null}
      </Space>
      {asked === 'rate' ? (
        <FormDialog<RatingValues, unknown>
          title={t('rate')}
          label={t('rate')}
          initial={{}}
          save={(values) => api.rateService({ params, body: values })}
          onSaved={onChanged}
          onClose={close}
        >
          <p>
            {[
              t('rateHelp'),
              t(service.rater_named ? 'rateNamed' : 'rateAnonymous'),
              ...(service.shown_with > 1 ? [t('rateHeld', { count: service.shown_with })] : []),
            ].join(' ')}
          </p>
          <RatingFields />
        </FormDialog>
      ) : null}
      {asked === 'report' ? (
        <FormDialog<UseContent & { resources?: string[] }, unknown>
          title={t('report')}
          label={t('report')}
          initial={{ kind: 'paper' }}
          save={(values) => api.reportUse({ params, body: filled(values) })}
          onSaved={onChanged}
          onClose={close}
        >
          <UseFields service={service} />
        </FormDialog>
      ) : null}
    </article>
  );
}

function RatingShown({ rating }: { rating: NonNullable<Received['rating']> }) {
  const t = useText(serviceRecordMessages);
  return (
    <>
      <p>
        {`${t('yourRating')}：${t('resourceScore')} ${rating.resource_score}/5 · ${t('serviceScore')} ${rating.service_score}/5`}
      </p>
      {rating.text === '' ? null : <p>{rating.text}</p>}
      {rating.withheld === null ? null : (
        <p className={styles.small}>{t('withheld', { reason: rating.withheld.reason })}</p>
      )}
      {rating.answer === null ? null : <blockquote>{`${t('platformAnswer')}：${rating.answer}`}</blockquote>}
    </>
  );
}

function RatingFields() {
  const t = useText(serviceRecordMessages);
  const scores = [1, 2, 3, 4, 5].map((value) => ({ value, label: String(value) }));
  return (
    <>
      {(['resource_score', 'service_score'] as const).map((name) => (
        <Form.Item
          key={name}
          name={name}
          label={t(name === 'resource_score' ? 'resourceScore' : 'serviceScore')}
          rules={[{ required: true, message: t('fill') }]}
        >
          <Radio.Group optionType="button" options={scores} />
        </Form.Item>
      ))}
      <Form.Item name="text" label={t('text')}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
    </>
  );
}

function UseFields({ service }: { service: Received }) {
  const t = useText(serviceRecordMessages);
  const lang = useLanguage();
  return (
    <>
      <Form.Item name="kind" label={t('reportKind')} rules={[{ required: true, message: t('fill') }]}>
        <Select options={optionsOf(USE_KINDS, lang)} />
      </Form.Item>
      <Form.Item
        name="title"
        label={t('reportTitle')}
        rules={[{ required: true, whitespace: true, message: t('fill') }]}
      >
        <Input maxLength={500} />
      </Form.Item>
      <Form.Item name="authors" label={t('authors')}>
        <Input maxLength={2000} />
      </Form.Item>
      <div className={own.row}>
        <Form.Item name="venue" label={t('venue')}>
          <Input maxLength={300} />
        </Form.Item>
        <Form.Item name="year" label={t('year')}>
          <InputNumber min={1900} max={2200} precision={0} />
        </Form.Item>
      </div>
      <div className={own.row}>
        <Form.Item name="doi" label={t('doi')}>
          <Input maxLength={255} />
        </Form.Item>
        <Form.Item name="number" label={t('numberOf')}>
          <Input maxLength={100} />
        </Form.Item>
      </div>
      {service.resources.length > 1 ? (
        <Form.Item name="resources" label={t('resources')}>
          <Select mode="multiple" options={service.resources.map(({ id, title }) => ({ value: id, label: title }))} />
        </Form.Item>
      ) : null}
      <Form.Item
        name="acknowledgement"
        label={t('acknowledgement')}
        extra={t('acknowledgementHelp', { cite: service.resources.map(({ cite }) => cite).join('、') })}
      >
        <Input.TextArea rows={2} maxLength={4000} />
      </Form.Item>
    </>
  );
}
