import { App, Button, Form, Input, Select } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { TEMPLATE_KINDS, type TemplateKind } from '../../shared/agreements/codes.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { agreementMessages } from './agreement-messages.ts';
import { ShareFields, sharesOfValues, type ShareValues, valuesOfShares } from './agreement-shares.tsx';
import type { WorkbenchApi } from './api.ts';
import { useResourceTypes } from './choices.ts';
import { useApi, useRead } from './client.tsx';
import { Failure } from './failure.tsx';
import styles from './list.module.css';
import { Loaded, Page, Section } from './page.tsx';
import { PlatformChoice, usePlatformChoice } from './platform-choice.tsx';
import { PublishSteps } from './publish-steps.tsx';
import { go } from './router.ts';
import { useSend } from './sign-in.tsx';
import { StateBadge } from './state-badge.tsx';
import own from './stock.module.css';
import { optionsOf } from './texts.ts';

type Work = Awaited<ReturnType<WorkbenchApi['readAgreementTemplate']>>;
type Content = Work['content'];
type Values = Omit<Content, 'shares'> & { shares?: ShareValues };

const contentOf = ({ shares, name_en, clauses, types, ...rest }: Values): Content => ({
  ...rest,
  name_en: (name_en ?? '') === '' ? null : name_en,
  types: types ?? [],
  clauses: clauses ?? [],
  shares: sharesOfValues(shares),
});
const valuesOf = (content: Content): Values => ({ ...content, shares: valuesOfShares(content.shares) });

export function AgreementPage({ id }: { id: string }) {
  const t = useText(agreementMessages);
  const back = { to: '/agreements', label: t('back') };
  return id === 'new' ? (
    <Page title={t('create')} back={back}>
      <NewAgreement />
    </Page>
  ) : (
    <OneAgreement key={id} id={id} />
  );
}

/** From the model text of its kind, at one of the platforms one keeps. */
function NewAgreement() {
  const t = useText(agreementMessages);
  const lang = useLanguage();
  const choice = usePlatformChoice();
  const { platform } = choice;
  const [kind, setKind] = useState<TemplateKind>('material');
  const wording = useRead('readAgreementWording', { query: { kind } });
  return (
    <>
      <p className={styles.actions}>
        <PlatformChoice label={t('platform')} choice={choice} />
        <Select
          aria-label={t('kind')}
          className={styles.filter!}
          value={kind}
          options={optionsOf(TEMPLATE_KINDS, lang)}
          onChange={setKind}
        />
      </p>
      <Loaded read={wording}>
        {({ content }) =>
          platform === undefined ? null : (
            <AgreementForm key={`${platform} ${kind}`} content={content} place={{ platform, kind }} />
          )
        }
      </Loaded>
    </>
  );
}

function OneAgreement({ id }: { id: string }) {
  const t = useText(agreementMessages);
  const read = useRead('readAgreementTemplate', { params: { id } }, { refetchOnWindowFocus: false });
  return (
    <Page title={read.data?.content.name_zh ?? t('title')} back={{ to: '/agreements', label: t('back') }}>
      <Loaded read={read}>
        {(work) => (
          <>
            <Standing work={work} />
            <AgreementForm key={work.revision} content={work.content} work={work} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function useKept(): (now: Work) => void {
  const cache = useQueryClient();
  return (now) => {
    cache.setQueryData(['readAgreementTemplate', { params: { id: now.id } }], now);
    void cache.invalidateQueries({ queryKey: ['listAgreementTemplates'] });
  };
}

function Standing({ work }: { work: Work }) {
  const t = useText(agreementMessages);
  const api = useApi();
  const keep = useKept();
  const { id, revision, state, changed, version, digest } = work;
  return (
    <>
      <p className={styles.actions}>
        {work.platform.name}
        <StateBadge state={state} label={work.state_label} />
        {version > 0 ? <span>{t('version', { version })}</span> : null}
        {digest === null ? null : <code>{t('digest', { digest: digest.slice(0, 12) })}</code>}
        {state === 'published' && changed ? <span>{t('unpublished')}</span> : null}
      </p>
      <PublishSteps
        work={work}
        words={{
          publish: t('publish'),
          publishChanges: t('publishChanges'),
          withdraw: t('withdraw'),
          withdrawWarning: t('withdrawWarning'),
        }}
        needsReason={false}
        act={(action) => api.actOnAgreementTemplate({ params: { id }, body: { action, revision } })}
        keep={keep}
      />
    </>
  );
}

function AgreementForm({
  content,
  work,
  place,
}: {
  content: Content;
  work?: Work;
  place?: { platform: string; kind: TemplateKind };
}) {
  const t = useText(agreementMessages);
  const api = useApi();
  const keep = useKept();
  const types = useResourceTypes();
  const { message } = App.useApp();
  const [send, busy, error] = useSend<Work>((now) => {
    void message.success(t('saved'));
    keep(now);
    if (!work) void go(`/agreements/${now.id}`, 'replace');
  });
  const save = (values: Values): void => {
    const body = contentOf(values);
    send(() =>
      work
        ? api.saveAgreementTemplate({ params: { id: work.id }, body: { ...body, revision: work.revision } })
        : api.createAgreementTemplate({ body: { ...body, ...place! } }),
    );
  };
  const needed = { required: true, message: t('fill') };
  return (
    <Form<Values>
      layout="vertical"
      disabled={work?.state === 'withdrawn'}
      initialValues={valuesOf(content)}
      onFinish={save}
    >
      <div className={own.form}>
        <Form.Item name="name_zh" label={t('name')} rules={[needed]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="name_en" label={t('name_en')}>
          <Input maxLength={200} lang="en" />
        </Form.Item>
        <Form.Item name="types" label={t('types')} extra={t('typesHelp')}>
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            options={types.choices}
            loading={types.loading}
          />
        </Form.Item>
      </div>
      <Section title={t('clauses')}>
        <div className={own.form}>
          <ClauseFields />
        </div>
      </Section>
      <ShareFields label={t('shares')} />
      <div className={own.form}>
        <Form.Item name="citation" label={t('citation')} extra={t('citationHelp')}>
          <Input.TextArea rows={2} maxLength={1000} />
        </Form.Item>
      </div>
      <Failure error={error} />
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('save')}
      </Button>
    </Form>
  );
}

function ClauseFields() {
  const t = useText(agreementMessages);
  const needed = { required: true, message: t('fill') };
  return (
    <Form.List name="clauses">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }, n) => (
            <div key={key} className={own.fee}>
              <Form.Item name={[name, 'title']} label={`${t('clause')} ${n + 1}`} rules={[needed]}>
                <Input maxLength={100} />
              </Form.Item>
              <Form.Item name={[name, 'text']} label={`${t('text')} ${n + 1}`} rules={[needed]}>
                <Input.TextArea rows={3} maxLength={5000} />
              </Form.Item>
              <Button onClick={() => remove(name)} aria-label={`${t('removeClause')} ${n + 1}`}>
                {t('removeClause')}
              </Button>
            </div>
          ))}
          <Button onClick={() => add({})}>{t('addClause')}</Button>
        </>
      )}
    </Form.List>
  );
}
