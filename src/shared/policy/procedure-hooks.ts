import type { Bilingual } from '../i18n.ts';

/**
 * What tables of procedures may ask of the modules above the engine: `requires: [{ gate: … }]`. The text is what it asks for. Each is
 * offered by exactly one module (`offers.gates`); a test holds both lists together.
 */
export const GATES = {
  plan_complete: { zh: '在线表单须填写完整，没有错误', en: 'the form is filled in whole, without faults' },
  signed_plan: {
    zh: '签章件须为未加密、未损坏的PDF，大小不超过表单所限',
    en: 'the signed copy is a PDF that is whole, not encrypted and within the form’s size',
  },
  name_fits: { zh: '名称须符合命名规则，且未被登记', en: 'the name keeps to the naming rules and is not taken' },
  experts_unconflicted: {
    zh: '专家与申报单位、共建单位没有利害关系，且不在申请回避之列',
    en: 'the experts have no ties with the host or its partners, and the applicant did not ask to keep them away',
  },
  panel_sized: {
    zh: '评审组人数符合规定（不少于最低人数，规定单数的为单数）',
    en: 'the panel has the number of experts that is ruled: no fewer, and odd where it must be',
  },
  experts_outside_department: {
    zh: '专家不是主管部门人员',
    en: 'the experts are not staff of the supervising department',
  },
  reviewer_unconflicted: {
    zh: '评审人与申报单位、共建单位没有利害关系',
    en: 'the reviewer has no ties with the host or its partners',
  },
  sheet_complete: { zh: '评分表逐项评分', en: 'every item of the score sheet has a mark' },
  follows_experts: {
    zh: '建议依据专家意见提出；与多数专家意见不一致的，说明理由',
    en: 'the proposal rests on the experts’ opinion, or gives reasons for departing from it',
  },
  visit_checked: {
    zh: '至少核查一项事实，逐条写明单位、事项和结果',
    en: 'at least one fact was checked, each with unit, item and result',
  },
  visits_cover_units: {
    zh: '现场考察覆盖依托单位和各共建单位',
    en: 'site visits have covered the host and each unit that takes part',
  },
  not_excluded: {
    zh: '资源库（平台）和依托单位不在不得申报的期限内',
    en: 'neither platform nor host is excluded from applying',
  },
  handler_uninvolved: {
    zh: '复核经办人不是原评审专家',
    en: 'whoever handles the review was no expert of the case',
  },
  complaint_handler: {
    zh: '办理人员不在被投诉的平台及其依托单位任职',
    en: 'whoever handles it serves neither the platform complained about nor its host',
  },
  deposit_listed: {
    zh: '汇交清单不为空，每项有文件或写明保存在何处，要求更正的已更正',
    en: 'something is listed, each item with its file or where it is kept, corrections made',
  },
  deposit_judged: {
    zh: '平台对每一项作了检查，至少接收一项',
    en: 'the platform has judged every item and accepted one at least',
  },
  deposit_settled: {
    zh: '没有待更正、待检查的资源',
    en: 'nothing waits for a correction or a judgement',
  },
  objector_named: {
    zh: '实名提出，且就同一结果未提出过',
    en: 'made under one’s name, and once only about one result',
  },
} as const satisfies Readonly<Record<string, Bilingual>>;

/** What modules above the engine do with a step, in its transaction: `does: […]`. Each is offered by one module (`offers.caseEffects`). */
export const EFFECTS = {
  grant_commission: {
    zh: '受托机构按本件载明的期间和任务获得委托',
    en: 'the organisation holds the commission, for the period and tasks of the case',
  },
  tell_complainant: {
    zh: '留下邮箱的投诉人收到邮件',
    en: 'whoever complained and left a mail address is told by mail',
  },
  keep_plan: { zh: '留存所提交的在线表单', en: 'the form is kept as it was handed in' },
  name_platform: {
    zh: '平台按本件确定的名称登记',
    en: 'the platform is registered under the name of the case',
  },
  total_score: { zh: '评分表合计为评审得分', en: 'the total of the sheet is the score of the review' },
  correct_figures: {
    zh: '以考察核实的数据更正申报数据',
    en: 'figures found on the visit take the place of those claimed',
  },
  publish_notice: {
    zh: '公示名单固定、签名并公开',
    en: 'the list on notice is frozen, signed and made public',
  },
  record_objector: { zh: '记录提出人，一人一次', en: 'the objector is recorded: once each' },
  release_objector: { zh: '退回的不计次数', en: 'what is returned does not count' },
  enter_register: { zh: '列入名录', en: 'the platform enters the register' },
  change_register: { zh: '变更名录登记', en: 'its entry in the register changes' },
  list_deposit: { zh: '已接收的资源列入凭证', en: 'what was accepted is listed for the receipt' },
  leave_register: { zh: '名录中注明终止或到期', en: 'its entry in the register ends' },
} as const satisfies Readonly<Record<string, Bilingual>>;

export type GateId = keyof typeof GATES;
export type EffectId = keyof typeof EFFECTS;
