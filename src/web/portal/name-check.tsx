import { pick } from '../../shared/i18n.ts';
import { Button } from '../ui/button.tsx';
import { Citation } from '../ui/citation.tsx';
import { Field } from '../ui/field.tsx';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import { StateTag } from '../ui/state-tag.tsx';
import layout from './layout.module.css';
import { PageHead } from './page-head.tsx';
import type { NameAnswer, NameCheckData } from './name-check-data.ts';
import { nameCheckMessages } from './name-check-messages.ts';
import styles from './self-check.module.css';
import { shellMessages } from './shell-messages.ts';
import { useHref, useSite } from './site.ts';

const TONES = { accepted: 'success', approval: 'warning', refused: 'danger' } as const;

/** A proposed name against a network's rule. A plain GET form: it works without script. */
export function NameCheckView({ data: { asked, programmes, answer, fault } }: { data: NameCheckData }) {
  const t = useText(nameCheckMessages);
  const s = useText(shellMessages);
  const href = useHref();
  return (
    <div className={layout.page}>
      <PageHead title={t('title')} lead={t('lead')} trail={[{ label: s('self-check'), path: '/self-check' }]} />
      <form action={href('/name-check')} method="get" className={styles.form} key={JSON.stringify(asked)}>
        <div className={styles.names}>
          <Field label={t('programme')}>
            {(control) => (
              <select {...control} name="programme" defaultValue={asked.programme}>
                {programmes.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t('zh')} help={t('zhHelp')}>
            {(control) => <input {...control} name="zh" defaultValue={asked.zh} maxLength={200} lang="zh-CN" />}
          </Field>
          <Field label={t('en')}>
            {(control) => <input {...control} name="en" defaultValue={asked.en} maxLength={300} lang="en" />}
          </Field>
        </div>
        <div>
          <Button type="submit" look="primary">
            {t('check')}
          </Button>
        </div>
      </form>
      {fault === undefined ? null : (
        <div className={styles.notice}>
          <Notice tone="danger" live="alert" title={t('fault')}>
            <p>{fault}</p>
          </Notice>
        </div>
      )}
      {answer ? <Outcome answer={answer} /> : null}
    </div>
  );
}

function Outcome({ answer }: { answer: NameAnswer }) {
  const t = useText(nameCheckMessages);
  const cite = useCite();
  const expected = [...answer.expected.zh, ...answer.expected.en];
  return (
    <section className={styles.result} aria-labelledby="result">
      <h2 id="result">{t(answer.result)}</h2>
      <p className={styles.verdict} role="status">
        <StateTag tone={TONES[answer.result]}>{t(answer.result)}</StateTag>
        <strong lang="zh-CN">{answer.zh}</strong>
        {answer.en === null ? null : <span lang="en">{answer.en}</span>}
      </p>
      {answer.reasons.length === 0 ? <p className={styles.facts}>{t('noReasons')}</p> : null}
      <ul className={styles.tree}>
        {answer.reasons.map((reason) => (
          <li key={`${reason.lang} ${reason.code}`} className={styles.criterion}>
            <div className={styles.line}>
              <StateTag tone={TONES[reason.result]}>{t(reason.lang === 'zh' ? 'ofZh' : 'ofEn')}</StateTag>
              <div>
                <p>{reason.message}</p>
                {cite(reason.cite)}
              </div>
            </div>
          </li>
        ))}
      </ul>
      {expected.length === 0 ? null : (
        <>
          <h3>{t('expected')}</h3>
          <ul className={styles.forms}>
            {expected.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </>
      )}
      <h3>{t('forms')}</h3>
      <ul className={styles.forms}>
        {answer.forms.map((form) => (
          <li key={form.zh}>
            <span lang="zh-CN">{form.zh}</span>
            {form.en === null ? null : ` · ${form.en}`} {cite(form.cite)}
          </li>
        ))}
      </ul>
      <div className={`${styles.actions} no-print`}>
        <span className="needs-script">
          <Button onClick={() => window.print()}>{t('print')}</Button>
        </span>
      </div>
    </section>
  );
}

function useCite() {
  const { lang, instruments } = useSite();
  return (cite: NameAnswer['forms'][number]['cite']) => {
    const instrument = instruments[cite.policy];
    return <Citation cite={cite} instrument={instrument ? pick(instrument, lang) : cite.policy} />;
  };
}
