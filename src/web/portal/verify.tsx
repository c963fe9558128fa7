import { pick } from '../../shared/i18n.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { useText } from '../ui/language.tsx';
import { Notice } from '../ui/notice.tsx';
import { CompareFile } from './compare-file.tsx';
import layout from './layout.module.css';
import { PageHead } from './page-head.tsx';
import { count } from './numbers.ts';
import { Standings } from './register.tsx';
import { useHref, useSite } from './site.ts';
import type { VerifyData } from './verify-data.ts';
import { verifyMessages } from './verify-messages.ts';
import styles from './verify.module.css';

/** Whether a document is genuine, by the code printed on it. */
export function VerifyView({ data: { code, document, entries, refusal } }: { data: VerifyData }) {
  const t = useText(verifyMessages);
  const href = useHref();
  return (
    <div className={layout.page}>
      <PageHead title={t('title')} lead={t('lead')} />
      <form action={href('/verify')} method="get" className={styles.form} key={code}>
        <Field label={t('code')} help={t('codeHelp')}>
          {(control) => (
            <input {...control} name="code" defaultValue={code} maxLength={60} autoComplete="off" spellCheck={false} />
          )}
        </Field>
        <div>
          <Button type="submit" look="primary">
            {t('check')}
          </Button>
        </div>
      </form>
      {refusal === undefined ? null : (
        <Notice tone="danger" live="alert" title={t('unknown')}>
          <p>{refusal}</p>
        </Notice>
      )}
      {document ? <Genuine document={document} entries={entries} /> : null}
    </div>
  );
}

interface Found {
  document: NonNullable<VerifyData['document']>;
  entries: VerifyData['entries'];
}

function Genuine({ document, entries }: Found) {
  const t = useText(verifyMessages);
  const href = useHref();
  const { lang } = useSite();
  const facts: [string, string][] = [
    [t('kind'), pick(document.kind_label, lang)],
    [t('number'), document.number],
    [t('name'), document.title],
    [t(document.direction === 'in' ? 'keeper' : 'issuer'), document.issuer],
    [t('issuedOn'), document.issued_on],
    ...(document.standing === null
      ? []
      : [
          [
            t('standing'),
            t('standingSince', { state: pick(document.standing, lang), since: document.standing.since }),
          ] as [string, string],
        ]),
    [t('code'), document.code],
    [t('pages'), String(document.pages)],
    [t('size'), t('bytes', { count: count(lang, document.size) })],
  ];
  return (
    <section className={styles.result} aria-label={t('genuine')}>
      {document.state === 'valid' ? (
        <Notice tone="success" title={t(document.direction === 'in' ? 'filed' : 'genuine')}>
          <p>{t(document.direction === 'in' ? 'filedText' : 'genuineText')}</p>
        </Notice>
      ) : (
        <Notice tone="danger" title={t(document.state, { on: document.state_on ?? '' })}>
          <p>{t('because', { reason: document.state_reason ?? '' })}</p>
          {document.replaced_by === null ? null : (
            <p>
              <a href={href(`/verify/${document.replaced_by.replaceAll('-', '')}`)}>{t('replacement')}</a>
            </p>
          )}
        </Notice>
      )}
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt>{t('digest')}</dt>
          <dd className={`mono ${styles.digest}`}>{document.sha256.match(/.{8}/g)!.join(' ')}</dd>
        </div>
      </dl>
      {document.may_download ? (
        <p>
          <a href={`/api/documents/${document.code}/file`}>{t('download')}</a>
        </p>
      ) : null}
      <Standings entries={entries} />
      <CompareFile sha256={document.sha256} />
    </section>
  );
}
