import { Button, Form, Select } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { pick } from '../../shared/i18n.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import type { Case } from './case-light.tsx';
import { caseMessages } from './case-messages.ts';
import { keyOf, useApi, useRead } from './client.tsx';
import { Cited, Failure } from './failure.tsx';
import { OrganisationSelect } from './organisation-select.tsx';
import { Loaded, Nothing, Page, Section } from './page.tsx';
import { go, usePlace, withQuery } from './router.ts';
import { useSend } from './sign-in.tsx';
import { nameText } from './texts.ts';

type ProcedureRow = Awaited<ReturnType<WorkbenchApi['listProcedures']>>['items'][number];

/** Programme, procedure, subject: all in the address but the subject. */
export function CaseNewPage() {
  const t = useText(caseMessages);
  const read = useRead('listProcedures', { query: {} }, { staleTime: 60_000 });
  return (
    <Page title={t('newTitle')} about={t('newAbout')} back={{ to: '/cases', label: t('title') }}>
      <Loaded read={read}>
        {({ items }) => {
          const mine = items.filter(({ may_open, open_label }) => may_open && open_label !== null);
          return mine.length === 0 ? <Nothing text={t('newNone')} /> : <Choose procedures={mine} />;
        }}
      </Loaded>
    </Page>
  );
}

function Choose({ procedures }: { procedures: readonly ProcedureRow[] }) {
  const t = useText(caseMessages);
  const lang = useLanguage();
  const { path, query } = usePlace();
  const names = useRead('listProgrammes', undefined, { staleTime: 600_000 });
  const set = (changes: Record<string, string | undefined>): void =>
    void go(`${path}${withQuery(query, changes)}`, 'replace');
  const programmes = [...new Set(procedures.map(({ programme }) => programme))];
  const programme = query.get('programme') ?? (programmes.length === 1 ? programmes[0] : undefined);
  const within = procedures.filter((one) => one.programme === programme);
  const chosen =
    within.find(({ id }) => id === query.get('procedure')) ?? (within.length === 1 ? within[0] : undefined);
  const nameOf = (id: string): string => {
    const found = names.data?.items.find((one) => one.id === id);
    return found ? pick(found.name, lang) : id;
  };
  return (
    <Section title={chosen?.open_label ?? t('newTitle')}>
      <Form layout="vertical" component={false}>
        <Form.Item label={t('programme')} htmlFor="programme">
          <Select
            id="programme"
            value={programme ?? null}
            options={programmes.map((value) => ({ value, label: nameOf(value) }))}
            onChange={(value: string) => set({ programme: value, procedure: undefined, parent: undefined })}
          />
        </Form.Item>
        <Form.Item label={t('procedure')} htmlFor="procedure" extra={chosen?.help}>
          <Select
            id="procedure"
            value={chosen?.id ?? null}
            disabled={programme === undefined}
            options={within.map(({ id, label }) => ({ value: id, label }))}
            onChange={(value: string) => set({ programme, procedure: value, parent: undefined })}
          />
        </Form.Item>
      </Form>
      {chosen ? <Subject key={`${chosen.programme} ${chosen.id}`} procedure={chosen} /> : null}
    </Section>
  );
}

interface Values {
  parent?: string;
  subject?: string;
}

function Subject({ procedure }: { procedure: ProcedureRow }) {
  const t = useText(caseMessages);
  const api = useApi();
  const cache = useQueryClient();
  const { query } = usePlace();
  const [send, busy, error] = useSend<Case>((opened) => {
    cache.setQueryData(keyOf('readCase', { params: { id: opened.id } }), opened);
    void cache.invalidateQueries({ queryKey: ['listCases'] });
    void cache.invalidateQueries({ queryKey: ['countTodo'] });
    void go(`/cases/${opened.id}`, 'replace');
  });
  const { programme, id, subject: kind, under } = procedure;
  const open = ({ parent, subject }: Values): void =>
    send(() =>
      api.openCase({
        body: { programme, procedure: id, data: {}, ...(parent && { parent }), ...subjectOf(kind, subject, programme) },
      }),
    );
  const needed = [{ required: true, message: t('fill') }];
  return (
    <>
      <Failure error={error} />
      <Form<Values> layout="vertical" initialValues={{ parent: query.get('parent') ?? undefined }} onFinish={open}>
        {under.length === 0 ? null : (
          <Form.Item name="parent" label={t('parent')} rules={needed}>
            <ParentSelect programme={programme} under={under} states={procedure.under_states} />
          </Form.Item>
        )}
        {kind === 'platform' || kind === 'organisation' ? (
          <Form.Item name="subject" label={t(kind)} rules={needed}>
            {kind === 'platform' ? <PlatformSelect /> : <OrganisationSelect />}
          </Form.Item>
        ) : null}
        <Cited cite={procedure.cite} />
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('open')}
        </Button>
      </Form>
    </>
  );
}

const subjectOf = (kind: string, subject: string | undefined, programme: string) =>
  kind === 'programme'
    ? { subject: { kind: 'programme' as const, id: programme } }
    : subject !== undefined && (kind === 'platform' || kind === 'organisation')
      ? { subject: { kind, id: subject } as { kind: 'platform' | 'organisation'; id: string } }
      : {};

interface SelectProps {
  id?: string;
  value?: string;
  onChange?: (value: string) => void;
}

interface ParentProps extends SelectProps {
  programme: string;
  under: readonly string[];
  /** In which states each takes it; null: in any. */
  states: ProcedureRow['under_states'];
}

/** Cases of the procedures it goes under that take it now; the first hundred by their due date. */
function ParentSelect({ programme, under, states, ...control }: ParentProps) {
  const t = useText(caseMessages);
  const [procedure] = useState(under);
  const first = useRead('listCases', { query: { programme, procedure: procedure[0], closed: 'false', limit: 100 } });
  const second = useRead(
    'listCases',
    { query: { programme, procedure: procedure[1], closed: 'false', limit: 100 } },
    { enabled: procedure.length > 1 },
  );
  const open = [...(first.data?.items ?? []), ...(procedure.length > 1 ? (second.data?.items ?? []) : [])];
  const items = open.filter((one) => states[one.procedure]?.includes(one.state) ?? true);
  const { value, onChange } = control;
  const lone = items.length === 1 ? items[0]!.id : undefined;
  // One that was chosen by a link may take it no more.
  useEffect(() => {
    if (lone !== undefined && value === undefined) onChange?.(lone);
  }, [lone, value, onChange]);
  return (
    <Select
      {...control}
      loading={first.isPending}
      notFoundContent={t('parentNone')}
      options={items.map(({ id, title, procedure_label, state_label, due }) => ({
        value: id,
        label: [title, procedure_label, state_label, due].filter(Boolean).join(' · '),
      }))}
    />
  );
}

function PlatformSelect(control: SelectProps) {
  const lang = useLanguage();
  const { value, onChange } = control;
  const { data, isPending } = useRead('listPlatforms', { query: { mine: 'true', limit: 100 } }, { staleTime: 60_000 });
  const lone = data?.items.length === 1 ? data.items[0]!.id : undefined;
  useEffect(() => {
    if (lone !== undefined && value === undefined) onChange?.(lone);
  }, [lone, value, onChange]);
  return (
    <Select
      {...control}
      loading={isPending}
      showSearch={{ optionFilterProp: 'label' }}
      options={(data?.items ?? []).map((one) => ({ value: one.id, label: nameText(one, lang) }))}
    />
  );
}
