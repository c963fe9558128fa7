import { Alert, Button, Checkbox, Form, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { LABEL_SHEETS, type LabelSheetId } from '../../shared/stock/label-sheets.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useApi } from './client.tsx';
import { useDownload } from './download.ts';
import { Failure } from './failure.tsx';
import styles from './list.module.css';
import { useSend } from './sign-in.tsx';
import { stockMessages } from './stock-messages.ts';
import { optionsOf } from './texts.ts';
import { upload } from './upload.ts';

type Imported = Awaited<ReturnType<WorkbenchApi['importLots']>>;

export function ExportLots({ platform }: { platform: string }) {
  const t = useText(stockMessages);
  const api = useApi();
  const [download, busy] = useDownload();
  return (
    <>
      {(['xlsx', 'csv'] as const).map((format) => (
        <Button
          key={format}
          loading={busy}
          onClick={() => download(() => api.exportLots({ query: { platform, format } }), `${platform}-lots.${format}`)}
        >
          {`${t('export')} ${format.toUpperCase()}`}
        </Button>
      ))}
    </>
  );
}

export function LabelsDialog({
  platform,
  lots,
  onClose,
}: {
  platform: string;
  lots: readonly string[];
  onClose: () => void;
}) {
  const t = useText(stockMessages);
  const lang = useLanguage();
  const api = useApi();
  const [download, busy] = useDownload();
  const [sheet, setSheet] = useState<LabelSheetId>('a4_3x8');
  const [skip, setSkip] = useState(0);
  const print = (): void => {
    download(() => api.printLabels({ body: { platform, lots: [...lots], sheet, skip } }), `${platform}-labels.pdf`);
    onClose();
  };
  return (
    <Modal
      open
      title={t('labelsOf', { count: lots.length })}
      okText={t('labels')}
      okButtonProps={{ loading: busy }}
      onOk={print}
      onCancel={onClose}
    >
      <Form layout="vertical">
        <Form.Item label={t('sheet')} htmlFor="label-sheet">
          <Select id="label-sheet" value={sheet} onChange={setSheet} options={optionsOf(LABEL_SHEETS, lang)} />
        </Form.Item>
        <Form.Item label={t('skip')} extra={t('skipHelp')} htmlFor="label-skip">
          <InputNumber id="label-skip" min={0} max={200} value={skip} onChange={(value) => setSkip(value ?? 0)} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

export function ImportLots({
  platform,
  onTaken,
  onClose,
}: {
  platform: string;
  onTaken: () => void;
  onClose: () => void;
}) {
  const t = useText(stockMessages);
  const lang = useLanguage();
  const api = useApi();
  const [file, setFile] = useState<File>();
  const [tryOnly, setTryOnly] = useState(false);
  const [result, setResult] = useState<Imported>();
  const [send, busy, error] = useSend<Imported>((done) => {
    setResult(done);
    onTaken();
  });
  const run = (): void => {
    if (!file) return;
    send(async () => {
      const { id } = await upload(file, lang, () => undefined);
      return api.importLots({ body: { platform, file: id, try_only: tryOnly } });
    });
  };
  return (
    <Modal
      open
      width={640}
      title={t('import')}
      okText={t('import')}
      okButtonProps={{ loading: busy, disabled: !file }}
      onOk={run}
      onCancel={onClose}
    >
      <Failure error={error} />
      <p>{t('importHelp')}</p>
      <p>
        <input
          type="file"
          aria-label={t('import')}
          accept=".csv,.tsv,.txt,.xlsx"
          onChange={(event) => setFile(event.target.files?.[0])}
        />
      </p>
      <Checkbox checked={tryOnly} onChange={(event) => setTryOnly(event.target.checked)}>
        {t('tryOnly')}
      </Checkbox>
      {result === undefined ? null : <Outcome result={result} platform={platform} />}
    </Modal>
  );
}

function Outcome({ result, platform }: { result: Imported; platform: string }) {
  const t = useText(stockMessages);
  const [download] = useDownload();
  const { taken, refused, rows, refused_table: table } = result;
  return (
    <Alert
      type={refused === 0 ? 'success' : 'warning'}
      showIcon
      role="status"
      className={styles.alert!}
      title={t('imported', { taken, refused })}
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
            <Button
              onClick={() => download(async () => new Blob([table], { type: 'text/csv' }), `${platform}-refused.csv`)}
            >
              {t('refusedTable')}
            </Button>
          </>
        )
      }
    />
  );
}
