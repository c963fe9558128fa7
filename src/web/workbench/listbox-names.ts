/**
 * The lists that antd opens under its selects have no name of their own: each takes that of the field it belongs to, so that
 * whoever hears the page knows what the choices are for.
 */
export function nameListboxes(root: HTMLElement): void {
  const name = (): void => {
    for (const list of root.querySelectorAll('[role="listbox"]:not([aria-label])')) {
      const owner = root.querySelector<HTMLInputElement>(`[aria-controls="${CSS.escape(list.id)}"]`);
      const label = owner?.getAttribute('aria-label') ?? owner?.labels?.[0]?.textContent ?? '';
      if (label !== '') list.setAttribute('aria-label', label);
    }
  };
  new MutationObserver(name).observe(root, { childList: true, subtree: true });
}
