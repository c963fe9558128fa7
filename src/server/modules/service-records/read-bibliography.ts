import { z } from 'zod';
import type { UseKind } from '../../../shared/service-records/use-codes.ts';
import { useContent, type UseContent } from '../../../shared/service-records/use-schemas.ts';

/** An entry of a bibliography: read, or refused with the reason. `text`: all its words, in which resources are looked for. */
export type Entry = { text: string } & ({ content: UseContent } | { reason: string });

type Form = 'bibtex' | 'ris' | 'csl';

/** @returns undefined where the text is none of the three */
export function formOf(text: string): Form | undefined {
  const start = text.trimStart();
  if (/^[[{]/.test(start)) return 'csl';
  if (/^TY {2}- /m.test(text)) return 'ris';
  return /^\s*@\s*[a-z]+\s*[{(]/im.test(text) ? 'bibtex' : undefined;
}

/** Entries one by one, so that a broken one takes no other with it. */
export function entriesOf(text: string, form: Exclude<Form, 'csl'>): string[] {
  const parts =
    form === 'ris'
      ? text.split(/^ER {2}-.*$/m).map((part) => `${part.trim()}\nER  - \n`)
      : text.split(/^(?=[ \t]*@\s*[a-z]+\s*[{(])/im);
  return parts.filter((part) =>
    form === 'ris' ? /^TY {2}- /m.test(part) : /^\s*@\s*(?!comment|string|preamble)[a-z]/i.test(part),
  );
}

const TYPES = { bibtex: '@biblatex/text', ris: '@ris/file' } as const;

const name = z.looseObject({
  family: z.string().optional(),
  given: z.string().optional(),
  literal: z.string().optional(),
});
const cslItem = z.looseObject({
  type: z.string().catch('document'),
  title: z.string().min(1),
  author: z.array(name).catch([]),
  'container-title': z.string().optional().catch(undefined),
  publisher: z.string().optional().catch(undefined),
  number: z.union([z.string(), z.number()]).optional().catch(undefined),
  DOI: z.string().optional().catch(undefined),
  issued: z
    .looseObject({ 'date-parts': z.array(z.array(z.coerce.number().int())).optional() })
    .optional()
    .catch(undefined),
});

const KINDS: Readonly<Record<string, UseKind>> = { book: 'monograph', patent: 'patent', standard: 'standard' };
const HAN = /\p{Script=Han}/u;

/** Family name first without a space where it is written in Han, given name first elsewhere. */
function nameOf({ family, given, literal }: z.output<typeof name>): string {
  if (literal) return literal;
  return HAN.test(family ?? '') ? `${family ?? ''}${given ?? ''}` : [given, family].filter(Boolean).join(' ');
}

function contentOf(item: unknown): UseContent | string {
  const read = cslItem.safeParse(item);
  if (!read.success) return 'title';
  const { type, title, author, publisher, number, DOI, issued, 'container-title': venue } = read.data;
  const content = useContent.safeParse({
    kind: KINDS[type] ?? 'paper',
    title: title.slice(0, 500),
    authors: author.map(nameOf).join('; ').slice(0, 2000),
    venue: (venue ?? publisher)?.slice(0, 300),
    year: issued?.['date-parts']?.[0]?.[0],
    doi: DOI,
    number: number === undefined ? undefined : String(number),
    acknowledgement: wordsOf(item).slice(0, 4000),
  });
  return content.success ? content.data : content.error.issues.map(({ path }) => path.join('.')).join(', ');
}

/** Notes, abstract and key words, in which authors name what they used. */
function wordsOf(item: unknown): string {
  const { note, abstract, keyword } = item as Record<string, unknown>;
  return [note, abstract, keyword].filter((value) => typeof value === 'string').join('\n');
}

/** @throws SyntaxError where CSL JSON cannot be read at all */
export async function readBibliography(text: string, form: Form): Promise<Entry[]> {
  if (form === 'csl') {
    const items = JSON.parse(text) as unknown;
    return (Array.isArray(items) ? items : [items]).map((item) => entryOf(JSON.stringify(item), item));
  }
  // Loaded when first asked for: it costs a quarter of a second and few need it.
  const { plugins } = await import('@citation-js/core');
  await (form === 'ris' ? import('@citation-js/plugin-ris') : import('@citation-js/plugin-bibtex'));
  return entriesOf(text, form).map((part) => {
    try {
      const [item] = plugins.input.chain(part, { forceType: TYPES[form], generateGraph: false });
      return entryOf(part, item);
    } catch (cause) {
      return { text: part, reason: (cause as Error).message.split('\n')[0]! };
    }
  });
}

function entryOf(text: string, item: unknown): Entry {
  const content = contentOf(item);
  return typeof content === 'string' ? { text, reason: content } : { text, content };
}
