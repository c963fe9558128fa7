import { useState } from 'react';
import { pick } from '../../shared/i18n.ts';
import { Button } from '../ui/button.tsx';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import { StateTag } from '../ui/state-tag.tsx';
import { Facts, Section } from './accreditation-parts.tsx';
import { useApi } from './api-context.ts';
import { ComplaintStep } from './complaint-step.tsx';
import type { Mine } from './complaint-status.tsx';
import type { ComplaintStatus } from './complaints-data.ts';
import { complaintsMessages } from './complaints-messages.ts';
import styles from './complaints.module.css';
import { useSite } from './site.ts';

interface Followed {
  mine: Mine;
  status: ComplaintStatus;
  onChange: (status: ComplaintStatus) => void;
}

/** A complaint as whoever wrote it sees it: how it stands, what happened, the answer, and what they may do. */
export function FollowedComplaint({ mine, status, onChange }: Followed) {
  const t = useText(complaintsMessages);
  const { lang } = useSite();
  return (
    <div className={styles.received} role="status">
      <Facts
        rows={[
          [t('number'), status.number],
          [t('platform'), pick(status.platform, lang)],
          [t('filedOn'), status.filed_on],
          [
            t('state'),
            <StateTag key="state" tone={status.closed ? 'success' : 'info'}>
              {pick(status.state, lang)}
            </StateTag>,
          ],
          [t('due'), status.paused ? t('rests') : status.due],
        ]}
      />
      <Section id="steps" title={t('steps')}>
        <ol className={styles.steps}>
          {status.steps.map((step, n) => (
            // oxlint-disable-next-line react/no-array-index-key -- a timeline only grows
            <li key={n}>
              <p>
                <span className="mono">{step.on}</span> {pick(step.label, lang)}
              </p>
              {step.answers.map(({ label, text }) => (
                <div key={label.zh} className={styles.answer}>
                  <h3>{pick(label, lang)}</h3>
                  <p>{pick(text, lang)}</p>
                </div>
              ))}
            </li>
          ))}
        </ol>
      </Section>
      {status.papers.length === 0 ? null : <Papers mine={mine} papers={status.papers} />}
      {status.actions.map((action) => (
        <ComplaintStep key={`${status.state.zh} ${action.action}`} mine={mine} action={action} onDone={onChange} />
      ))}
    </div>
  );
}

function Papers({ mine, papers }: { mine: Mine; papers: ComplaintStatus['papers'] }) {
  const t = useText(complaintsMessages);
  const api = useApi();
  const { lang } = useSite();
  const [failed, setFailed] = useState(false);
  const fetchPaper = async ({ code, title, number }: ComplaintStatus['papers'][number]): Promise<void> => {
    setFailed(false);
    try {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await api.downloadComplaintPaper({ body: { ...mine, paper: code } }));
      link.download = `${pick(title, lang)} ${number}.pdf`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    } catch {
      setFailed(true);
    }
  };
  return (
    <Section id="papers" title={t('papers')}>
      <ul className={styles.papers}>
        {papers.map((paper) => (
          <li key={paper.code}>
            <Button icon="download" onClick={() => void fetchPaper(paper)}>
              {`${pick(paper.title, lang)} ${paper.number}`}
            </Button>
          </li>
        ))}
      </ul>
      {failed ? (
        <Notice tone="danger" live="alert">
          {t('downloadFailed')}
        </Notice>
      ) : null}
    </Section>
  );
}
