import { type ProsePage, contactSection } from './prose-page.ts';

export const accessibilityPage: ProsePage = {
  title: { zh: '无障碍说明', en: 'Accessibility' },
  lead: {
    zh: '本站力求人人可用，包括老年人和使用读屏软件、键盘、放大显示的访问者。',
    en: 'This site is meant to work for everyone, older people and users of screen readers, keyboards and magnifiers included.',
  },
  sections: (site) => [
    {
      title: { zh: '标准', en: 'Standards' },
      text: [
        {
          zh: '以 GB/T 37668-2019《信息技术 互联网内容无障碍可访问性技术要求与测试方法》和 WCAG 2.1 的 AA 级为目标。每次构建都用自动工具检查各页；自动检查不能代替真人测试，欢迎告诉我们遇到的困难。',
          en: 'The aim is GB/T 37668-2019 and level AA of WCAG 2.1. Every build is checked by an automatic tool; that cannot replace tests by people, so please tell us where you meet difficulties.',
        },
      ],
    },
    {
      title: { zh: '做了什么', en: 'What is done' },
      list: [
        {
          zh: '页首可切换大字和高对比显示（适老化），选择保存在本机。',
          en: 'Large print and high contrast can be switched on at the top of each page; the choice is kept on your device.',
        },
        {
          zh: '不用鼠标也能到达所有内容；焦点清楚可见；每页可直接跳到正文。',
          en: 'Everything can be reached without a mouse, the focus is clearly visible, and each page lets you skip to its content.',
        },
        {
          zh: '关闭脚本仍可检索和阅读；没有弹窗、轮播和自动播放。',
          en: 'Searching and reading work without script; there are no pop-ups, carousels or automatic playing.',
        },
        {
          zh: '状态以文字表示，颜色只作辅助；图表均附表格；页面可放大到 400%，可打印。',
          en: 'States are words, colour only helps; every chart has a table; pages enlarge to 400 % and print well.',
        },
      ],
    },
    {
      title: { zh: '已知不足', en: 'Known limits' },
      list: [
        {
          zh: '各平台录入的资源说明和所链接的外部网站不由本站编写，其无障碍程度各不相同。',
          en: 'Descriptions entered by platforms and the outside sites they link to are not written by us and vary.',
        },
        {
          zh: '报告差错和一键复制需要脚本；未启用脚本时可按下面的方式联系，或手动选取文字。',
          en: 'Reporting a mistake and one-click copying need script; without it, use the contact below or select the text.',
        },
      ],
    },
    contactSection(site, { zh: '反映问题', en: 'Tell us' }),
  ],
};
