import { defineMessages } from '../../shared/i18n.ts';

export const depositsMessages = defineMessages(
  {
    title: '项目资源汇交',
    lead: '财政资金支持的科研项目形成的科技资源，由承担单位汇交到指定平台；平台检查，主管部门审核后出具汇交凭证，任何人可以验证。',
    enter: '登录办理',
    verify: '验证凭证',
    principles: '各主管部门的工作原则',
    none: '还没有主管部门公布工作原则。',
    published: '公布日期 {on}',
    missing: '尚未公布：{topics}',
    separator: '、',
  },
  {
    title: 'Deposit of project results',
    lead: 'Resources that come of publicly funded projects are deposited with a designated platform by the project’s unit; the platform checks, the department audits, and anybody can verify the receipt.',
    enter: 'Sign in to deposit',
    verify: 'Verify a receipt',
    principles: 'Working principles of the departments',
    none: 'No department has published its principles yet.',
    published: 'Published on {on}',
    missing: 'Not published yet: {topics}',
    separator: ', ',
  },
);
