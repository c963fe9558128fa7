import { parseArgs } from 'node:util';
import type { CommandIo } from '../../kernel/module.ts';
import {
  clauseModulesOf,
  clauseTests,
  coverageOf,
  type CoveredClause,
  percentCovered,
  readRuleSets,
} from '../policy/index.ts';

const options = { module: { type: 'string' }, min: { type: 'string' } } as const;

/** Prints which clauses are covered; below the minimum it names what is missing. @returns exit code, negative: called wrongly */
export function printCoverage(argv: readonly string[], io: CommandIo): number {
  const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
  const min = values.min === undefined ? clauseModulesOf().floor : Number(values.min);
  if (positionals.length > 0 || !(min >= 0 && min <= 100)) return -1;
  const { modules, later } = clauseModulesOf();
  const wanted = values.module?.split(',');
  const unknown = wanted?.find((name) => !(name in modules));
  if (unknown !== undefined)
    throw new Error(`没有这一部分 no such module: ${unknown}; ${Object.keys(modules).join(', ')}`);
  // Tests of other rule sets are not in this source: only the product’s own are counted.
  const clauses = [...readRuleSets([]).values()]
    .flatMap((versions) => versions.slice(-1))
    .flatMap((set) => coverageOf(set, clauseModulesOf(), clauseTests()))
    .filter(({ clause }) => wanted?.includes(clause.module) ?? true);
  for (const [name, module] of Object.entries(modules)) {
    const own = clauses.filter(({ clause }) => clause.module === name);
    if (own.length === 0) continue;
    if (module.built) io.out(`${name.padEnd(14)} ${module.name.zh}  ${counts(own)}\n`);
    else
      io.out(
        `${name.padEnd(14)} ${module.name.zh}  尚未建成 not built (${own.length}): ${module.reason.zh} ${module.reason.en}\n`,
      );
  }
  for (const { clause } of clauses.filter(({ state }) => state === 'later'))
    io.out(`  之后 later   ${clause.id}  ${later[clause.id]!.zh} ${later[clause.id]!.en}\n`);
  for (const one of clauses.filter(({ state }) => state === 'missing'))
    io.out(`  缺 missing   ${one.clause.id}  ${lacks(one)}\n`);
  const percent = percentCovered(clauses);
  io.out(`${percent}% (至少 at least ${min}%)\n`);
  return percent >= min ? 0 : 1;
}

const counts = (clauses: readonly CoveredClause[]): string => {
  const of = (state: CoveredClause['state']): number => clauses.filter((one) => one.state === state).length;
  return `${percentCovered(clauses)}%  已落实 covered ${of('covered')}, 缺 missing ${of('missing')}, 之后 later ${of('later')}, 无须 nothing to do ${of('nothing_to_do')}`;
};

const lacks = ({ themes, tests }: CoveredClause): string =>
  [themes.length === 0 ? '没有规则引用 no rule cites it' : '', tests.length === 0 ? '没有测试 no test carries it' : '']
    .filter((text) => text !== '')
    .join('; ');
