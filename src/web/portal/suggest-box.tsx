import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { ResultOf } from '../../shared/contract.ts';
import { useText } from '../ui/language.tsx';
import type { PortalRoutes } from './api.ts';
import { useApi } from './api-context.ts';
import styles from './suggest-box.module.css';
import { shellMessages } from './shell-messages.ts';
import { useHref, useSite } from './site.ts';

type Suggestion = ResultOf<PortalRoutes['suggestions'], Blob>['items'][number];

/** Milliseconds of rest before what was typed is asked about. */
const REST = 150;

export interface SuggestBoxProps {
  q: string;
  describedBy?: string | undefined;
}

/**
 * The search box. With script it is a combobox: suggestions below, arrow keys to choose, Enter to take, Escape to close.
 * While an input method composes characters no key is taken from it and nothing is asked.
 */
export function SuggestBox({ q, describedBy }: SuggestBoxProps) {
  const t = useText(shellMessages);
  const api = useApi();
  const site = useSite();
  const href = useHref();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [items, setItems] = useState<readonly Suggestion[]>([]);
  const [active, setActive] = useState(-1);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const turn = useRef(0);

  const close = (): void => {
    clearTimeout(timer.current);
    turn.current += 1;
    setItems([]);
    setActive(-1);
  };
  useEffect(() => () => clearTimeout(timer.current), []);

  const ask = (text: string): void => {
    clearTimeout(timer.current);
    const mine = ++turn.current;
    if (text.trim() === '') return close();
    timer.current = setTimeout(() => {
      const programme = site.programme ? { programme: site.programme.id } : {};
      api.suggestions({ query: { q: text, lang: site.lang, ...programme } }).then(
        (found) => {
          if (mine !== turn.current) return;
          setItems(found.items);
          setActive(-1);
        },
        // Suggestions are a help: without them the box still searches.
        () => undefined,
      );
    }, REST);
  };

  const take = (item: Suggestion): void => {
    const box = input.current!;
    close();
    if (item.page !== null) return location.assign(href(item.page));
    box.value = item.text;
    box.form!.requestSubmit();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    // 229: some browsers report a key of an input method only so.
    if (event.nativeEvent.isComposing || event.keyCode === 229 || items.length === 0) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      // One place more than there are items: back in the box.
      setActive((now) => ((now + 1 + step + items.length + 1) % (items.length + 1)) - 1);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      close();
    } else if (event.key === 'Enter' && active >= 0) {
      event.preventDefault();
      take(items[active]!);
    } else if (event.key === 'Tab') close();
  };

  const open = items.length > 0;
  const optionId = (index: number): string => `${id}-${index}`;
  return (
    <div className={styles.box}>
      <input
        key={q}
        ref={input}
        type="search"
        name="q"
        defaultValue={q}
        maxLength={1000}
        autoComplete="off"
        aria-label={t('searchLabel')}
        aria-describedby={describedBy}
        placeholder={t('searchHint')}
        enterKeyHint="search"
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-activedescendant={active >= 0 ? optionId(active) : undefined}
        onChange={(event) => {
          if (!(event.nativeEvent as InputEvent).isComposing) ask(event.target.value);
        }}
        onCompositionEnd={(event) => ask(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label={t('suggestions')}
        hidden={!open}
        className={styles.list}
        // Keeps the focus in the box, which would close the list before the click arrives.
        onMouseDown={(event) => event.preventDefault()}
      >
        {items.map((item, index) => (
          <li
            key={`${item.kind} ${item.page ?? item.text}`}
            id={optionId(index)}
            role="option"
            aria-selected={index === active}
            onClick={() => take(item)}
          >
            <span>{item.text}</span>
            <small>{item.kind_label}</small>
          </li>
        ))}
      </ul>
      <p role="status" className="visually-hidden">
        {open ? t('suggestionsFound', { count: items.length }) : ''}
      </p>
    </div>
  );
}
