import type { policyRoutes } from '../../../shared/guidance/policy-routes.ts';
import { guidanceProblem } from '../../../shared/guidance/problems.ts';
import { compare } from '../../../shared/policy/comparison.ts';
import { standingOn, validityOf } from '../../../shared/policy/instrument.ts';
import type { RuleSet } from '../../../shared/policy/rule-set.ts';
import { standingTexts } from '../../../shared/policy/standing-texts.ts';
import type { ServerHandlers } from '../../kernel/http/mount.ts';
import type { Ctx } from '../../kernel/context.ts';
import {
  clauseModulesOf,
  clauseTests,
  coverageOf,
  type CoveredClause,
  currentRuleSets,
  ruleSetOf,
  ruleSetVersions,
} from '../policy/index.ts';
import { articlesOf } from './policy-articles.ts';
import { checkScope } from './scope.ts';
import { STATUS_WORDS } from './policy-words.ts';

/** A rule set by id and version. @throws guidance.policy_unknown */
function find(ctx: Ctx, id: string, version: string | undefined): RuleSet {
  const found = ctx.services.ruleSets.has(id)
    ? version === undefined
      ? ruleSetOf(ctx, id)
      : ruleSetVersions(ctx, id).find((set) => set.version === version)
    : undefined;
  if (!found) throw guidanceProblem('guidance.policy_unknown', { id: version === undefined ? id : `${id}@${version}` });
  return found;
}

const covered = (set: RuleSet): CoveredClause[] => coverageOf(set, clauseModulesOf(), clauseTests());

function headOf(ctx: Ctx, set: RuleSet, clauses: readonly CoveredClause[]) {
  const { instrument } = set;
  const validity = validityOf(instrument);
  const standing = standingOn(validity, ctx.today);
  const count = (state: CoveredClause['state']): number => clauses.filter((one) => one.state === state).length;
  return {
    id: set.id,
    version: set.version,
    title: instrument.title,
    document_no: instrument.document_no,
    status: instrument.status,
    status_text: STATUS_WORDS[instrument.status],
    issuers: instrument.issuers,
    issued_on: instrument.issued_on,
    ...validity,
    standing,
    standing_text: standingTexts(standing, validity.from ?? '', validity.until ?? ''),
    object: set.terms?.object.value ?? null,
    portal: set.catalogue.portal_name.value,
    adapts: instrument.adapts ?? null,
    official_link: instrument.official_link,
    counts: {
      articles: set.articles.articles.length,
      clauses: clauses.length,
      covered: count('covered'),
      missing: count('missing'),
      later: count('later'),
      not_built: count('not_built'),
      nothing_to_do: count('nothing_to_do'),
    },
  };
}

function versionsOf(ctx: Ctx, id: string) {
  const current = ruleSetOf(ctx, id).version;
  return ruleSetVersions(ctx, id).map(({ version, instrument }) => ({
    version,
    title: instrument.title,
    document_no: instrument.document_no,
    status: instrument.status,
    ...validityOf(instrument),
    current: version === current,
  }));
}

export const policyHandlers: ServerHandlers<typeof policyRoutes> = {
  checkScope,

  listPolicies: async (ctx) => ({ items: currentRuleSets(ctx).map((set) => headOf(ctx, set, covered(set))) }),

  comparePolicies: async (ctx, { query }) => {
    const sets =
      query.ids === undefined
        ? currentRuleSets(ctx)
        : query.ids.split(',').map((named) => {
            const [id = '', version] = named.split('@');
            return find(ctx, id, version);
          });
    return {
      policies: sets.map(({ id, version, instrument: { title, document_no } }) => ({
        id,
        version,
        title,
        document_no,
      })),
      topics: compare(sets).map(({ cells, ...topic }) => ({
        ...topic,
        cells: cells.map((statements, n) => ({ policy: sets[n]!.id, statements })),
      })),
    };
  },

  readPolicy: async (ctx, { params, query }) => {
    const set = find(ctx, params.id, query.version);
    const clauses = covered(set);
    const { legal_basis, supersedes, fallback, interpreters } = set.instrument;
    return {
      ...headOf(ctx, set, clauses),
      versions: versionsOf(ctx, set.id),
      legal_basis: legal_basis?.value ?? [],
      supersedes: supersedes?.value ?? [],
      fallback: fallback?.value ?? [],
      interpreters: interpreters?.value ?? [],
      articles: articlesOf(set, clauses),
    };
  },
};
