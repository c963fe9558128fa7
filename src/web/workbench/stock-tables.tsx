import { Button, Form, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { LABEL_SHEETS, type LabelSheetId } from '../../shared/stock/label-sheets.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { useApi } from './client.tsx';
import { useDownload } from './download.ts';
import { ImportDialog, RowsOutcome, TABLE_FILES } from './import-dialog.tsx';
import { stockMessages } from './stock-messages.ts';
import { optionsOf } from './texts.ts';

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
  const api = useApi();
  return (
    <ImportDialog
      title={t('import')}
      help={t('importHelp')}
      accept={TABLE_FILES}
      tryLabel={t('tryOnly')}
      send={(file, try_only) => api.importLots({ body: { platform, file, try_only } })}
      outcome={(result) => (
        <RowsOutcome title={t('imported', result)} result={result} name={`${platform}-refused.csv`} />
      )}
      onTaken={onTaken}
      onClose={onClose}
    />
  );
}
