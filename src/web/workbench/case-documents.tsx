import { Button, Tag } from 'antd';
import { useEffect, useState } from 'react';
import { pick } from '../../shared/i18n.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { caseDocumentMessages } from './case-document-messages.ts';
import styles from './case-documents.module.css';
import type { Case } from './case-light.tsx';
import { useApi, useRead } from './client.tsx';
import { Loaded, Section } from './page.tsx';
import { TakeBack } from './paper-take-back.tsx';
import { usePreview } from './paper-preview.tsx';

type Listed = Awaited<ReturnType<ReturnType<typeof useApi>['listCaseDocuments']>>;
type Paper = Listed['items'][number];
type Draft = Listed['drafts'][number];

/** The papers of a case: what was issued and filed, and what the next steps will make. */
export function CaseDocuments({ of }: { of: Case }) {
  const t = useText(caseDocumentMessages);
  const read = useRead('listCaseDocuments', { params: { id: of.id }, query: { limit: 50 } });
  const { refetch } = read;
  // Every step may have made papers.
  useEffect(() => void refetch(), [refetch, of.version]);
  return (
    <Section title={t('title')}>
      <Loaded read={read} rows={3}>
        {(data) => (
          <Listing
            of={of}
            first={data}
            changed={() => void refetch()}
            key={`${of.version} ${data.items.map(({ code, state }) => code + state).join(' ')}`}
          />
        )}
      </Loaded>
    </Section>
  );
}

function Listing({ of, first, changed }: { of: Case; first: Listed; changed: () => void }) {
  const t = useText(caseDocumentMessages);
  const api = useApi();
  const [pages, setPages] = useState([first]);
  const items = pages.flatMap((page) => page.items);
  const next = pages.at(-1)!.next;
  const more = async (): Promise<void> => {
    if (next === null) return;
    const page = await api.listCaseDocuments({ params: { id: of.id }, query: { limit: 50, cursor: next } });
    setPages((known) => [...known, page]);
  };
  return (
    <>
      {items.length === 0 ? <p className={styles.muted}>{t('none')}</p> : null}
      <ul className={styles.list}>
        {items.map((paper) => (
          <li key={paper.code}>
            <Issued paper={paper} changed={changed} />
          </li>
        ))}
      </ul>
      {next === null ? null : <Button onClick={() => void more()}>{t('more')}</Button>}
      {first.drafts.length === 0 ? null : <Drafts of={of} drafts={first.drafts} />}
      {first.whole ? (
        <p className={styles.links}>
          <a href={`/api/cases/${of.id}/bundle`}>{t('bundle')}</a>
        </p>
      ) : null}
    </>
  );
}

function Issued({ paper, changed }: { paper: Paper; changed: () => void }) {
  const t = useText(caseDocumentMessages);
  const lang = useLanguage();
  const file = (query: string): string => `/api/cases/${paper.case}/documents/${paper.code}/file${query}`;
  return (
    <>
      <p className={styles.head}>
        <strong>{paper.title}</strong>
        <span>{paper.number}</span>
        <Tag variant="outlined">{t(paper.direction === 'in' ? 'filed' : 'issued')}</Tag>
        {paper.public ? <Tag variant="outlined">{t('public')}</Tag> : null}
        {paper.state === 'valid' ? null : <Tag color="error">{t(paper.state)}</Tag>}
      </p>
      <p className={styles.muted}>
        {[paper.issued_on, paper.issuer, `${paper.procedure} · ${paper.step}`, pick(paper.kind_label, lang)].join(
          ' · ',
        )}
      </p>
      <p className={styles.links}>
        <a href={file('')} target="_blank" rel="noreferrer">
          {t('pdf')}
        </a>
        <a href={file('?format=docx')}>{t('word')}</a>
        {paper.kind === 'DOC-14' ? (
          <a href={file('?copy=open')} target="_blank" rel="noreferrer" title={t('openCopyHelp')}>
            {t('openCopy')}
          </a>
        ) : null}
        <a href={`/verify/${paper.code.replaceAll('-', '')}`} target="_blank" rel="noreferrer">
          {t('verify')}
        </a>
        <TakeBack paper={paper} changed={changed} />
      </p>
    </>
  );
}

function Drafts({ of, drafts }: { of: Case; drafts: readonly Draft[] }) {
  const t = useText(caseDocumentMessages);
  const lang = useLanguage();
  const [preview, busy] = usePreview(of.id);
  return (
    <>
      <h3 className={styles.small}>{t('drafts')}</h3>
      <p className={styles.muted}>{t('draftsHelp')}</p>
      <ul className={styles.list}>
        {drafts.map((draft) => (
          <li key={`${draft.action} ${draft.kind}`} className={styles.links}>
            <span>{`${pick(draft.kind_label, lang)}（${draft.step}）`}</span>
            {(['pdf', 'docx'] as const).map((format) => (
              <Button
                key={format}
                size="small"
                disabled={busy}
                onClick={() => preview({ ...draft, format, data: {}, name: pick(draft.kind_label, lang) })}
              >
                {`${t(draft.direction === 'in' ? 'form' : 'preview')} ${t(format === 'pdf' ? 'pdf' : 'word')}`}
              </Button>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}
