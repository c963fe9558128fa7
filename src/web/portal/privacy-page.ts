import { type ProsePage, contactSection } from './prose-page.ts';

export const privacyPage: ProsePage = {
  title: { zh: '隐私说明', en: 'Privacy' },
  lead: {
    zh: '检索和阅读不需要账户，也不跟踪访问者。',
    en: 'Searching and reading need no account, and visitors are not tracked.',
  },
  sections: (site) => [
    {
      title: { zh: '收集什么', en: 'What is collected' },
      terms: [
        {
          term: { zh: '访问记录', en: 'Access log' },
          text: {
            zh: '服务器记录请求的时间、网络地址和所访问的页面，用于保障安全和排除故障，按网络安全法规保存不少于六个月。',
            en: 'The server logs time, network address and page of requests, to keep the service safe and working; kept for at least six months as network security law requires.',
          },
        },
        {
          term: { zh: '差错报告', en: 'Reports of mistakes' },
          text: {
            zh: '所写内容；联系方式自愿填写，只给处理该报告的平台人员看，用于答复。',
            en: 'What you write. A contact is voluntary, and shown only to the platform’s people who answer the report.',
          },
        },
        {
          term: { zh: '凭邮箱取用开放数据', en: 'Open data by mail' },
          text: {
            zh: '邮箱用于发送一次性链接，邮件发送记录只有系统管理员能看到；验证记录 30 天后删除，下载页到期 30 天后其邮箱和姓名删除。所填姓名、单位、地区和用途记入平台的服务记录。',
            en: 'The address gets a one-time link; only system administrators see the record of that mail. Proofs are deleted after 30 days, address and name 30 days after the page of the downloads has expired. Name, unit, region and purpose enter the service records of the platform.',
          },
        },
        {
          term: { zh: '账户', en: 'Accounts' },
          text: {
            zh: '工作人员账户保存姓名、账号、所属机构、授权，以及可选的电子邮箱和电话；操作记入审计记录。密码只保存不可逆的摘要。',
            en: 'Staff accounts hold name, account name, organisation and roles, with e-mail and telephone where given; actions enter the audit trail. Of passwords only an irreversible digest is kept.',
          },
        },
      ],
    },
    {
      title: { zh: '使用哪些 Cookie', en: 'Cookies' },
      terms: [
        {
          term: { zh: '登录会话', en: 'Session' },
          text: {
            zh: '只在登录后设置，脚本不可读取，退出或到期即失效。',
            en: 'Set only after signing in, not readable by script, void when you sign out or it expires.',
          },
        },
        {
          term: { zh: 'keyuan_display', en: 'keyuan_display' },
          text: {
            zh: '只在切换大字或高对比后设置，记住显示方式，保存一年。',
            en: 'Set only when large print or high contrast is switched; remembers the display for a year.',
          },
        },
      ],
      text: [
        {
          zh: '不使用第三方统计、广告或外部字体，页面不向其他网站发送访问信息。',
          en: 'There are no outside statistics, advertisements or fonts; pages send nothing about your visit to other sites.',
        },
      ],
    },
    {
      title: { zh: '您的权利', en: 'Your rights' },
      text: [
        {
          zh: '依照《中华人民共和国个人信息保护法》，您可以查阅、更正、删除与您有关的个人信息，或要求说明处理规则。',
          en: 'Under the Personal Information Protection Law you may see, correct and delete personal information about you, or ask how it is handled.',
        },
      ],
    },
    contactSection(site, { zh: '个人信息事项联系', en: 'Contact on personal information' }),
  ],
};
