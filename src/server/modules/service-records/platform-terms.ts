import { purposesOf as purposesUnder } from '../../../shared/agreements/purposes.ts';
import type { Bilingual } from '../../../shared/i18n.ts';
import { citationOf } from '../../../shared/policy/ruled.ts';
import type { RecordRules } from '../../../shared/service-records/check-record.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { PlatformRecord } from '../identity/index.ts';
import { ruleSetOf } from '../policy/index.ts';

const rulesOf = (ctx: Ctx, platform: PlatformRecord) =>
  platform.programmes.flatMap(({ rule_set }) => ruleSetOf(ctx, rule_set).sharing ?? []);

/** Whether a platform learns who rates it: where all of its rule sets say so. Else it does not, so that nobody pays for a word. */
export function ratersNamed(ctx: Ctx, platform: PlatformRecord): boolean {
  const rules = rulesOf(ctx, platform);
  return rules.length > 0 && rules.every(({ raters }) => raters.value === 'platform');
}

type Sharing = ReturnType<typeof rulesOf>[number];
/** The first of a platform's rule sets that says something. */
const said = <K extends keyof Sharing>(ctx: Ctx, platform: PlatformRecord, name: K) =>
  rulesOf(ctx, platform).find((rules) => rules[name] !== undefined)?.[name];

/** How ratings of unnamed raters are held back; undefined: they are not. */
export const heldRatingsOf = (ctx: Ctx, platform: PlatformRecord) =>
  ratersNamed(ctx, platform) ? undefined : said(ctx, platform, 'hold_ratings')?.value;

/** What receivers are asked and when; nothing where no rule set says so. */
export const questionsOf = (ctx: Ctx, platform: PlatformRecord) => said(ctx, platform, 'questions')?.value ?? [];
export type Question = ReturnType<typeof questionsOf>[number];

/** Classes and groups a year is looked at for, by any rule set of the platforms. */
export function servedOf(ctx: Ctx, platforms: readonly PlatformRecord[]) {
  const rules = platforms.flatMap((platform) => rulesOf(ctx, platform).flatMap(({ served }) => served?.value ?? []));
  return {
    classes: [...new Set(rules.flatMap(({ classes }) => classes))],
    groups: [...new Set(rules.flatMap(({ groups }) => groups))],
  };
}

/** What a record must hold, by the first of a platform's rule sets that says so. */
export function recordRulesOf(ctx: Ctx, platform: PlatformRecord): RecordRules {
  const cited = (name: 'custom' | 'delivery') =>
    platform.programmes
      .map(({ rule_set }) => ruleSetOf(ctx, rule_set))
      .flatMap((set) => (set.sharing?.[name] ? [citationOf(set, set.sharing[name])] : []))[0];
  return { custom: cited('custom'), delivery: cited('delivery') };
}

/** Purposes by their codes: the common ones, and those a platform's rule sets name. */
export function purposesOf(ctx: Ctx, platform: PlatformRecord): Readonly<Record<string, Bilingual>> {
  const sets = platform.programmes.map(({ rule_set }) => ruleSetOf(ctx, rule_set));
  const all = [undefined, ...sets].flatMap((set) => purposesUnder(set));
  return Object.fromEntries(all.map(({ id, zh, en }) => [id, { zh, en }]));
}
