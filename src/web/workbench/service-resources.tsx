import { Select } from 'antd';
import { useState } from 'react';
import { useText } from '../ui/language.tsx';
import { useRead } from './client.tsx';
import { serviceMessages } from './service-messages.ts';

interface ResourcesSelectProps {
  platform: string;
  /** Those already chosen, with their titles. */
  known: readonly { id: string; title: string }[];
  value?: string[];
  onChange?: (ids: string[]) => void;
  id?: string;
}

/** Chooses records of a platform by name or number. */
export function ResourcesSelect({ platform, known, value, onChange, id }: ResourcesSelectProps) {
  const t = useText(serviceMessages);
  const [q, setQ] = useState('');
  const { data, isFetching } = useRead('listWork', { query: { platform, q, limit: 20 } });
  const found = (data?.items ?? []).map((row) => ({ value: row.id, label: `${row.title} · ${row.local_key}` }));
  const chosen = known.filter((one) => !found.some(({ value: is }) => is === one.id));
  return (
    <Select
      {...(id !== undefined && { id })}
      mode="multiple"
      value={value ?? []}
      onChange={(ids: string[]) => onChange?.(ids)}
      showSearch={{ onSearch: setQ, filterOption: false }}
      loading={isFetching}
      placeholder={t('find')}
      options={[...found, ...chosen.map((one) => ({ value: one.id, label: one.title }))]}
    />
  );
}
