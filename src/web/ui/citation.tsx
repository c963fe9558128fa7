import type { Citation as Cite } from '../../shared/problems.ts';
import styles from './citation.module.css';
import { uiMessages } from './messages.ts';
import { useText } from './language.tsx';

export interface CitationProps {
  cite: Cite;
  /** Title of the instrument, for example 国家科技资源共享服务平台管理办法. */
  instrument: string;
  /** What the article says, in a sentence or two. */
  gist?: string | undefined;
}

/** An article as a quiet link that opens what it says, in place. */
export function Citation({ cite, instrument, gist }: CitationProps) {
  const t = useText(uiMessages);
  return (
    <details className={styles.citation}>
      <summary>
        <span className="visually-hidden">{`${t('basis')} `}</span>
        {cite.article}
      </summary>
      <div className={styles.gist}>
        {gist === undefined ? null : <p>{gist}</p>}
        <p>{`《${instrument}》${cite.article}`}</p>
        <p className={styles.small}>
          {`${t(cite.basis === 'law' ? 'basisLaw' : 'basisHouse')} · ${t('clause', { clause: cite.clause })}`}
        </p>
      </div>
    </details>
  );
}
