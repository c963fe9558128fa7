import { resolve } from 'node:path';
import type { Ctx } from '../../kernel/context.ts';
import type { Command, CommandIo } from '../../kernel/module.ts';
import { compare } from '../../../shared/policy/comparison.ts';
import type { RuleSet } from '../../../shared/policy/rule-set.ts';
import { readRuleSetFolder, ruleSetOf, ruleSetVersion } from '../policy/index.ts';
import { printCoverage } from './policy-coverage.ts';
import { explain, possibilities } from './policy-print.ts';

const USAGE =
  'policy check DIR | explain ID CLAUSE | diff A B (ID or ID@VERSION) | coverage [--module a,b] [--min PERCENT]';

type Sub = (ctx: Ctx, argv: readonly string[], io: CommandIo) => number;

/** `policy`: checks and reads rule sets. Exit 0: done; 1: refused, or below the minimum. */
export const policyCommand: Command = {
  summary: '检查和查询规则集 / check and read rule sets',
  usage: USAGE,
  async run(ctx, [name = '', ...argv], io) {
    const sub = SUBS[name];
    const exit = sub?.(ctx, argv, io);
    if (exit !== undefined && exit >= 0) return exit;
    io.err(`用法 Usage: ${USAGE}\n`);
    return 1;
  },
};

/** Subcommands; a negative result: called wrongly. */
const SUBS: Readonly<Record<string, Sub>> = {
  check: (_ctx, [folder, ...more], io) => {
    if (folder === undefined || more.length > 0) return -1;
    const sets = readRuleSetFolder(resolve(io.cwd, folder));
    if (sets.length === 0) throw new Error(`${folder}:1:1 (file): 没有 instrument.yaml no instrument.yaml`);
    for (const set of sets) io.out(possibilities(set));
    return 0;
  },
  explain: (ctx, [id, clause, ...more], io) => {
    if (id === undefined || clause === undefined || more.length > 0) return -1;
    io.out(explain(setOf(ctx, id), clause));
    return 0;
  },
  diff: (ctx, [a, b, ...more], io) => {
    if (a === undefined || b === undefined || more.length > 0) return -1;
    io.out(difference(setOf(ctx, a), setOf(ctx, b), [a, b]));
    return 0;
  },
  coverage: (_ctx, argv, io) => printCoverage(argv, io),
};

/** A rule set by `ID` or `ID@VERSION`. @throws Error naming those there are */
function setOf(ctx: Ctx, named: string): RuleSet {
  const [id = '', version] = named.split('@');
  if (!ctx.services.ruleSets.has(id))
    throw new Error(
      `没有规则集“${id}” no rule set ${id}; 现有 there are: ${[...ctx.services.ruleSets.keys()].join(', ')}`,
    );
  return version === undefined ? ruleSetOf(ctx, id) : ruleSetVersion(ctx, id, version);
}

function difference(a: RuleSet, b: RuleSet, names: readonly [string, string]): string {
  const topics = compare([a, b]).filter(({ differs }) => differs);
  const lines = topics.flatMap(({ name, cells }) => [
    `\n${name.zh} ${name.en}`,
    ...cells.flatMap((cell, n) =>
      cell.length === 0
        ? [`  ${names[n]}  没有规定 not stated`]
        : cell.map(({ label, text, cite }) => {
            const where = cite
              ? ` 〔${cite.article} ${cite.clause}${cite.basis === 'house' ? ' 主管机关设定 house' : ''}〕`
              : '';
            return `  ${names[n]}  ${label ? `${label.zh} ${label.en}: ` : ''}${text.zh} / ${text.en}${where}`;
          }),
    ),
  ]);
  return `${topics.length} 项不同 topics differ: ${names.join(' – ')}\n${lines.join('\n')}\n`;
}
