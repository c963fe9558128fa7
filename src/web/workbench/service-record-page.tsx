import { App, Button, Form, Input, Space } from 'antd';
import { yuanText } from '../../shared/stock/fees.ts';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import { useLanguage } from '../ui/language.tsx';
import { useApi, useRead } from './client.tsx';
import { FormDialog } from './form-dialog.tsx';
import { Link } from './link.tsx';
import styles from './list.module.css';
import { Loaded, Page, Section } from './page.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { go } from './router.ts';
import { RecordFields } from './service-record-form.tsx';
import { serviceRecordMessages } from './service-record-messages.ts';
import { bodyOf, type RecordValues, type ServiceRecord, valuesOf } from './service-record-values.ts';
import { StateBadge } from './state-badge.tsx';
import own from './stock.module.css';
import { instantText } from './texts.ts';

/** A service record with all entries of its service. */
export function ServiceRecordPage({ id }: { id: string }) {
  const t = useText(serviceRecordMessages);
  const read = useRead('readServiceRecord', { params: { id } });
  return (
    <Page
      title={read.data === undefined ? t('number') : `${read.data.number} ${read.data.title}`}
      back={{ to: '/service-records', label: t('back') }}
    >
      <Loaded read={read}>
        {(record) => (
          <>
            {record.may_change ? <Actions record={record} onChanged={() => void read.refetch()} /> : null}
            <Facts record={record} />
            <Section title={t('entries')}>
              <ul className={styles.small}>
                {record.entries.map((entry) => (
                  <li key={entry.id}>
                    <Link to={`/service-records/${entry.id}`}>
                      {t('of', { number: entry.number, state: entry.state_label })}
                    </Link>
                  </li>
                ))}
              </ul>
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Actions({ record, onChanged }: { record: ServiceRecord; onChanged: () => void }) {
  const t = useText(serviceRecordMessages);
  const api = useApi();
  const { message } = App.useApp();
  const [asked, setAsked] = useState<'correct' | 'reverse' | 'return'>();
  const close = (): void => setAsked(undefined);
  const params = { id: record.id };
  const shown = (made: ServiceRecord): void => {
    void message.success(t('saved'));
    onChanged();
    void go(`/service-records/${made.id}`);
  };
  return (
    <div className="no-print">
      <Space wrap className={own.actions!}>
        <Button onClick={() => setAsked('correct')}>{t('correct')}</Button>
        <Button danger onClick={() => setAsked('reverse')}>
          {t('reverse')}
        </Button>
        {record.due_back !== null && record.returned_on === null ? (
          <Button onClick={() => setAsked('return')}>{t('returned')}</Button>
        ) : null}
      </Space>
      {asked === 'correct' ? (
        <FormDialog<RecordValues & { reason: string }, ServiceRecord>
          title={t('correctTitle')}
          label={t('correct')}
          initial={valuesOf(record)}
          save={({ reason, ...values }) =>
            api.correctServiceRecord({ params, body: { ...bodyOf(values, record), reason } })
          }
          onSaved={shown}
          onClose={close}
        >
          <p>{t('correctHelp')}</p>
          <Form.Item
            name="reason"
            label={t('reason')}
            rules={[{ required: true, whitespace: true, message: t('fill') }]}
          >
            <Input maxLength={500} />
          </Form.Item>
          <RecordFields platform={record.platform.code} known={record.resources} />
        </FormDialog>
      ) : null}
      {asked === 'reverse' ? (
        <ReasonDialog
          title={t('reverse')}
          warning={t('reverseHelp')}
          needsReason
          danger
          label={t('reverse')}
          run={async (reason) => shown(await api.reverseServiceRecord({ params, body: { reason } }))}
          onClose={close}
        />
      ) : null}
      {asked === 'return' ? (
        <FormDialog<{ on: string }, ServiceRecord>
          title={t('returned')}
          label={t('save')}
          initial={{}}
          save={(values) => api.returnServiceLoan({ params, body: values })}
          onSaved={shown}
          onClose={close}
        >
          <Form.Item name="on" label={t('returnedOn')} rules={[{ required: true, message: t('fill') }]}>
            <Input type="date" />
          </Form.Item>
        </FormDialog>
      ) : null}
    </div>
  );
}

function Facts({ record }: { record: ServiceRecord }) {
  const t = useText(serviceRecordMessages);
  const lang = useLanguage();
  const facts: [string, React.ReactNode][] = [
    [
      t('state'),
      <StateBadge key="state" state={record.state === 'valid' ? 'active' : record.state} label={record.state_label} />,
    ],
    [t('reason'), record.reason],
    [t('platform'), record.platform.name],
    [t('kind'), [record.kind.label, record.channel.label, ...record.modes.map(({ label }) => label)].join(' · ')],
    [t('on'), record.on],
    [
      t('whom'),
      [
        record.unit,
        record.unit_kind.label,
        record.group.label,
        record.abroad ? t('abroad') : record.region,
        record.inside_host ? t('inside') : t('outside'),
      ]
        .filter(Boolean)
        .join(' · '),
    ],
    [t('person'), record.person],
    [t('address'), record.address],
    [t('purpose'), [record.purpose.label, record.purpose_text].filter(Boolean).join('：')],
    [t('project'), record.project],
    [
      t('resources'),
      record.resources.length === 0 ? null : (
        <ul key="resources">
          {record.resources.map(({ id, title, quantity, unit, local_number }) => (
            <li key={id}>
              <Link to={`/resources/${id}`}>{title}</Link>
              {[local_number, quantity === null ? null : `${quantity} ${unit ?? ''}`]
                .filter(Boolean)
                .map((part) => ` · ${part}`)}
            </li>
          ))}
        </ul>
      ),
    ],
    [t('quantity'), record.quantity === null ? null : `${record.quantity} ${record.unit_of_quantity ?? ''}`],
    [t('participants'), record.participants],
    [t('hours'), record.hours],
    [t('income'), record.income],
    [t('cost'), record.cost_fen === null ? null : yuanText(record.cost_fen)],
    [t('contract'), record.contract],
    [t('specification'), [record.specification, record.specified_on].filter(Boolean).join(' · ') || null],
    [
      t('dueBack'),
      [record.due_back, record.overdue ? t('overdue') : null, record.returned_on].filter(Boolean).join(' · ') || null,
    ],
    [t('outcome'), record.outcome || null],
    [t('source'), record.source.label],
    [t('entered'), `${instantText(record.entered_at, lang)} · ${record.entered_by}`],
  ];
  return (
    <dl className={own.facts}>
      {facts
        .filter(([, value]) => value !== null && value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
