import type { z } from 'zod';
import type { DocumentInput } from '../documents/model.ts';
import { defineMessages, type Lang, translator } from '../i18n.ts';
import type { CriterionView, eligibilityRoutes } from './eligibility-routes.ts';

type Checked = z.input<(typeof eligibilityRoutes)['checkEligibility']['reply']>;

const messages = defineMessages(
  {
    title: '申报自测结果',
    mark: '自测结果，仅供参考，不是受理或评审结论',
    issuer: '科源申报自测',
    programme: '共享网',
    class: '类别',
    instrument: '依据',
    on: '测算日期',
    result: '总体结果',
    draft: '该办法尚未印发或未在有效期内，结果只说明与文本的对照。',
    house: '（主管部门自定）',
    criteria: '逐项结果',
    column_result: '结果',
    column_text: '条件与对照',
    column_article: '条款',
    met: '符合',
    not_met: '不符合',
    evidence_missing: '缺材料',
    judgement: '由专家判断',
  },
  {
    title: 'Result of the self-check',
    mark: 'A self-check for orientation; no decision of acceptance or review',
    issuer: 'Keyuan self-check',
    programme: 'Network',
    class: 'Class',
    instrument: 'Basis',
    on: 'As of',
    result: 'Result',
    draft: 'The instrument is not issued yet or not in force: the result only compares with its text.',
    house: ' (set by the authority)',
    criteria: 'Criterion by criterion',
    column_result: 'Result',
    column_text: 'Condition and comparison',
    column_article: 'Article',
    met: 'met',
    not_met: 'not met',
    evidence_missing: 'evidence missing',
    judgement: 'judged by experts',
  },
);

export interface CheckedNames {
  /** Name of the programme and title of the regulation. */
  programme: string;
  instrument: string;
}

/** The result of a self-check as a document, every criterion with its article. */
export function buildEligibility(checked: Checked, names: CheckedNames, lang: Lang): DocumentInput {
  const t = translator(messages, lang);
  const article = ({ cite }: Pick<CriterionView, 'cite'>): string =>
    `${cite.article}${cite.basis === 'house' ? t('house') : ''}`;
  const rowsOf = (node: CriterionView, depth: number): string[][] => [
    [t(node.result), `${'　'.repeat(depth)}${textOf(node)}`, article(node)],
    ...node.children.flatMap((child) => rowsOf(child, depth + 1)),
  ];
  return {
    lang: lang === 'en' ? 'en' : 'zh',
    style: 'form',
    title: t('title'),
    issuer: t('issuer'),
    date: checked.on,
    mark: t('mark'),
    blocks: [
      {
        kind: 'facts',
        rows: [
          [t('programme'), names.programme],
          [t('class'), checked.name],
          [t('instrument'), `《${names.instrument}》${checked.cite.article}`],
          [t('on'), checked.on],
          [t('result'), t(checked.result)],
        ],
      },
      ...(checked.in_force ? [] : [{ kind: 'notice' as const, text: t('draft') }]),
      { kind: 'heading', level: 1, text: t('criteria') },
      {
        kind: 'table',
        columns: [
          { title: t('column_result'), width: 1.1 },
          { title: t('column_text'), width: 5 },
          { title: t('column_article'), width: 2 },
        ],
        rows: (checked.criteria as CriterionView[]).flatMap((node) => rowsOf(node, 0)),
      },
    ],
  };
}

const textOf = ({ label, message }: CriterionView): string =>
  label === null || message.startsWith(label) ? message : `${label}：${message}`;
