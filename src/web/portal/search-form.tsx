import { useText } from '../ui/language.tsx';
import { Button } from '../ui/button.tsx';
import styles from './search-form.module.css';
import { shellMessages } from './shell-messages.ts';
import { useHref } from './site.ts';
import { SuggestBox } from './suggest-box.tsx';

export interface SearchFormProps {
  size: 'small' | 'large';
  /** Words shown in the box. */
  q?: string;
  /** Filters that a new query keeps. */
  keep?: readonly (readonly [string, string])[];
  describedBy?: string;
}

/** A plain GET form: it works without script. */
export function SearchForm({ size, q = '', keep = [], describedBy }: SearchFormProps) {
  const t = useText(shellMessages);
  const href = useHref();
  return (
    <search>
      <form action={href('/search')} method="get" className={`${styles.form} ${styles[size]}`}>
        <SuggestBox q={q} describedBy={describedBy} />
        {keep.map(([name, value]) => (
          <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
        ))}
        <Button type="submit" look="primary" icon="search">
          {t('searchGo')}
        </Button>
      </form>
    </search>
  );
}
