import { join } from 'node:path';
import { citationsIn } from '../../../shared/policy/check-rule-set.ts';
import { validityOf } from '../../../shared/policy/instrument.ts';
import type { RuleSet } from '../../../shared/policy/rule-set.ts';
import { isRuled, partAt } from '../../../shared/policy/rule-nodes.ts';
import { valueAt } from '../../../shared/policy/check-references.ts';
import { clockText, valueText } from '../../../shared/policy/statement-text.ts';
import { clauseModulesOf, clauseTests, coverageOf } from '../policy/index.ts';
import { COVERED_WORDS } from '../../../shared/guidance/covered.ts';
import { EFFECT_WORDS } from './policy-words.ts';

const line = (label: string, ...values: string[]): string[] =>
  values.length === 0
    ? [`  ${label}: —`]
    : [`  ${label} (${values.length}):`, ...values.map((value) => `    ${value}`)];

/** What a rule set would make possible. */
export function possibilities(set: RuleSet): string {
  const { instrument } = set;
  const { from, until } = validityOf(instrument);
  const clocks = Object.entries({ ...set.clocks?.clocks, ...set.clocks?.recurring, ...set.clocks?.windows });
  const cited = citationsIn(set);
  return [
    `${instrument.title.zh} ${instrument.title.en}`,
    `  ${set.id}@${set.version} ${instrument.document_no ?? '未编号 no number'} ${instrument.status}`,
    `  sha256 ${set.digest}`,
    `  ${from ?? '施行日期未定 effective date unknown'} – ${until ?? '…'}`,
    `  ${set.articles.articles.length} 条 articles, ${set.articles.clauses.length} 款 clauses, ${cited.length} 处引用 citations`,
    ...line('类别 classes', ...classesOf(set)),
    ...line('程序 procedures', ...proceduresOf(set)),
    ...line(
      '期限 clocks',
      ...clocks.map(([id, { label }]) => `${id}  ${label.zh} ${label.en}: ${clockText(set, id).zh}`),
    ),
    ...line(
      '表单 forms',
      ...(set.forms?.forms.map(({ id, name, sections }) => `${id}  ${name.zh} ${name.en}: ${sections.length}`) ?? []),
    ),
    ...line(
      '文书 documents',
      ...(set.documents?.documents.map(({ value }) => `${value.id}  ${value.name.zh} ${value.name.en}`) ?? []),
    ),
    ...line('经费 money', ...moneyOf(set)),
    '',
  ].join('\n');
}

function classesOf(set: RuleSet): string[] {
  const classes = valueAt(set, 'criteria.classes');
  if (!Array.isArray(classes)) return [];
  return classes.filter(isRuled).map(({ value }) => {
    const { code, name } = value as { code: string; name: { zh: string; en: string } };
    return `${code}  ${name.zh} ${name.en}`;
  });
}

const proceduresOf = (set: RuleSet): string[] =>
  Object.entries(set.procedures?.procedures ?? {}).map(
    ([id, { label, states, transitions }]) =>
      `${id}  ${label.zh} ${label.en}: ${Object.keys(states).length} 个状态 states, ${transitions.length} 个办理 actions`,
  );

const moneyOf = (set: RuleSet): string[] =>
  Object.entries(set.money ?? {}).map(([key, rule]) => {
    const text = valueText(set, rule?.value, key);
    return `${key}  ${text.zh} / ${text.en}`;
  });

/** A clause: what it says, what the system does, which values hold it, which tests prove it. @throws Error */
export function explain(set: RuleSet, id: string): string {
  const found = coverageOf(set, clauseModulesOf(), clauseTests()).find(({ clause }) => clause.id === id);
  if (!found) throw new Error(`${set.id} 没有条款“${id}” has no clause ${id}`);
  const { clause, state, tests } = found;
  const article = set.articles.articles.find(({ number }) => number === clause.of);
  const { modules, later } = clauseModulesOf();
  const module = modules[clause.module];
  const reason = later[id] ?? (module?.built === false ? module.reason : undefined);
  const values = citationsIn(set)
    .filter((cited) => cited.clause === id)
    .map(({ theme, path }) => {
      const value = partAt(set, [theme, ...path]);
      const house = isRuled(value) && value.basis === 'house' ? ' 主管机关设定 set by the authority' : '';
      return `${join('policies', set.id, `${theme}.yaml`)} ${path.map(String).join('.')}${house}`;
    });
  const readings = (set['house-rules']?.house_rules ?? []).filter(({ clauses }) => clauses.includes(id));
  return [
    `${id} ${set.instrument.title.zh}${clause.article}`,
    `  ${article?.gist.zh ?? ''} ${article?.gist.en ?? ''}`,
    `  ${EFFECT_WORDS[clause.effect].zh} ${EFFECT_WORDS[clause.effect].en} · ${module?.name.zh ?? clause.module} ${module?.name.en ?? ''}`,
    `  ${clause.what.zh}`,
    `  ${clause.what.en}`,
    `  ${COVERED_WORDS[state].zh} ${COVERED_WORDS[state].en}${reason ? `：${reason.zh} ${reason.en}` : ''}`,
    ...line('规则 values', ...values),
    ...line('测试 tests', ...tests),
    ...line(
      '未定之处的读法 readings',
      ...readings.map(({ id: reading, question, taken }) => `${reading} ${question.zh} → ${taken.zh}`),
    ),
    '',
  ].join('\n');
}
