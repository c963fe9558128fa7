import { useState } from 'react';
import { Citation } from '../ui/citation.tsx';
import { useLanguage, useText } from '../ui/language.tsx';
import type { Case } from './case-light.tsx';
import { caseMessages } from './case-messages.ts';
import styles from './case.module.css';
import { useRead } from './client.tsx';
import { Loaded, Section } from './page.tsx';

/** The procedure as a picture with the present state marked, and the table that says the same. */
export function CasePicture({ of }: { of: Case }) {
  const t = useText(caseMessages);
  const [open, setOpen] = useState(false);
  return (
    <Section title={t('picture')}>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{of.procedure_label}</summary>
        {open ? <Picture of={of} /> : null}
      </details>
    </Section>
  );
}

function Picture({ of }: { of: Case }) {
  const t = useText(caseMessages);
  const lang = useLanguage();
  const read = useRead(
    'readProcedure',
    { params: { programme: of.programme, id: of.procedure }, query: { version: of.rule_set.version } },
    { staleTime: 600_000 },
  );
  const query = new URLSearchParams({ state: of.state, lang, version: of.rule_set.version });
  return (
    <>
      <div className={styles.picture} tabIndex={0} role="group" aria-label={t('picture')}>
        <img
          src={`/api/procedures/${of.programme}/${of.procedure}/diagram.svg?${query.toString()}`}
          alt={t('pictureOf', { procedure: of.procedure_label, state: of.state_label })}
        />
      </div>
      <Loaded read={read}>
        {({ states, steps }) => {
          const labels = new Map(states.map(({ id, label }) => [id, label]));
          const named = (ids: readonly string[]): string => ids.map((id) => labels.get(id) ?? id).join('、');
          return (
            <div className={styles.picture} tabIndex={0} role="group" aria-label={t('step')}>
              <table className={styles.steps}>
                <thead>
                  <tr>
                    {(['from', 'step', 'toState', 'who', 'clocks', 'article'] as const).map((key) => (
                      <th key={key} scope="col">
                        {t(key)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {steps.map((step) => (
                    <tr
                      key={`${step.from.join()} ${step.action} ${step.to ?? ''}`}
                      aria-current={step.from.includes(of.state) ? 'step' : undefined}
                    >
                      <td>{named(step.from)}</td>
                      <td>{step.label}</td>
                      <td>{step.to === null ? t('staysPut') : named([step.to])}</td>
                      <td>{step.by.join('、')}</td>
                      <td>{step.clocks.join('；')}</td>
                      <td>
                        <Citation cite={step.cite} instrument={of.rule_set.title} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          );
        }}
      </Loaded>
    </>
  );
}
