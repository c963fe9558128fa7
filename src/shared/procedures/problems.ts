import { defineProblems } from '../problems.ts';

export const proceduresProblem = defineProblems({
  'procedures.case_unknown': {
    status: 404,
    zh: '没有这一办件，或您无权查看',
    en: 'There is no such case, or it is not for you',
  },
  'procedures.procedure_unknown': {
    status: 404,
    zh: '“{programme}”没有名为“{procedure}”的办理程序',
    en: '“{programme}” has no procedure “{procedure}”',
  },
  'procedures.not_in_this_state': {
    status: 409,
    zh: '办件处于“{state_zh}”，此时不能“{action_zh}”',
    en: 'The case is in “{state_en}”: it cannot “{action_en}” now',
  },
  'procedures.action_unknown': {
    status: 404,
    zh: '“{procedure_zh}”中没有名为“{action}”的操作',
    en: '“{procedure_en}” has no action “{action}”',
  },
  'procedures.not_for_you': { status: 403, zh: '“{action_zh}”不由您办理', en: '“{action_en}” is not yours to do' },
  'procedures.held': {
    status: 409,
    zh: '有尚未办结的“{by_zh}”，办件暂停，不能“{action_zh}”',
    en: 'The case is held by an open “{by_en}”: it cannot “{action_en}” now',
  },
  'procedures.signed_before': {
    status: 409,
    zh: '您或贵方已就“{action_zh}”签署，须由另一方签署',
    en: 'You or your side have signed “{action_en}”; the other side is still to sign',
  },
  'procedures.answers_wrong': {
    status: 422,
    zh: '“{action_zh}”所填内容有 {count} 处不符合要求',
    en: '{count} part(s) of what “{action_en}” asks for are missing or wrong',
  },
  'procedures.requirements_unmet': {
    status: 422,
    zh: '“{action_zh}”的条件尚未满足（{count} 项）',
    en: '{count} requirement(s) of “{action_en}” are not met',
  },
  'procedures.not_unique': {
    status: 409,
    zh: '同一事项最多 {most} 件“{procedure_zh}”，已有 {count} 件：{title}',
    en: 'There may be {most} “{procedure_en}” of this kind, and there are {count}: {title}',
  },
  'procedures.cannot_open': {
    status: 409,
    zh: '“{procedure_zh}”不能在此开启',
    en: '“{procedure_en}” cannot be opened here',
  },
  'procedures.subject_wrong': { status: 422, zh: '办件对象应为{kind_zh}', en: 'The subject has to be a {kind_en}' },
  'procedures.account_unfit': {
    status: 422,
    zh: '账号 {account} 不存在、已停用或不具有“{role_zh}”角色',
    en: 'Account {account} does not exist, is disabled or does not hold the role “{role_en}”',
  },
  'procedures.not_at_desk': {
    status: 422,
    zh: '账号 {account} 不存在、已停用，或不是办理此件的人员',
    en: 'Account {account} does not exist, is disabled or has no part in this case',
  },
  'procedures.claimed': { status: 409, zh: '此办件已由{name}认领', en: 'The case has been claimed by {name}' },
  'procedures.not_claimed': { status: 409, zh: '此办件未由您认领', en: 'You have not claimed this case' },
  'procedures.field_locked': { status: 409, zh: '“{field}”正由{name}编辑', en: '“{field}” is being written by {name}' },
  'procedures.field_changed': {
    status: 409,
    zh: '“{field}”已被{name}修改，请核对后再保存',
    en: '“{field}” was changed by {name} meanwhile; compare before saving',
  },
  'procedures.field_closed': { status: 409, zh: '现在不能修改“{field}”', en: '“{field}” cannot be changed now' },
  'procedures.no_receipt': { status: 404, zh: '没有这张回执', en: 'There is no such receipt' },
  'procedures.programme_only': {
    status: 422,
    zh: '委托中的单位或程序不存在：{what}',
    en: 'The commission names something that does not exist: {what}',
  },
  'procedures.commission_by_procedure': {
    status: 409,
    zh: '委托须经“{procedure_zh}”办理，由各方共同签署',
    en: 'A commission is granted by “{procedure_en}”, signed by all sides',
  },
  'procedures.clock_dates': {
    status: 422,
    zh: '“{clock_zh}”的首末日不对：末日不得早于首日和今天',
    en: 'The dates of “{clock_en}” are wrong: the last day lies before the first, or before today',
  },
  'procedures.on_no_desk': {
    status: 403,
    zh: '此件现在不由您的岗位办理',
    en: 'This case is not on a desk of yours now',
  },
  'procedures.filter_unknown': { status: 404, zh: '没有这个保存的筛选', en: 'There is no such saved filter' },
  'procedures.filters_full': {
    status: 409,
    zh: '已保存 {limit} 个筛选，请先删除不用的',
    en: 'You have saved {limit} filters; remove some first',
  },
  'procedures.bundle_withheld': {
    status: 403,
    zh: '整卷归档只供能看到全部内容的主管机关下载',
    en: 'The whole file is for the authority that sees all of it',
  },
});
