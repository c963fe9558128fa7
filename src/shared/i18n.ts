/** Languages of the product: Chinese first, English second. */
export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Lang = (typeof LANGUAGES)[number];

/** A text in both languages. `{name}` marks a value filled in at use. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

export type Params = Readonly<Record<string, string | number>>;

/** Names of the `{placeholders}` in a text, as a union. */
export type Placeholders<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** Arguments a text needs: none, or one object with every placeholder. */
export type ArgsFor<S extends string> = [Placeholders<S>] extends [never]
  ? []
  : [Readonly<Record<Placeholders<S>, string | number>>];

export const pick = (text: Bilingual, lang: Lang): string => (lang === 'en' ? text.en : text.zh);

export const fill = (text: string, params: Params = {}): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole));

/**
 * A typed message table: keys and placeholders are checked by the compiler in Chinese, and English
 * must have the same keys. A test proves that the placeholders are the same.
 */
export interface Messages<Zh extends Readonly<Record<string, string>>> {
  readonly zh: Zh;
  readonly en: Readonly<Record<keyof Zh, string>>;
}

export const defineMessages = <const Zh extends Readonly<Record<string, string>>>(
  zh: Zh,
  en: Readonly<Record<keyof Zh, string>>,
): Messages<Zh> => ({ zh, en });

export type Translate<Zh extends Readonly<Record<string, string>>> = <K extends keyof Zh>(
  key: K,
  ...args: ArgsFor<Zh[K]>
) => string;

/** The translator of a table for one language; made per request, so nothing is global. */
export const translator =
  <Zh extends Readonly<Record<string, string>>>(messages: Messages<Zh>, lang: Lang): Translate<Zh> =>
  (key, ...args) =>
    fill((lang === 'en' ? messages.en : messages.zh)[key] as string, args[0] as Params | undefined);
