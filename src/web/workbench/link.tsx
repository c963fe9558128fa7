import type { AnchorHTMLAttributes, MouseEvent } from 'react';
import { go, hrefOf } from './router.ts';

/** A link to a page of the workbench; with a modifier key it opens as any link does. */
export function Link({ to, onClick, ...rest }: { to: string } & AnchorHTMLAttributes<HTMLAnchorElement>) {
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void go(to);
  };
  return <a {...rest} href={hrefOf(to)} onClick={follow} />;
}
