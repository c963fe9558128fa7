import { Alert, App, Button, Form } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useText } from '../ui/language.tsx';
import { useApi, useRead } from './client.tsx';
import { Failure } from './failure.tsx';
import styles from './list.module.css';
import { Loaded, Page, Section } from './page.tsx';
import { PlatformChoice, usePlatformChoice } from './platform-choice.tsx';
import { PublishSteps } from './publish-steps.tsx';
import { go } from './router.ts';
import { FeeFields, ProcessFields, ServiceFields } from './service-form.tsx';
import { serviceMessages } from './service-messages.ts';
import { bodyOfValues, type ServiceValues, type ServiceWork, valuesOf } from './service-values.ts';
import { useSend } from './sign-in.tsx';
import { StateBadge } from './state-badge.tsx';
import own from './stock.module.css';

export function ServicePage({ id }: { id: string }) {
  const t = useText(serviceMessages);
  const back = { to: '/services', label: t('back') };
  return id === 'new' ? (
    <Page title={t('create')} back={back}>
      <NewService />
    </Page>
  ) : (
    <OneService key={id} id={id} />
  );
}

function NewService() {
  const t = useText(serviceMessages);
  const choice = usePlatformChoice();
  const { platform } = choice;
  return (
    <>
      <p className={styles.actions}>
        <PlatformChoice label={t('platform')} choice={choice} />
      </p>
      {platform === undefined ? null : <ServiceForm key={platform} platform={platform} service={undefined} />}
    </>
  );
}

function OneService({ id }: { id: string }) {
  const t = useText(serviceMessages);
  const read = useRead('readServiceWork', { params: { id } }, { refetchOnWindowFocus: false });
  return (
    <Page title={read.data?.content.name_zh ?? t('title')} back={{ to: '/services', label: t('back') }}>
      <Loaded read={read}>
        {(service) => (
          <>
            <Standing service={service} />
            <ServiceForm key={service.revision} platform={service.platform.code} service={service} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** Where it stands, what it lacks, what may be done. */
function Standing({ service }: { service: ServiceWork }) {
  const t = useText(serviceMessages);
  const api = useApi();
  const cache = useQueryClient();
  const { id, revision, state, changed, lacks, version } = service;
  const keep = (now: ServiceWork): void => {
    cache.setQueryData(['readServiceWork', { params: { id } }], now);
    void cache.invalidateQueries({ queryKey: ['listServiceWork'] });
  };
  const canPublish = state === 'draft' || (state === 'published' && changed);
  return (
    <>
      <p className={styles.actions}>
        {service.platform.name}
        <StateBadge state={state} label={service.state_label} />
        {version > 0 ? <span>{t('version', { version })}</span> : null}
        {state === 'published' ? <a href={`/services/${id}`}>{t('page')}</a> : null}
        {state === 'published' && changed ? <span>{t('unpublished')}</span> : null}
      </p>
      {service.ended_reason === null ? null : <p>{t('ended', { reason: service.ended_reason })}</p>}
      {service.flags.map((flag) => (
        <Alert key={flag} type="warning" showIcon className={styles.alert!} title={flag} />
      ))}
      {canPublish && lacks.length > 0 ? (
        <Alert
          type="info"
          showIcon
          className={styles.alert!}
          title={t('lacks')}
          description={
            <ul>
              {lacks.map(({ path, message }) => (
                <li key={path}>{message}</li>
              ))}
            </ul>
          }
        />
      ) : null}
      <PublishSteps
        work={service}
        words={{
          publish: t('publish'),
          publishChanges: t('publishChanges'),
          withdraw: t('withdraw'),
          withdrawWarning: t('withdrawWarning'),
        }}
        blocked={lacks.length > 0}
        needsReason
        act={(action, reason) => api.actOnService({ params: { id }, body: { action, revision, reason } })}
        keep={keep}
      />
    </>
  );
}

function ServiceForm({ platform, service }: { platform: string; service: ServiceWork | undefined }) {
  const t = useText(serviceMessages);
  const api = useApi();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<ServiceValues>();
  const [send, busy, error] = useSend<ServiceWork>((now) => {
    void message.success(t('saved'));
    cache.setQueryData(['readServiceWork', { params: { id: now.id } }], now);
    void cache.invalidateQueries({ queryKey: ['listServiceWork'] });
    if (!service) void go(`/services/${now.id}`, 'replace');
  });
  const save = (values: ServiceValues): void => {
    const body = bodyOfValues(values);
    send(() =>
      service
        ? api.saveService({ params: { id: service.id }, body: { ...body, revision: service.revision } })
        : api.createService({ body: { ...body, platform } }),
    );
  };
  return (
    <Form<ServiceValues>
      form={form}
      layout="vertical"
      disabled={service?.state === 'withdrawn'}
      initialValues={service ? valuesOf(service) : { channel: 'offline', basic: false, fees: [], process: [] }}
      onFinish={save}
    >
      <Section title={t('description')}>
        <div className={own.form}>
          <ServiceFields platform={platform} known={service?.resources ?? []} />
        </div>
      </Section>
      <Section title={t('fees')}>
        <FeeFields form={form} />
      </Section>
      <Section title={t('process')}>
        <ProcessFields />
      </Section>
      <Failure error={error} />
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('save')}
      </Button>
    </Form>
  );
}
