/** An application that waits for a panel. */
export interface Waiting {
  id: string;
  /** Disciplines of its class; none: the rule set gives none. */
  disciplines: readonly string[];
}

export interface Group {
  disciplines: readonly string[];
  ids: string[];
}

/**
 * Panels by field and by number (申报数量和领域分布): applications of one field come before one panel; where there are more than a panel
 * can read, before several of about the same size. The order of the applications is kept.
 */
export function groupsOf(waiting: readonly Waiting[], mostPerPanel: number): Group[] {
  const fields = new Map<string, Waiting[]>();
  for (const one of waiting) {
    const key = one.disciplines.toSorted().join('|');
    fields.set(key, [...(fields.get(key) ?? []), one]);
  }
  return [...fields.values()].flatMap((ones) => {
    const panels = Math.ceil(ones.length / mostPerPanel);
    return Array.from({ length: panels }, (_, n) => ({
      disciplines: ones[0]!.disciplines,
      ids: ones
        .slice(Math.round((n * ones.length) / panels), Math.round(((n + 1) * ones.length) / panels))
        .map(({ id }) => id),
    }));
  });
}
