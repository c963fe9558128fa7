import { Button } from 'antd';
import { pick } from '../../shared/i18n.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { caseDocumentMessages } from './case-document-messages.ts';
import styles from './case-documents.module.css';
import { useApi, useRead } from './client.tsx';
import { openFile, saveFile, useFetched } from './download.ts';

interface Wanted {
  action: string;
  kind: string;
  /** Answers of the action as far as they are typed. */
  data: Record<string, unknown>;
  format: 'pdf' | 'docx';
  name: string;
}

/** Fetches a paper of a step that has not been taken. */
export function usePreview(id: string): [preview: (wanted: Wanted) => void, busy: boolean] {
  const api = useApi();
  const [fetched, busy] = useFetched();
  const preview = ({ action, kind, data, format, name }: Wanted): void =>
    fetched(
      () => api.draftCaseDocument({ params: { id, action, kind }, body: { data, format } }),
      // A PDF is looked at, a Word file is worked on.
      (blob) => (format === 'pdf' ? openFile(blob, `${name}.pdf`) : saveFile(blob, `${name}.docx`)),
    );
  return [preview, busy];
}

/** In the dialog of an action: its papers as they would be issued with what is typed. */
export function PreviewPapers({
  id,
  action,
  data,
}: {
  id: string;
  action: string;
  data: Readonly<Record<string, unknown>>;
}) {
  const t = useText(caseDocumentMessages);
  const lang = useLanguage();
  const [preview, busy] = usePreview(id);
  const { data: listed } = useRead('listCaseDocuments', { params: { id }, query: { limit: 1 } });
  const papers = listed?.drafts.filter((draft) => draft.action === action && draft.direction === 'out') ?? [];
  if (papers.length === 0) return null;
  const typed = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== '' && value !== null));
  return (
    <p className={styles.links}>
      <span>{`${t('previewPapers')}：`}</span>
      {papers.map(({ kind, kind_label }) => (
        <Button
          key={kind}
          size="small"
          disabled={busy}
          onClick={() => preview({ action, kind, data: typed, format: 'pdf', name: pick(kind_label, lang) })}
        >
          {pick(kind_label, lang)}
        </Button>
      ))}
    </p>
  );
}
