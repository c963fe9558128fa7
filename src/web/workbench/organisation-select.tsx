import { Select } from 'antd';
import { useState } from 'react';
import { useLanguage } from '../ui/language.tsx';
import { useRead } from './client.tsx';
import { nameText } from './texts.ts';

interface OrganisationSelectProps {
  id?: string;
  value?: string | null;
  onChange?: (value: string | null) => void;
  /** The one chosen before, whose name is known. */
  known?: { id: string | null; name: string } | null | undefined;
}

/** An organisation by part of its name; the server searches. */
export function OrganisationSelect({ id, value, onChange, known }: OrganisationSelectProps) {
  const lang = useLanguage();
  const [q, setQ] = useState('');
  const read = useRead(
    'listOrganisations',
    { query: { q, state: 'active' } },
    { placeholderData: (previous) => previous },
  );
  const found = (read.data?.items ?? []).map((item) => ({ value: item.id, label: nameText(item, lang) }));
  const missing = known?.id && known.id === value && !found.some((item) => item.value === known.id);
  return (
    <Select
      {...(id !== undefined && { id })}
      allowClear
      loading={read.isFetching}
      showSearch={{ filterOption: false, onSearch: setQ }}
      options={missing ? [{ value: known.id!, label: known.name }, ...found] : found}
      value={value ?? null}
      onChange={(next: string | null | undefined) => onChange?.(next ?? null)}
    />
  );
}
