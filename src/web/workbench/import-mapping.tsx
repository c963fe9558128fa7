import { Alert, Button, Select, Space } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { pick } from '../../shared/i18n.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import type { WorkbenchApi } from './api.ts';
import { useApi } from './client.tsx';
import { ImportArchive } from './import-archive.tsx';
import { ImportColumns } from './import-columns.tsx';
import { type Constants, ImportConstants } from './import-constants.tsx';
import { importMessages } from './import-messages.ts';
import type { Chosen } from './import-new.tsx';
import { ImportRows } from './import-rows.tsx';
import { ImportStart } from './import-start.tsx';
import { Loaded, Section } from './page.tsx';
import { useRecordType } from './record-type.ts';

export type Mapping = Record<string, string | null>;
export type Preview = Awaited<ReturnType<WorkbenchApi['previewImport']>>;

/** Everything that says how a file is read. */
export interface Reading {
  mapping?: Mapping;
  constants: Constants;
  sheet?: string;
}

export interface FieldChoice {
  value: string;
  label: string;
}

export function ImportMapping({ chosen, onBack }: { chosen: Chosen; onBack: () => void }) {
  const t = useText(importMessages);
  const lang = useLanguage();
  const api = useApi();
  const type = useRecordType(chosen.type);
  const [reading, setReading] = useState<Reading>({ constants: {} });
  const { file, platform, type: typeId } = chosen;
  const body = { file, platform, type: typeId, ...reading };
  const preview = useQuery({
    queryKey: ['preview', body],
    queryFn: () => api.previewImport({ body }),
    placeholderData: (previous) => previous,
    staleTime: Infinity,
  });
  const fields: FieldChoice[] = (type.data?.fields ?? []).map(({ id, label }) => ({
    value: id,
    label: `${pick(label, lang)} (${id})`,
  }));
  return (
    <Loaded read={preview} rows={8}>
      {(data) => (
        <>
          <Section title={t('stepMapping')} extra={<Button onClick={onBack}>{t('back')}</Button>}>
            <Summary data={data} name={chosen.name} onSheet={(sheet) => setReading({ constants: {}, sheet })} />
            {data.archive === null ? null : <ImportArchive archive={data.archive} />}
            <Missing data={data} />
            <ImportColumns
              data={data}
              fields={fields}
              onChange={(mapping) => setReading((old) => ({ ...old, mapping }))}
            />
          </Section>
          <Section title={t('constants')}>
            <ImportConstants
              fields={fields}
              constants={reading.constants}
              onChange={(constants) => setReading((old) => ({ ...old, constants }))}
            />
          </Section>
          <Section title={t('firstRows')}>
            <ImportRows data={data} />
          </Section>
          <Section title={t('stepStart')}>
            <ImportStart
              body={{ ...body, mapping: data.mapping }}
              blocked={data.problem !== null || preview.isFetching}
            />
          </Section>
        </>
      )}
    </Loaded>
  );
}

function Summary({ data, name, onSheet }: { data: Preview; name: string; onSheet: (sheet: string) => void }) {
  const t = useText(importMessages);
  const words = [
    name,
    data.heading_row > 0 && data.archive === null
      ? t('preview', { format: data.format.toUpperCase(), columns: data.headings.length, row: data.heading_row })
      : t('previewPlain', { format: t(`format_${data.format}`), columns: data.headings.length }),
    data.encoding === null ? '' : t('encoding', { encoding: data.encoding }),
  ];
  return (
    <Space wrap style={{ marginBottom: 12 }}>
      <span>{words.filter(Boolean).join(' · ')}</span>
      {data.sheets.length > 1 ? (
        <Select
          aria-label={t('sheet')}
          value={data.sheet}
          options={data.sheets.map((sheet) => ({ value: sheet, label: sheet }))}
          onChange={(sheet) => sheet !== null && onSheet(sheet)}
        />
      ) : null}
    </Space>
  );
}

function Missing({ data }: { data: Preview }) {
  const t = useText(importMessages);
  const lang = useLanguage();
  const named = (why: 'key' | 'minimum'): string =>
    data.missing
      .filter((field) => field.why === why)
      .map(({ label }) => label)
      .join(lang === 'en' ? ', ' : '、');
  const [key, minimum] = [named('key'), named('minimum')];
  return (
    <>
      {data.problem ? (
        <Alert type="error" showIcon role="alert" title={data.problem.message} style={{ marginBottom: 8 }} />
      ) : null}
      {key === '' ? null : (
        <Alert type="warning" showIcon title={t('missingKey', { fields: key })} style={{ marginBottom: 8 }} />
      )}
      {minimum === '' ? null : (
        <Alert type="info" showIcon title={t('missingMinimum', { fields: minimum })} style={{ marginBottom: 8 }} />
      )}
    </>
  );
}
