import { defineProblems } from '../problems.ts';

export const guidanceProblem = defineProblems({
  'guidance.programme_unknown': { status: 404, zh: '没有“{id}”这个共享网', en: 'There is no programme {id}' },
  'guidance.policy_unknown': { status: 404, zh: '没有规则集“{id}”', en: 'There is no rule set {id}' },
  'guidance.no_scope': {
    status: 404,
    zh: '“{id}”的规则里没有适用范围',
    en: 'The rules of {id} say nothing of their scope',
  },
  'guidance.no_criteria': {
    status: 404,
    zh: '“{id}”的规则里没有申报条件',
    en: 'The rules of {id} have no criteria of application',
  },
  'guidance.no_naming': {
    status: 404,
    zh: '“{id}”的规则里没有命名格式',
    en: 'The rules of {id} have no forms of names',
  },
  'guidance.class_unknown': {
    status: 400,
    zh: '“{id}”没有“{given}”这一类，请选定一类：{classes}',
    en: '{id} has no class {given}; choose one: {classes}',
  },
  'guidance.figures_wrong': {
    status: 400,
    zh: '有 {count} 项数据不能使用，请按所示单位改正',
    en: '{count} figure(s) cannot be used; please correct them in the units shown',
  },
});
