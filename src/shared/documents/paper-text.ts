/** What is known of a case, by dotted names: `case.number`, `field.head`, `clock.selection_notice.last`. */
export type PaperValues = Readonly<Record<string, string>>;

const PLACE = /\{([^{}]+)\}/g;

const alternatives = (inner: string): string[] => inner.split('|').map((part) => part.trim());

function valueOf(inner: string, values: PaperValues): string | undefined {
  for (const part of alternatives(inner)) {
    const found = part.startsWith("'") ? part.slice(1, -1) : Object.hasOwn(values, part) ? values[part] : undefined;
    if (found !== undefined && found !== '') return found;
  }
  return undefined;
}

/** A template with its values; undefined where one of them is not known. */
export function filled(template: string, values: PaperValues): string | undefined {
  let whole = true;
  const text = template.replace(PLACE, (_, inner: string) => {
    const found = valueOf(inner, values);
    if (found === undefined) whole = false;
    return found ?? '';
  });
  return whole ? text : undefined;
}

/** Names of the values a template may use. */
export const namesIn = (template: string): string[] =>
  [...template.matchAll(PLACE)].flatMap(([, inner]) => alternatives(inner!).filter((part) => !part.startsWith("'")));

/** 2026年11月27日, as dates stand in official documents: no leading zeros (GB/T 9704-2012, 7.3.5). */
export function chineseDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}
