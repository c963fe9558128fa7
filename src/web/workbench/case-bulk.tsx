import { Alert, Button, Form, Input, Select } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import type { CaseAction } from './case-actions.tsx';
import { CaseControl } from './case-control.tsx';
import type { Case, CaseRow } from './case-light.tsx';
import { caseMessages } from './case-messages.ts';
import { useApi, useRead } from './client.tsx';
import { deskMessages } from './desk-messages.ts';
import { FormDialog } from './form-dialog.tsx';
import { Link } from './link.tsx';
import styles from './list.module.css';
import { go } from './router.ts';
import { shellMessages } from './shell-messages.ts';

type Outcomes = Awaited<ReturnType<WorkbenchApi['actOnCases']>>['items'];
type Doing = Parameters<WorkbenchApi['actOnCases']>[0]['body']['do'];
type Asked = { kind: 'claim' | 'release' | 'hand_over' } | { kind: 'act'; action: CaseAction; of: Case };

const MOST_COMPARED = 4;
/** Kinds of fields that can be the same for several cases. */
const PLAIN = new Set(['text', 'long_text', 'date', 'number', 'boolean', 'choice']);

/** What can be done with several cases at once; what came of each is listed. */
export function CaseBulk({
  rows,
  onChoose,
}: {
  rows: readonly CaseRow[];
  onChoose: (rows: readonly CaseRow[]) => void;
}) {
  const t = useText(deskMessages);
  const [asked, setAsked] = useState<Asked>();
  const [outcomes, setOutcomes] = useState<Outcomes>([]);
  const comparable = rows.length > 1 && rows.length <= MOST_COMPARED;
  return (
    <>
      <div className={styles.chosen}>
        <span role="status">{t('chosen', { count: rows.length })}</span>
        <Button size="small" onClick={() => setAsked({ kind: 'claim' })}>
          {t('claimAll')}
        </Button>
        <Button size="small" onClick={() => setAsked({ kind: 'release' })}>
          {t('releaseAll')}
        </Button>
        <Button size="small" onClick={() => setAsked({ kind: 'hand_over' })}>
          {t('handOverAll')}
        </Button>
        <Steps rows={rows} onAsk={setAsked} />
        <Button
          size="small"
          disabled={!comparable}
          title={comparable ? undefined : t('compareRange')}
          onClick={() => void go(`/cases/compare?ids=${rows.map(({ id }) => id).join(',')}`)}
        >
          {t('compare')}
        </Button>
        <Button size="small" type="link" onClick={() => onChoose([])}>
          {t('unchoose')}
        </Button>
      </div>
      {outcomes.length === 0 ? null : <Results outcomes={outcomes} onClose={() => setOutcomes([])} />}
      {asked ? (
        <BulkDialog
          asked={asked}
          rows={rows}
          onDone={(items) => {
            setOutcomes(items);
            // Those that were refused stay chosen, with what they are now.
            onChoose(rows.filter(({ id }) => items.some((one) => one.id === id && !one.done)));
          }}
          onClose={() => setAsked(undefined)}
        />
      ) : null}
    </>
  );
}

/** Steps of the table for cases that are alike; what they are is read from the first. */
function Steps({ rows, onAsk }: { rows: readonly CaseRow[]; onAsk: (asked: Asked) => void }) {
  const t = useText(deskMessages);
  const first = rows[0]!;
  const alike = rows.every(
    ({ programme, procedure, state, closed }) =>
      !closed && programme === first.programme && procedure === first.procedure && state === first.state,
  );
  const read = useRead('readCase', { params: { id: first.id } }, { enabled: alike });
  if (!alike) return <span className={styles.small}>{t('bulkMixed')}</span>;
  const of = read.data;
  if (!of) return null;
  const plain = of.actions.filter(({ asks }) => asks.every(({ type }) => PLAIN.has(type)));
  if (plain.length === 0) return <span className={styles.small}>{t('bulkNone')}</span>;
  return plain.map((action) => (
    <Button key={action.action} size="small" onClick={() => onAsk({ kind: 'act', action, of })}>
      {action.label}
    </Button>
  ));
}

function Results({ outcomes, onClose }: { outcomes: Outcomes; onClose: () => void }) {
  const t = useText(deskMessages);
  const refused = outcomes.filter(({ done }) => !done).length;
  return (
    <Alert
      type={refused === 0 ? 'success' : 'warning'}
      showIcon
      role="alert"
      className={styles.outcomes!}
      closable={{ onClose }}
      title={t('outcomes', { done: outcomes.length - refused, refused })}
      description={
        <ul>
          {outcomes.map(({ id, title, state_label, refusal }) => (
            <li key={id}>
              {title === null ? id : <Link to={`/cases/${id}`}>{title}</Link>}
              {`：${refusal ? [refusal.title, ...refusal.errors].join('；') : t('outcomeDone', { state: state_label ?? '' })}`}
            </li>
          ))}
        </ul>
      }
    />
  );
}

interface DialogProps {
  asked: Asked;
  rows: readonly CaseRow[];
  onDone: (items: Outcomes) => void;
  onClose: () => void;
}

interface Values {
  account?: string;
  reason?: string;
  data?: Record<string, unknown>;
}

function BulkDialog({ asked, rows, onDone, onClose }: DialogProps) {
  const t = useText(deskMessages);
  const words = useText(caseMessages);
  const api = useApi();
  const cache = useQueryClient();
  const label =
    asked.kind === 'act'
      ? asked.action.label
      : t(asked.kind === 'claim' ? 'claimAll' : asked.kind === 'release' ? 'releaseAll' : 'handOverAll');
  const doing = ({ account = '', reason = '', data = {} }: Values): Doing => {
    if (asked.kind === 'hand_over') return { kind: 'hand_over', account, reason };
    if (asked.kind !== 'act') return { kind: asked.kind };
    const given = Object.fromEntries(
      Object.entries(data).filter(([, value]) => value !== undefined && value !== null && value !== ''),
    );
    return { kind: 'act', action: asked.action.action, data: given };
  };
  return (
    <FormDialog<Values, { items: Outcomes }>
      title={t('bulkTitle', { action: label, count: rows.length })}
      label={label}
      initial={{}}
      save={(values) =>
        api.actOnCases({ body: { cases: rows.map(({ id, version }) => ({ id, version })), do: doing(values) } })
      }
      onSaved={({ items }) => {
        for (const name of ['listCases', 'countTodo', 'readCase']) void cache.invalidateQueries({ queryKey: [name] });
        onDone(items);
      }}
      onClose={onClose}
    >
      <p>{t('bulkAbout')}</p>
      {asked.kind === 'hand_over' ? <Colleague first={rows[0]!.id} /> : null}
      {asked.kind === 'act'
        ? asked.action.asks.map((field) => (
            <Form.Item
              key={field.id}
              name={['data', field.id]}
              label={field.label}
              extra={field.help}
              rules={[{ required: field.required, message: words('fill') }]}
            >
              <Answer field={field} of={asked.of} />
            </Form.Item>
          ))
        : null}
    </FormDialog>
  );
}

interface AnswerProps {
  field: CaseAction['asks'][number];
  of: Case;
  id?: string;
  value?: unknown;
  onChange?: (value: unknown) => void;
}

/** The control of a field within a form of antd, which gives it value and id. */
const Answer = ({ field, of, id = `bulk-${field.id}`, value = null, onChange = () => {} }: AnswerProps) => (
  <CaseControl
    field={field}
    of={of}
    id={id}
    value={value}
    disabled={false}
    described={undefined}
    classId={undefined}
    onChange={onChange}
  />
);

function Colleague({ first }: { first: string }) {
  const t = useText(caseMessages);
  const shell = useText(shellMessages);
  const read = useRead('listCasePeople', { params: { id: first }, query: {} });
  return (
    <>
      <p>{t('handOverText')}</p>
      <Form.Item name="account" label={t('colleague')} rules={[{ required: true, message: t('fill') }]}>
        <Select
          loading={read.isPending}
          notFoundContent={t('nobody')}
          showSearch={{ optionFilterProp: 'label' }}
          options={(read.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item name="reason" label={shell('reason')} rules={[{ required: true, message: t('fill') }]}>
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
    </>
  );
}
