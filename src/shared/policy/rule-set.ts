import type { z } from 'zod';
import { articlesTheme } from './articles.ts';
import { authoritiesTheme } from './authorities.ts';
import { catalogueTheme } from './catalogue-rules.ts';
import { clocksTheme } from './clocks.ts';
import { criteriaTheme } from './criteria.ts';
import type { Instrument } from './instrument.ts';
import { namingTheme } from './naming.ts';
import { evaluationTheme, reportsTheme, sanctionsTheme } from './evaluation.ts';
import { houseRulesTheme } from './house-rules.ts';
import { moneyTheme } from './money.ts';
import { formsTheme } from './forms.ts';
import { documentsTheme } from './papers.ts';
import { proceduresTheme } from './procedures.ts';
import { scopeTheme } from './scope.ts';
import { reviewsTheme } from './reviews.ts';
import { directPathTheme, noticeTheme, roundsTheme } from './selection.ts';
import { sharingTheme } from './sharing.ts';
import { termsTheme } from './terms.ts';

/** Themes of a rule set beside its instrument: one file each, `policies/<id>/<theme>.yaml`, and the schema that checks it. */
export const THEMES = {
  articles: articlesTheme,
  catalogue: catalogueTheme,
  clocks: clocksTheme,
  criteria: criteriaTheme,
  naming: namingTheme,
  procedures: proceduresTheme,
  terms: termsTheme,
  authorities: authoritiesTheme,
  scope: scopeTheme,
  rounds: roundsTheme,
  reviews: reviewsTheme,
  'direct-path': directPathTheme,
  notice: noticeTheme,
  reports: reportsTheme,
  evaluation: evaluationTheme,
  money: moneyTheme,
  sharing: sharingTheme,
  sanctions: sanctionsTheme,
  documents: documentsTheme,
  forms: formsTheme,
  'house-rules': houseRulesTheme,
} as const;

/** Themes without which a rule set cannot be used at all. */
export const NEEDED_THEMES = ['articles', 'catalogue'] as const satisfies readonly (keyof typeof THEMES)[];

type Themes = { [K in keyof typeof THEMES]: z.output<(typeof THEMES)[K]> };
type NeededTheme = (typeof NEEDED_THEMES)[number];

/** One version of a rule set as far as it is known: its instrument and its themes. */
export type RuleSet = {
  id: string;
  version: string;
  /** SHA-256 of its files, names and contents, in hex. */
  digest: string;
  instrument: Instrument;
} & Pick<Themes, NeededTheme> &
  Partial<Omit<Themes, NeededTheme>>;
