import type { InputOf, ReplyOf } from '../../../shared/contract.ts';
import type { CivilDate } from '../../../shared/dates.ts';
import type { CriterionView, eligibilityRoutes, FigureView } from '../../../shared/guidance/eligibility-routes.ts';
import { guidanceProblem } from '../../../shared/guidance/problems.ts';
import { fill, type Lang, pick } from '../../../shared/i18n.ts';
import { figuresAsked, figuresFor } from '../../../shared/policy/check-criteria.ts';
import type { Criterion } from '../../../shared/policy/criteria.ts';
import type { CriterionNode, Result } from '../../../shared/policy/criterion-node.ts';
import { criterionText, unitOf } from '../../../shared/policy/criterion-text.ts';
import { type Eligibility, evaluateClass } from '../../../shared/policy/evaluate.ts';
import { figureFaults } from '../../../shared/policy/figure-faults.ts';
import { type FigureFault, type FigureValues, readFigures } from '../../../shared/policy/figure-values.ts';
import type { Figures } from '../../../shared/policy/figures.ts';
import { citationOf } from '../../../shared/policy/ruled.ts';
import type { Bilingual } from '../../../shared/i18n.ts';
import type { FieldFault } from '../../../shared/problems.ts';
import type { Ctx } from '../../kernel/context.ts';
import { figureView } from './figure-view.ts';
import { type ClassAt, classAt, classesOf, jurisdictions } from './jurisdictions.ts';

type Routes = typeof eligibilityRoutes;
type Input<K extends keyof Routes> = InputOf<Routes[K]>;
type Reply<K extends keyof Routes> = ReplyOf<Routes[K], never>;

/** Classes with the figures that each asks for. */
export async function listEligibilityClasses(
  ctx: Ctx,
  { query }: Input<'listEligibilityClasses'>,
): Promise<Reply<'listEligibilityClasses'>> {
  const wanted = classesOf(await jurisdictions(ctx)).filter(
    ({ id, rules, of }) =>
      (query.programme === undefined || query.programme === id || query.programme === rules.id) &&
      (query.class === undefined || query.class === of.value.code),
  );
  const { lang } = ctx;
  return {
    items: wanted.map(({ id, name, rules, inForce, criteria, of }) => ({
      programme: id,
      programme_name: pick(name, lang),
      rule_set: rules.id,
      instrument: pick(rules.instrument.title, lang),
      in_force: inForce,
      class: of.value.code,
      name: pick(of.value.name, lang),
      family: of.value.family ? pick(of.value.family, lang) : null,
      cite: citationOf(rules, of),
      figures: query.figures === 'no' ? [] : figureViews({ rules, criteria, of }, lang),
    })),
  };
}

function figureViews({ rules, criteria, of }: Pick<ClassAt, 'rules' | 'criteria' | 'of'>, lang: Lang): FigureView[] {
  const known = figuresFor(criteria);
  return [...figuresAsked(criteria, of)].map(([id, criterion]) => figureView(rules, [id, known[id]!], criterion, lang));
}

/** @throws guidance.class_unknown | guidance.figures_wrong naming figure, unit and article */
export async function checkEligibility(
  ctx: Ctx,
  { body }: Input<'checkEligibility'>,
): Promise<Reply<'checkEligibility'>> {
  const at = await classAt(ctx, body.programme, body.class);
  const on = body.on ?? ctx.today;
  const { values, faults } = readFigures(figuresFor(at.criteria), body.figures);
  if (faults.length > 0) throw wrongFigures(faults, [at]);
  const { result, criteria } = judged(at, values, on);
  return {
    result,
    criteria: criteria.map((node) => nodeView(node, figuresFor(at.criteria), ctx.lang)),
    programme: at.id,
    class: at.of.value.code,
    name: pick(at.of.value.name, ctx.lang),
    clause: at.of.cite.clause,
    cite: citationOf(at.rules, at.of),
    on,
    in_force: at.inForce,
  };
}

const judged = ({ rules, criteria, of }: ClassAt, values: FigureValues, on: CivilDate): Eligibility =>
  evaluateClass({ id: rules.id, criteria, naming: rules.naming }, of, values, on);

function nodeView(node: CriterionNode, figures: Figures, lang: Lang): CriterionView {
  const unit = unitOf(node, figures[node.figures[0] ?? '']);
  return {
    clause: node.clause,
    result: node.result,
    value: asList(node.value),
    threshold: asList(node.threshold),
    gap: asList(node.gap),
    cite: node.cite,
    unit: unit ? pick(unit, lang) : null,
    label: node.label ? pick(node.label, lang) : null,
    message: criterionText(node, figures, lang),
    figures: [...node.figures],
    notes: node.notes.map(({ code }) => code),
    children: node.children.map((child) => nodeView(child, figures, lang)),
  };
}

const asList = (shown: CriterionNode['value']): CriterionView['value'] =>
  typeof shown === 'object' && shown !== null ? [...shown] : shown;

const RANK: Readonly<Record<Result, number>> = { met: 0, judgement: 1, evidence_missing: 2, not_met: 3 };

/** @throws guidance.figures_wrong for what no class can read */
export async function checkEligibilityEverywhere(
  ctx: Ctx,
  { body }: Input<'checkEligibilityEverywhere'>,
): Promise<Reply<'checkEligibilityEverywhere'>> {
  const all = classesOf(await jurisdictions(ctx));
  const on = body.on ?? ctx.today;
  const read = new Map(all.map(({ criteria }) => [criteria, readFigures(figuresFor(criteria), body.figures)]));
  const faults = [...read.values()].map((one) => one.faults);
  // A figure may belong to some jurisdictions only; it is unknown where none asks for it.
  const known = (fault: FigureFault): boolean =>
    fault.code !== 'figure.unknown' ||
    faults.every((list) => list.some(({ code, path }) => code === 'figure.unknown' && path === fault.path));
  const wrong = faults.flat().filter(known);
  const once = wrong.filter(({ path }, n) => wrong.findIndex((other) => other.path === path) === n);
  if (once.length > 0) throw wrongFigures(once, all);
  const items = all.map((at) => {
    const { result, criteria } = judged(at, read.get(at.criteria)!.values, on);
    return { at, result, counts: countsOf(criteria), criteria };
  });
  items.sort(
    (a, b) =>
      RANK[a.result] - RANK[b.result] ||
      a.counts.not_met - b.counts.not_met ||
      b.counts.met + b.counts.judgement - (a.counts.met + a.counts.judgement),
  );
  const { lang } = ctx;
  return {
    on,
    items: items.map(({ at, result, counts, criteria }) => ({
      programme: at.id,
      programme_name: pick(at.name, lang),
      class: at.of.value.code,
      name: pick(at.of.value.name, lang),
      result,
      in_force: at.inForce,
      counts,
      short: criteria
        .filter((node) => node.result === 'not_met')
        .map((node) => ({
          clause: node.clause,
          label: node.label ? pick(node.label, lang) : node.clause,
          message: criterionText(deciding(node), figuresFor(at.criteria), lang),
          gap: asList(node.gap),
          cite: node.cite,
        })),
    })),
  };
}

/** The part on which a criterion fails. */
const deciding = (node: CriterionNode): CriterionNode => {
  const child = node.children.find(({ result }) => result === node.result);
  return child && node.is !== 'each' ? deciding(child) : node;
};

const countsOf = (nodes: readonly CriterionNode[]): Record<Result, number> => {
  const counts = { met: 0, judgement: 0, evidence_missing: 0, not_met: 0 };
  for (const { result } of nodes) counts[result]++;
  return counts;
};

/** A refusal that names each figure, what it is counted in, and the article that asks for it. */
function wrongFigures(faults: readonly FigureFault[], classes: readonly ClassAt[]) {
  const errors = faults.map((fault): FieldFault => {
    const asked = askedBy(fault.figure, classes);
    const { zh, en } = figureFaults[fault.code];
    const say = (text: string, lang: keyof Bilingual): string =>
      fill(text, {
        label: fault.label[lang],
        ...Object.fromEntries(Object.entries(fault.params).map(([name, value]) => [name, value[lang]])),
      });
    const article = asked ? { zh: `（${asked.cite.article}）`, en: ` (${asked.cite.article})` } : { zh: '', en: '' };
    return {
      path: `body.figures.${fault.path}`,
      code: fault.code,
      zh: `${say(zh, 'zh')}${article.zh}`,
      en: `${say(en, 'en')}${article.en}`,
      ...(asked && { cite: asked.cite }),
    };
  });
  return guidanceProblem('guidance.figures_wrong', { count: errors.length }, { errors });
}

function askedBy(figure: string, classes: readonly ClassAt[]) {
  for (const { criteria, of, rules } of classes) {
    const criterion: Criterion | undefined = figuresAsked(criteria, of).get(figure);
    if (criterion) return { cite: citationOf(rules, criterion) };
  }
  const [first] = classes;
  // A figure that nobody asks for is refused under the article of the class.
  return classes.length === 1 && first ? { cite: citationOf(first.rules, first.of) } : undefined;
}
