import { z } from 'zod';
import { bilingual } from './instrument.ts';

export const EFFECTS = ['enforced', 'supported', 'shown', 'none'] as const;

/**
 * `policies/<id>/articles.yaml`: what the regulation says, in our own words, and what the system does about it.
 * Every `cite` of the rule set names a clause of this list.
 */
export const articlesTheme = z.strictObject({
  articles: z
    .array(
      z.strictObject({
        /** As printed: 第五条, or a heading where the text has no articles. */
        number: z.string().min(1),
        gist: bilingual,
        /** Anchor in the official text. */
        link: z.url().optional(),
      }),
    )
    .min(1),
  clauses: z.array(
    z.strictObject({
      id: z.string().min(1),
      /** Number of its article in the list above. */
      of: z.string().min(1),
      /** With paragraph and item, as printed. */
      article: z.string().min(1),
      /** `enforced`: computed or refused; `supported`: workflow, record or document; `shown`: displayed; `none`: nothing. */
      effect: z.enum(EFFECTS),
      /** Part of the product it belongs to. */
      module: z.string().min(1),
      /** What the system does about it, or why nothing. */
      what: bilingual,
    }),
  ),
});

export type ArticlesTheme = z.output<typeof articlesTheme>;
export type Clause = ArticlesTheme['clauses'][number];
