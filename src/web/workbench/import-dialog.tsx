import { Alert, Button, Checkbox, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { defineMessages } from '../../shared/i18n.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { useDownload } from './download.ts';
import { Failure } from './failure.tsx';
import styles from './list.module.css';
import { useSend } from './sign-in.tsx';
import { upload } from './upload.ts';

const messages = defineMessages(
  { row: '第 {row} 行', refusedTable: '下载退回的行' },
  { row: 'Row {row}', refusedTable: 'Download the rows handed back' },
);

/** Endings of tables that are taken in. */
export const TABLE_FILES = '.csv,.tsv,.txt,.xlsx';

/** Takes in one file and shows what came of it. `tryLabel`: it may be only checked. */
export function ImportDialog<R>({
  title,
  help,
  accept,
  tryLabel,
  send: sent,
  outcome,
  onTaken,
  onClose,
}: {
  title: string;
  help: string;
  accept: string;
  tryLabel?: string;
  send: (file: string, tryOnly: boolean) => Promise<R>;
  outcome: (result: R) => ReactNode;
  onTaken: () => void;
  onClose: () => void;
}) {
  const lang = useLanguage();
  const [file, setFile] = useState<File>();
  const [tryOnly, setTryOnly] = useState(false);
  const [result, setResult] = useState<R>();
  const [send, busy, error] = useSend<R>((done) => {
    setResult(done);
    onTaken();
  });
  const run = (): void => {
    if (file) send(async () => sent((await upload(file, lang, () => undefined)).id, tryOnly));
  };
  return (
    <Modal
      open
      width={640}
      title={title}
      okText={title}
      okButtonProps={{ loading: busy, disabled: !file }}
      onOk={run}
      onCancel={onClose}
    >
      <Failure error={error} />
      <p>{help}</p>
      <p>
        <input type="file" aria-label={title} accept={accept} onChange={(event) => setFile(event.target.files?.[0])} />
      </p>
      {tryLabel === undefined ? null : (
        <Checkbox checked={tryOnly} onChange={(event) => setTryOnly(event.target.checked)}>
          {tryLabel}
        </Checkbox>
      )}
      {result === undefined ? null : outcome(result)}
    </Modal>
  );
}

interface TakenRows {
  refused: number;
  rows: readonly { row: number; faults: readonly { column: string | null; message: string }[] }[];
  refused_table: string | null;
}

/** What came of a table: rows that were handed back, with what is wrong, and all of them as a file. */
export function RowsOutcome({
  title,
  result: { refused, rows, refused_table: table },
  name,
}: {
  title: string;
  result: TakenRows;
  name: string;
}) {
  const t = useText(messages);
  const [download] = useDownload();
  return (
    <Alert
      type={refused === 0 ? 'success' : 'warning'}
      showIcon
      role="status"
      className={styles.alert!}
      title={title}
      description={
        table === null ? undefined : (
          <>
            <ul>
              {rows.slice(0, 10).map(({ row, faults }) => (
                <li key={row}>
                  {`${t('row', { row })}：${faults.map(({ column, message }) => (column === null ? message : `${column}：${message}`)).join('；')}`}
                </li>
              ))}
            </ul>
            <Button onClick={() => download(async () => new Blob([table], { type: 'text/csv' }), name)}>
              {t('refusedTable')}
            </Button>
          </>
        )
      }
    />
  );
}
