import { type ArgsFor, type Bilingual, fill, type Lang, type Params, pick } from './i18n.ts';

/** The rule behind a refusal: a clause of a rule set, or a house rule of the authority. */
export interface Citation {
  /** Rule set id, for example `guangzhou`. */
  readonly policy: string;
  /** Article as printed, for example 第五条第一款. */
  readonly article: string;
  /** Clause id of the project's clause list, for example `GZ-5.1`. */
  readonly clause: string;
  /** `house`: set by the authority, not by the regulation. */
  readonly basis: 'law' | 'house';
}

/** One fault of an input: where it is and what is wrong, in both languages. */
export interface FieldFault {
  /** Field path, `fields.DECLATITUDE` or `query.limit`. */
  readonly path: string;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly cite?: Citation;
}

export interface ProblemExtras {
  readonly cite?: Citation | undefined;
  readonly errors?: readonly FieldFault[];
  /** Further members of the answer, for example both states of a conflict. */
  readonly more?: Readonly<Record<string, unknown>>;
}

export interface ProblemSpec extends Bilingual {
  readonly status: number;
}

/** The body of an error answer (RFC 9457) with the members this product adds. */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  code: string;
  params: Params;
  cite?: Citation;
  errors?: { path: string; code: string; message: string; cite?: Citation }[];
  [more: string]: unknown;
}

/** Every refusal of the product is one of these: a code with texts in both languages and a status. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: string;
  readonly spec: ProblemSpec;
  readonly params: Params;
  readonly extras: ProblemExtras;

  constructor(code: string, spec: ProblemSpec, params: Params, extras: ProblemExtras) {
    super(`${code}: ${fill(spec.en, params)}`);
    this.code = code;
    this.spec = spec;
    this.params = params;
    this.extras = extras;
  }

  get status(): number {
    return this.spec.status;
  }

  text(lang: Lang): string {
    return fill(pick(this.spec, lang), this.params);
  }

  body(lang: Lang): ProblemBody {
    const { cite, errors, more } = this.extras;
    return {
      ...more,
      type: `urn:keyuan:problem:${this.code}`,
      title: this.text(lang),
      status: this.status,
      code: this.code,
      params: this.params,
      ...(cite && { cite }),
      ...(errors && {
        errors: errors.map((e) => ({
          path: e.path,
          code: e.code,
          message: pick(e, lang),
          ...(e.cite && { cite: e.cite }),
        })),
      }),
    };
  }
}

export type ProblemTable = Readonly<Record<`${string}.${string}`, ProblemSpec>>;

/**
 * A module's problems. Returns the function that makes them: `throw catalogueProblem('catalogue.key_taken', { key })`.
 * Codes and placeholders are checked by the compiler against the Chinese text.
 */
export function defineProblems<const T extends ProblemTable>(table: T) {
  const make = <K extends keyof T & string>(code: K, ...rest: ProblemArgs<T[K]>): Problem =>
    new Problem(code, table[code as keyof ProblemTable] as ProblemSpec, rest[0] ?? {}, rest[1] ?? {});
  return Object.assign(make, { table });
}

/** Placeholders of both texts: `{role_zh}` in one and `{role_en}` in the other are both asked for. */
type ProblemArgs<S> = S extends { readonly zh: infer Zh extends string; readonly en: infer En extends string }
  ? ArgsFor<Zh | En> extends [infer A extends Params]
    ? [params: A, extras?: ProblemExtras]
    : [params?: undefined, extras?: ProblemExtras]
  : never;
