import { Button, Dropdown } from 'antd';
import { EXPORT_FORMATS, FORMAT_NAMES } from '../../shared/catalogue/export-formats.ts';
import { addressOf } from '../../shared/contract.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { workbenchAddresses } from './api.ts';
import { useLargeDownload } from './download.ts';
import { resourceMessages } from './resource-messages.ts';
import { usePlace } from './router.ts';
import { sizeText } from './texts.ts';

/** The list as a file, with the filters it is shown by. */
export function ExportButton() {
  const t = useText(resourceMessages);
  const lang = useLanguage();
  const { query } = usePlace();
  const [download, received] = useLargeDownload(lang);
  const { cursor: _place, ...filters } = Object.fromEntries(query);
  const run = (format: string): void =>
    download(addressOf(workbenchAddresses.exportResources.path, {}, { ...filters, format }), `export.${format}`);
  return (
    <Dropdown
      trigger={['click']}
      disabled={received !== null}
      menu={{
        items: EXPORT_FORMATS.map((format) => ({ key: format, label: FORMAT_NAMES[format] })),
        onClick: ({ key }) => run(key),
      }}
    >
      <Button loading={received !== null} aria-haspopup="menu">
        {received === null ? t('exportAs') : t('exporting', { size: sizeText(received, lang) })}
      </Button>
    </Dropdown>
  );
}
