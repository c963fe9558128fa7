import { Button, Input, Select } from 'antd';
import { useText } from '../ui/language.tsx';
import styles from './list.module.css';
import { go, usePlace, withQuery } from './router.ts';
import { shellMessages } from './shell-messages.ts';

export interface Filter {
  name: string;
  label: string;
  options: readonly { value: string; label: string }[];
}

interface FilterBarProps {
  filters: readonly Filter[];
  search?: string;
  /** Names of filters of the address that stand elsewhere and are cleared with these. */
  others?: readonly string[];
}

/** Filters of a list, all kept in the address. */
export function FilterBar({ filters, search, others = [] }: FilterBarProps) {
  const t = useText(shellMessages);
  const { path, query } = usePlace();
  const set = (changes: Record<string, string | undefined>): void => void go(`${path}${withQuery(query, changes)}`);
  const any = [...filters.map(({ name }) => name), 'q', 'batch', ...others].some((name) => query.has(name));
  return (
    <div className={styles.filters} role="search">
      {search === undefined ? null : (
        <Input.Search
          key={query.get('q') ?? ''}
          className={styles.search!}
          defaultValue={query.get('q') ?? ''}
          placeholder={search}
          aria-label={search}
          allowClear
          enterButton={t('search')}
          onSearch={(q) => set({ q: q.trim() })}
        />
      )}
      {filters.map(({ name, label, options }) => (
        <Select
          key={name}
          className={styles.filter!}
          aria-label={label}
          placeholder={label}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
          value={query.get(name)}
          options={[...options]}
          onChange={(value: string | undefined | null) => set({ [name]: value ?? undefined })}
        />
      ))}
      {any ? (
        <Button type="link" onClick={() => void go(path)}>
          {t('clear')}
        </Button>
      ) : null}
    </div>
  );
}
