import { defineProblems } from '../problems.ts';

export const depositsProblem = defineProblems({
  'deposits.number_missing': {
    status: 422,
    zh: '没有项目编号的，不能汇交',
    en: 'Nothing is deposited without the number of its project',
  },
  'deposits.other_platform': {
    status: 422,
    zh: '项目 {number} 的指定平台：{platforms}',
    en: 'Designated platform of project {number}: {platforms}',
  },
  'deposits.opened_before': {
    status: 409,
    zh: '项目 {number} 在该平台的汇交已经登记（办件 {case}）',
    en: 'The deposit of project {number} with this platform was entered before (case {case})',
  },
  'deposits.not_your_project': {
    status: 403,
    zh: '项目 {number} 由其他单位承担',
    en: 'Project {number} belongs to another unit',
  },
  'deposits.not_by_you': {
    status: 403,
    zh: '汇交由项目承担单位、其主管部门或共享网的主管机关登记',
    en: 'Deposits are entered by the project’s unit, its department or the authority of the network',
  },
  'deposits.not_taken_here': {
    status: 404,
    zh: '{programme} 没有规定汇交',
    en: '{programme} has no rules on deposits',
  },
  'deposits.platform_unknown': {
    status: 422,
    zh: '“{platform}”不是本网的资源库（平台）',
    en: '“{platform}” is no platform of this network',
  },
  'deposits.unit_unknown': { status: 422, zh: '没有这个单位', en: 'There is no such unit' },
  'deposits.unknown': { status: 404, zh: '没有这项汇交', en: 'There is no such deposit' },
  'deposits.item_unknown': { status: 404, zh: '清单里没有这一项', en: 'The list has no such item' },
  'deposits.list_closed': {
    status: 409,
    zh: '现在不能修改清单：{state}',
    en: 'The list cannot be changed now: {state}',
  },
  'deposits.not_to_judge': {
    status: 403,
    zh: '由指定平台在检查时逐项认定',
    en: 'The designated platform judges each item while it checks',
  },
  'deposits.remark_missing': {
    status: 422,
    zh: '要求更正的，须写明原因',
    en: 'Say what is wrong with what is to be corrected',
  },
  'deposits.rows_wrong': {
    status: 422,
    zh: '表格有 {count} 处问题，没有导入任何一行',
    en: 'The table has {count} faults; no row of it was taken in',
  },
  'deposits.nothing_to_draft': {
    status: 409,
    zh: '已接收的资源都已有目录记录',
    en: 'Everything that was accepted has its record already',
  },
  'deposits.type_unknown': {
    status: 422,
    zh: '没有资源类型 {type}',
    en: 'There is no type of resource {type}',
  },
  'deposits.drafts_refused': {
    status: 422,
    zh: '有 {count} 处不符合该类型的要求，没有生成草稿',
    en: '{count} fault(s) by the rules of the type; no draft was made',
  },
  'deposits.record_elsewhere': {
    status: 422,
    zh: '记录 {id} 不属于该平台',
    en: 'Record {id} is not of this platform',
  },
  'deposits.principles_not_yours': {
    status: 403,
    zh: '工作原则由主管部门发布',
    en: 'Principles are published by supervising departments',
  },
});
