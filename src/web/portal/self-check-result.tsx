import { pick } from '../../shared/i18n.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Citation } from '../ui/citation.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { useText } from '../ui/language.tsx';
import { StateTag, type Tone } from '../ui/state-tag.tsx';
import { type CriterionView, type EligibilityAnswer, type Given, writeGiven } from './self-check-data.ts';
import { SelfCheckPdf } from './self-check-pdf.tsx';
import { selfCheckMessages } from './self-check-messages.ts';
import styles from './self-check.module.css';
import { useHref, useSite } from './site.ts';

export const TONES = {
  met: 'success',
  not_met: 'danger',
  judgement: 'info',
  evidence_missing: 'warning',
} as const satisfies Record<CriterionView['result'], Tone>;

export interface ResultProps {
  answer: EligibilityAnswer;
  given: Given;
  /** The address does not carry the figures. */
  tooLong: boolean;
}

/** Every criterion with its state, value and article, as a tree. */
export function SelfCheckResult({ answer, given, tooLong }: ResultProps) {
  const t = useText(selfCheckMessages);
  const href = useHref();
  const { origin } = useSite();
  const counts = { met: 0, not_met: 0, judgement: 0, evidence_missing: 0 };
  for (const { result } of answer.criteria) counts[result]++;
  const query = writeGiven(given);
  const link = new URLSearchParams([['programme', answer.programme], ['class', answer.class], ...query]);
  return (
    <section className={styles.result} aria-labelledby="result">
      <h2 id="result">{t('result')}</h2>
      <p className={styles.verdict} role="status">
        <StateTag tone={TONES[answer.result]}>{t(answer.result)}</StateTag>
        <strong>{t(`all_${answer.result}`)}</strong>
      </p>
      <p className={styles.facts}>
        {t('counts', { total: answer.criteria.length, ...counts })} · {t('onDay', { date: answer.on })}
      </p>
      <ul className={styles.tree}>
        {answer.criteria.map((node) => (
          <Criterion key={node.clause} node={node} />
        ))}
      </ul>
      <div className={`${styles.actions} no-print`}>
        <span className="needs-script">
          <Button onClick={() => window.print()}>{t('print')}</Button>
        </span>
        <SelfCheckPdf answer={answer} given={given} />
        {tooLong ? (
          <p>{t('tooLong')}</p>
        ) : (
          <span>
            {t('link')}
            <CopyButton text={`${origin}${href(`/self-check?${link.toString()}`)}`} what={t('link')} />
          </span>
        )}
        {tooLong ? null : (
          <ButtonLink href={href(`/self-check?everywhere=1&${query.toString()}`)} rel="nofollow">
            {t('everywhere')}
          </ButtonLink>
        )}
        {tooLong ? null : <p className={styles.facts}>{t('linkHelp')}</p>}
      </div>
    </section>
  );
}

function Criterion({ node, part = false }: { node: CriterionView; part?: boolean }) {
  const t = useText(selfCheckMessages);
  const { lang, instruments } = useSite();
  const instrument = instruments[node.cite.policy];
  const house = part && node.cite.basis === 'house';
  return (
    <li className={part ? styles.part : styles.criterion}>
      <div className={styles.line}>
        <StateTag tone={TONES[node.result]}>{t(node.result)}</StateTag>
        <div>
          <p className={styles.label}>{node.label}</p>
          {node.message === '' ? null : <p className={styles.message}>{node.message}</p>}
          {part && !house ? null : (
            <Citation
              cite={node.cite}
              instrument={instrument ? pick(instrument, lang) : node.cite.policy}
              gist={node.label ?? undefined}
            />
          )}
        </div>
      </div>
      {node.children.length === 0 ? null : (
        <ul className={styles.parts}>
          {node.children.map((child, n) => (
            <Criterion key={`${child.label ?? ''} ${n}`} node={child} part />
          ))}
        </ul>
      )}
    </li>
  );
}
