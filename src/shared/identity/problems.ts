import { defineProblems } from '../problems.ts';

export const identityProblem = defineProblems({
  'identity.sign_in_failed': { status: 401, zh: '账号或密码不正确', en: 'The account or the password is wrong' },
  'identity.locked': {
    status: 429,
    zh: '连续 {failures} 次登录失败，已锁定，请 {minutes} 分钟后再试，或请安全管理员解锁',
    en: 'Locked after {failures} failed sign-ins: try again in {minutes} min, or ask the security administrator',
  },
  'identity.code_wrong': {
    status: 401,
    zh: '验证码不正确或已经用过',
    en: 'The code is wrong or was used before',
  },
  'identity.no_second_step': {
    status: 409,
    zh: '没有等待二次验证的登录，请重新登录',
    en: 'No sign-in awaits a second factor; sign in again',
  },
  'identity.password_wrong': { status: 403, zh: '当前密码不正确', en: 'The current password is wrong' },
  'identity.password_refused': { status: 422, zh: '新密码不符合要求', en: 'The new password will not do' },
  'identity.second_factor_present': {
    status: 409,
    zh: '已设置二次验证；如需更换，请先解除',
    en: 'A second factor is set up; remove it first to change it',
  },
  'identity.second_factor_absent': { status: 409, zh: '尚未设置二次验证', en: 'No second factor is set up' },
  'identity.link_invalid': {
    status: 410,
    zh: '链接无效、已使用或已过期，请重新申请',
    en: 'The link is not valid, was used or has expired; ask for a new one',
  },
  'identity.too_many_proofs': {
    status: 429,
    zh: '从您的网络发出的邮箱验证过多，请一小时后再试',
    en: 'Too many mail proofs were asked for from your network: try again in an hour',
  },
  'identity.account_unknown': { status: 404, zh: '没有这个账号', en: 'There is no such account' },
  'identity.account_taken': { status: 409, zh: '账号“{account}”已被使用', en: 'The account name “{account}” is taken' },
  'identity.account_state': {
    status: 409,
    zh: '账号状态为“{state}”，不能进行此操作',
    en: 'Not possible while the account is {state}',
  },
  'identity.account_beyond_scope': {
    status: 403,
    zh: '此账号不在您的管理范围内，或在范围外另有角色',
    en: 'The account is outside your scope, or has roles outside it',
  },
  'identity.own_account': { status: 403, zh: '不能对自己的账号进行此操作', en: 'Not possible with your own account' },
  'identity.guarded_email': {
    status: 403,
    zh: '安全管理员和审计人员的邮箱只能由本人更改（三员分立，GB/T 22239-2019 8.1.5）',
    en: 'Only they themselves change the mail address of a security administrator or auditor (GB/T 22239-2019, 8.1.5)',
  },
  'identity.email_missing': {
    status: 422,
    zh: '该账号没有邮箱，无法发送链接',
    en: 'The account has no mail address to send a link to',
  },
  'identity.role_scope': {
    status: 422,
    zh: '角色“{role}”不能授予此类范围（可用范围：{scopes}）',
    en: 'The role “{role}” cannot be given in this kind of scope (possible: {scopes})',
  },
  'identity.scope_unknown': { status: 422, zh: '范围“{scope}”不存在', en: 'There is no scope “{scope}”' },
  'identity.grant_dates': {
    status: 422,
    zh: '授权起始日不得早于今天（{today}），截止日不得早于起始日',
    en: 'A grant starts today ({today}) or later and does not end before it starts',
  },
  'identity.grant_beyond_scope': {
    status: 403,
    zh: '您无权在此范围内授予或撤销角色“{role}”',
    en: 'You may not give or revoke the role “{role}” in this scope',
  },
  'identity.own_grant': { status: 403, zh: '不能给自己授权', en: 'Nobody gives roles to himself' },
  'identity.grant_present': {
    status: 409,
    zh: '该账号在此范围内已有角色“{role}”，期间重叠',
    en: 'The account already has the role “{role}” in this scope for part of that time',
  },
  'identity.exclusive_roles': {
    status: 409,
    zh: '“{wanted}”与该账号已有或将有的角色“{held}”不得由同一人兼任（三员分立，GB/T 22239-2019 8.1.5）',
    en: 'Nobody holds “{wanted}” together with “{held}”, which this account has or will have (GB/T 22239-2019, 8.1.5)',
  },
  'identity.grant_unknown': { status: 404, zh: '没有这项授权', en: 'There is no such grant' },
  'identity.last_security_administrator': {
    status: 409,
    zh: '这是本系统最后一位安全管理员，不能撤销或停用',
    en: 'This is the last security administrator of the installation and stays',
  },
  'identity.organisation_unknown': { status: 404, zh: '没有这个机构', en: 'There is no such organisation' },
  'identity.reference_unknown': {
    status: 422,
    zh: '所填内容不存在：{field}',
    en: 'What is given does not exist: {field}',
  },
  'identity.uscc_taken': {
    status: 409,
    zh: '统一社会信用代码 {uscc} 已属于“{name}”',
    en: 'The unified social credit code {uscc} belongs to “{name}”',
  },
  'identity.supervises_itself': {
    status: 422,
    zh: '主管部门不能是机构自身或其下属',
    en: 'An organisation cannot be supervised by itself or by one below it',
  },
  'identity.platform_unknown': { status: 404, zh: '没有平台“{ref}”', en: 'There is no platform “{ref}”' },
  'identity.platform_code_taken': {
    status: 409,
    zh: '平台代码“{code}”已被使用',
    en: 'The platform code “{code}” is taken',
  },
  'identity.reserved_name': {
    status: 422,
    zh: '“{name}”为国家平台专用名称：未经推荐或认定的资源拥有者不得使用',
    en: '“{name}” is a reserved name of national platforms: owners that are neither recommended nor accredited may not use it',
  },
  'identity.accredited_by_decision': {
    status: 403,
    zh: '认定和终止凭{by_zh}的决定，按程序办理，不能直接改状态',
    en: 'Recognition begins and ends by a decision of {by_en}, taken by the procedure: the state is not set by hand',
  },
  'identity.register_field': {
    status: 403,
    zh: '“{fields}”只能由登记机关（系统管理员）更改',
    en: 'Only the register (a system administrator) changes: {fields}',
  },
  'identity.placing_not_allowed': {
    status: 403,
    zh: '您无权在此计划中把平台设为“{state}”',
    en: 'You may not set the state “{state}” in this programme',
  },
  'identity.recommended_in_future': {
    status: 422,
    zh: '推荐日期不得晚于今天（{today}）',
    en: 'The date of the recommendation cannot be after today ({today})',
  },
  'identity.programme_unknown': { status: 404, zh: '没有管辖“{id}”', en: 'There is no programme “{id}”' },
  'identity.programme_taken': {
    status: 409,
    zh: '管辖代码、路径或主机名已被使用',
    en: 'The id, the path or the host of the programme is taken',
  },
  'identity.rule_set_unknown': { status: 422, zh: '没有规则集“{id}”', en: 'There is no rule set “{id}”' },
  'identity.programme_live': {
    status: 409,
    zh: '正式运行的管辖不能改回试用',
    en: 'A live programme cannot go back to trial',
  },
  'identity.issue_date_given': {
    status: 422,
    zh: '规则集“{id}”已写明施行日期，不能另行录入',
    en: 'The rule set “{id}” states its dates: no other may be entered',
  },
  'identity.effective_date_unknown': {
    status: 422,
    zh: '施行日期未知：先录入印发日期，才能转为正式运行',
    en: 'Effective date unknown: enter the date of issue before going live',
  },
  'identity.issue_date_unset': {
    status: 409,
    zh: '尚未录入本办法的印发日期，不能开启正式轮次；试运行轮次可以开启',
    en: 'The issue date of the measure is not set: no live round may be opened; a trial round may',
  },
  'identity.instrument_expired': {
    status: 409,
    zh: '本办法已于{until}期满，不能开启新的轮次或受理新的申报；已开始的事项按原办法办理',
    en: 'The measure expired on {until}: no new round or application; what has begun continues under it',
  },
  'identity.instrument_not_in_force': {
    status: 409,
    zh: '本办法自{from}起施行，此前不能开启轮次',
    en: 'The measure is in force from {from} only',
  },
  'identity.trial_only': {
    status: 409,
    zh: '演示账号只能在试用模式下创建',
    en: 'Demo accounts are made in trial mode only',
  },
});
