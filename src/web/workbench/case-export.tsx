import { Button, Dropdown } from 'antd';
import { addressOf } from '../../shared/contract.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { workbenchAddresses } from './api.ts';
import { caseQuery, columnsOf } from './case-query.ts';
import { deskMessages } from './desk-messages.ts';
import { useLargeDownload } from './download.ts';
import { usePlace } from './router.ts';
import { sizeText } from './texts.ts';

/** The list as a file: the filters, the order and the columns of the screen. */
export function CaseExport() {
  const t = useText(deskMessages);
  const lang = useLanguage();
  const { query } = usePlace();
  const [download, received] = useLargeDownload(lang);
  const { cursor: _place, limit: _size, ...filters } = caseQuery(query);
  const asked = { ...filters, columns: columnsOf(query).join(',') } as Record<string, string>;
  return (
    <Dropdown
      trigger={['click']}
      disabled={received !== null}
      menu={{
        items: [
          { key: 'csv', label: 'CSV' },
          { key: 'xlsx', label: 'Excel' },
        ],
        onClick: ({ key }) =>
          download(addressOf(workbenchAddresses.exportCases.path, {}, { ...asked, format: key }), `cases.${key}`),
      }}
    >
      <Button loading={received !== null} aria-haspopup="menu">
        {received === null ? t('export') : sizeText(received, lang)}
      </Button>
    </Dropdown>
  );
}
