import { Alert, Button } from 'antd';
import type { Citation, ProblemBody } from '../../shared/problems.ts';
import { ApiError } from '../ui/api.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { useRead } from './client.tsx';
import { shellMessages } from './shell-messages.ts';
import styles from './page.module.css';

/** What went wrong, in the words of the server: the refusal, each fault, and the article behind it. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const t = useText(shellMessages);
  if (error === null || error === undefined) return null;
  const body = bodyOf(error);
  const faults = body.errors ?? [];
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      className={styles.alert!}
      title={body.title}
      description={
        <>
          {faults.length === 0 ? null : (
            <ul className={styles.faults} aria-label={t('fields')}>
              {faults.map((fault) => (
                <li key={`${fault.path} ${fault.code}`}>
                  {fault.message}
                  {fault.cite ? <Cited cite={fault.cite} /> : null}
                </li>
              ))}
            </ul>
          )}
          {body.cite ? <Cited cite={body.cite} /> : null}
          <p className={styles.code}>{t('reference', { code: body.code })}</p>
          {onRetry ? <Button onClick={onRetry}>{t('retry')}</Button> : null}
        </>
      }
    />
  );
}

/** 依据：《…办法》第五条第一款 */
export function Cited({ cite }: { cite: Citation }) {
  const t = useText(shellMessages);
  const lang = useLanguage();
  const programmes = useRead('listProgrammes', undefined, { staleTime: 600_000 });
  const instrument = programmes.data?.items.find(({ rule_set }) => rule_set === cite.policy)?.instrument;
  const title = instrument ? (lang === 'en' ? `${instrument.en}, ` : `《${instrument.zh}》`) : '';
  return <p className={styles.cite}>{t('basis', { text: `${title}${cite.article} (${cite.clause})` })}</p>;
}

export const bodyOf = (error: unknown): ProblemBody =>
  error instanceof ApiError
    ? error.body
    : { type: 'about:blank', title: String(error), status: 0, code: 'web.script', params: {} };

/** The refusal in one line, for a message that passes. */
export const lineOf = (error: unknown): string => {
  const body = bodyOf(error);
  const first = body.errors?.[0]?.message;
  return first === undefined ? body.title : `${body.title}：${first}`;
};
