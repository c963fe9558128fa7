import { progressOf } from '../../shared/procedures/progress.ts';
import { useText } from '../ui/language.tsx';
import type { Case } from './case-light.tsx';
import styles from './case.module.css';
import { useRead } from './client.tsx';
import { deskMessages } from './desk-messages.ts';

const WORDS = { passed: 'passed', present: 'present', to_come: 'toCome', ending: 'toCome' } as const;

/** The way of the case as a line: steps done, where it is, steps to come. */
export function CaseProgress({ of }: { of: Case }) {
  const t = useText(deskMessages);
  const read = useRead(
    'readProcedure',
    { params: { programme: of.programme, id: of.procedure }, query: { version: of.rule_set.version } },
    { staleTime: 600_000 },
  );
  const table = read.data;
  if (!table?.states.some(({ id }) => id === of.state)) return null;
  const steps = progressOf(table, {
    initial: of.timeline.find(({ kind }) => kind === 'opened')?.to ?? table.states[0]!.id,
    visited: of.timeline.flatMap(({ kind, to }) => (kind === 'action' && to !== null ? [to] : [])),
    present: of.state,
  });
  return (
    <ol className={styles.progress} aria-label={t('progress')}>
      {steps.map(({ state, label, kind }) => (
        <li
          key={state}
          className={kind === 'passed' ? styles.passed : undefined}
          aria-current={kind === 'present' ? 'step' : undefined}
        >
          <span>
            <span className="visually-hidden">{`${t(WORDS[kind])} `}</span>
            {kind === 'ending' ? t('outcomeOpen') : label}
          </span>
        </li>
      ))}
    </ol>
  );
}
