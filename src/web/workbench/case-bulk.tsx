import { Alert, Button, Form, Input, Select } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import type { CaseAction } from './case-actions.tsx';
import type { Case, CaseRow } from './case-light.tsx';
import { caseMessages } from './case-messages.ts';
import { isPlain, type Outcomes, TogetherDialog } from './case-together.tsx';
import { useApi, useRead } from './client.tsx';
import { deskMessages } from './desk-messages.ts';
import { PanelTogether } from './expert-together.tsx';
import { FormDialog } from './form-dialog.tsx';
import { Link } from './link.tsx';
import styles from './list.module.css';
import { go } from './router.ts';
import { shellMessages } from './shell-messages.ts';

type Doing = Parameters<WorkbenchApi['actOnCases']>[0]['body']['do'];
type Asked = 'claim' | 'release' | 'hand_over';
interface Act {
  action: CaseAction;
  of: Case;
}

const MOST_COMPARED = 4;
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
  const [act, setAct] = useState<Act>();
  const [outcomes, setOutcomes] = useState<Outcomes>([]);
  const cache = useQueryClient();
  const told = (items: Outcomes): void => {
    for (const name of ['listCases', 'countTodo', 'readCase', 'readPanel'])
      void cache.invalidateQueries({ queryKey: [name] });
    setOutcomes(items);
    // Those that were refused stay chosen, with what they are now.
    onChoose(rows.filter(({ id }) => items.some((one) => one.id === id && !one.done)));
  };
  const comparable = rows.length > 1 && rows.length <= MOST_COMPARED;
  return (
    <>
      <div className={styles.chosen}>
        <span role="status">{t('chosen', { count: rows.length })}</span>
        <Button size="small" onClick={() => setAsked('claim')}>
          {t('claimAll')}
        </Button>
        <Button size="small" onClick={() => setAsked('release')}>
          {t('releaseAll')}
        </Button>
        <Button size="small" onClick={() => setAsked('hand_over')}>
          {t('handOverAll')}
        </Button>
        <Steps rows={rows} onAsk={setAct} />
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
      {asked ? <BulkDialog asked={asked} rows={rows} onDone={told} onClose={() => setAsked(undefined)} /> : null}
      {act ? <ActDialog {...act} rows={rows} onDone={told} onClose={() => setAct(undefined)} /> : null}
    </>
  );
}

/** The row that stands for the others: the first of those in the state that most are in. */
function usualOf(rows: readonly CaseRow[]): CaseRow {
  const count = (state: string): number => rows.filter((row) => row.state === state).length;
  return rows.reduce((most, row) => (count(row.state) > count(most.state) ? row : most));
}

/** Steps of the table for cases of one procedure; what they are is read from one of them. */
function Steps({ rows, onAsk }: { rows: readonly CaseRow[]; onAsk: (asked: Act) => void }) {
  const t = useText(deskMessages);
  const usual = usualOf(rows);
  const alike = rows.every(
    ({ programme, procedure }) => programme === usual.programme && procedure === usual.procedure,
  );
  const read = useRead('readCase', { params: { id: usual.id } }, { enabled: alike });
  if (!alike) return <span className={styles.small}>{t('bulkMixed')}</span>;
  const of = read.data;
  if (!of) return null;
  const fitting = of.actions.filter(({ asks }) => asks.every(isPlain) || isPanel(asks));
  if (fitting.length === 0) return <span className={styles.small}>{t('bulkNone')}</span>;
  return fitting.map((action) => (
    <Button key={action.action} size="small" onClick={() => onAsk({ action, of })}>
      {action.label}
    </Button>
  ));
}

/** It asks for people and nothing else: one panel for all. */
const isPanel = (asks: CaseAction['asks']): boolean => asks.length === 1 && asks[0]!.type === 'accounts';

interface ActProps extends Act {
  rows: readonly CaseRow[];
  onDone: (items: Outcomes) => void;
  onClose: () => void;
}

function ActDialog({ action, of, rows, onDone, onClose }: ActProps) {
  if (!isPanel(action.asks))
    return <TogetherDialog action={action} of={of} rows={rows} onDone={onDone} onClose={onClose} />;
  const others = rows.filter(({ id }) => id !== of.id);
  return <PanelTogether of={of} others={others} onDone={onDone} onClose={onClose} />;
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
}

const LABELS = { claim: 'claimAll', release: 'releaseAll', hand_over: 'handOverAll' } as const;

function BulkDialog({ asked, rows, onDone, onClose }: DialogProps) {
  const t = useText(deskMessages);
  const api = useApi();
  const label = t(LABELS[asked]);
  const doing = ({ account = '', reason = '' }: Values): Doing =>
    asked === 'hand_over' ? { kind: 'hand_over', account, reason } : { kind: asked };
  return (
    <FormDialog<Values, { items: Outcomes }>
      title={t('bulkTitle', { action: label, count: rows.length })}
      label={label}
      initial={{}}
      save={(values) =>
        api.actOnCases({ body: { cases: rows.map(({ id, version }) => ({ id, version })), do: doing(values) } })
      }
      onSaved={({ items }) => onDone(items)}
      onClose={onClose}
    >
      <p>{t('bulkAbout')}</p>
      {asked === 'hand_over' ? <Colleague first={rows[0]!.id} /> : null}
    </FormDialog>
  );
}

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
