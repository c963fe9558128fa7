import type { ProsePage } from './prose-page.ts';
import { contactSection } from './prose-page.ts';

export const helpPage: ProsePage = {
  title: { zh: '使用帮助', en: 'Help' },
  lead: {
    zh: '怎样检索资源、读懂资源页、获取和引用资源，以及发现差错时怎样告诉我们。',
    en: 'How to search, read a resource’s page, obtain and cite it, and tell us about mistakes.',
  },
  sections: (site) => [
    {
      title: { zh: '检索', en: 'Searching' },
      terms: [
        {
          term: { zh: '几个词', en: 'Several words' },
          text: {
            zh: '用空格隔开，结果须含全部的词。简体和繁体、全角和半角视为相同。',
            en: 'Separate them by spaces; a result contains all of them. Simplified and traditional characters, full and half width count as the same.',
          },
        },
        {
          term: { zh: '词组', en: 'Phrase' },
          text: {
            zh: '加引号，如“野生稻 种质”，按原样相连查找。',
            en: 'Put it in quotes, for example “wild rice”, to find the words next to each other.',
          },
        },
        {
          term: { zh: '排除', en: 'Leaving out' },
          text: {
            zh: '词前加减号，如“水稻 -杂交”，结果不含该词。',
            en: 'A minus before a word, for example “rice -hybrid”, leaves out what contains it.',
          },
        },
        {
          term: { zh: '编号', en: 'Numbers' },
          text: {
            zh: '保藏编号、统一编号等照写即可，如 CGMCC 1.1、AS 1.398、ZDM00012。',
            en: 'Write strain, accession and other numbers as they are: CGMCC 1.1, AS 1.398, ZDM00012.',
          },
        },
        {
          term: { zh: '学名', en: 'Scientific names' },
          text: {
            zh: '可用拉丁学名，如 Oryza sativa。',
            en: 'Latin names work as they are, for example Oryza sativa.',
          },
        },
        {
          term: { zh: '拼音', en: 'Pinyin' },
          text: {
            zh: '名称可用全拼，如 shuidao、shui dao，声调可有可无；三个字以上的名称也可用首字母，如 wyd（五优稻）。',
            en: 'Names may be spelled in pinyin, shuidao or shui dao, with or without tones; names of three characters and more also by their initials, wyd for 五优稻.',
          },
        },
        {
          term: { zh: '同义词', en: 'Synonyms' },
          text: {
            zh: '检索“西红柿”也查到“番茄”，检索“稻”也查到“水稻”。加引号则只查原词。',
            en: 'Asking for 西红柿 also finds 番茄, asking for 稻 also finds 水稻. Quotation marks look for the very word.',
          },
        },
        {
          term: { zh: '限定范围', en: 'Within a field' },
          text: {
            zh: '写作“名称：值”，如 标题：水稻、编号：AS、关键词：湿地、年份：2019..2021、类型：菌株、平台：名称或代码、地区：湖北；也可用各类资源的字段名。',
            en: 'Write name:value: title:rice, number:AS, keyword:wetland, year:2019..2021, type:strain, platform:name or code, region:Hubei; names of the types’ fields work too.',
          },
        },
        {
          term: { zh: '标识', en: 'Identifiers' },
          text: {
            zh: '可直接粘贴 CSTR、DOI 或其网址。',
            en: 'Paste a CSTR, a DOI or its web address.',
          },
        },
      ],
    },
    {
      title: { zh: '筛选与排序', en: 'Narrowing and sorting' },
      list: [
        {
          zh: '检索结果页列出类型、平台、学科、地区、共享方式和年份，点选即筛选，可以多选；所选条件列在结果上方，点一下即取消。窄屏上筛选收在“筛选”之下。',
          en: 'The results page lists types, platforms, disciplines, regions, access and years. Choose as many as you like; what is chosen stands above the results and is removed by a click. On a narrow screen the filters fold away under “Filters”.',
        },
        {
          zh: '条件都写在网址中，网址可以保存或转发。结果页下方的“订阅此检索”是 Atom 源，有新资源发布时阅读器会告诉您。',
          en: 'Everything chosen is in the address, which can be kept or passed on. “Follow this search” below the results is an Atom feed: a reader tells you when something new is published.',
        },
        {
          zh: '结果超过一万条时只显示“10,000+”，加一个词或一项筛选即可得到准确数目。',
          en: 'Above ten thousand results the total reads “10,000+”; one more word or filter gives the exact number.',
        },
      ],
    },
    {
      title: { zh: '获取资源', en: 'Obtaining a resource' },
      list: [
        {
          zh: '“公开”的资源按资源页给出的地址直接使用。',
          en: 'Open resources are used directly at the address on their page.',
        },
        {
          zh: '“有条件开放”的资源按资源页写明的途径和手续向所在平台申请。',
          en: 'Conditional resources are applied for from their platform, in the way their page tells.',
        },
        {
          zh: '“不开放”的资源只公布目录信息，并写明依据。',
          en: 'Of closed resources only the catalogue entry is public, with the reason.',
        },
      ],
    },
    {
      title: { zh: '引用资源', en: 'Citing a resource' },
      text: [
        {
          zh: '资源页的“引用”一栏给出 GB/T 7714-2025、GB/T 7714-2015、BibTeX、RIS、CSL-JSON 等格式，点“复制”即可。请在成果中注明资源标识：它长期有效，资源撤回后仍指向说明页。',
          en: 'The page’s “Cite” box has GB/T 7714-2025, GB/T 7714-2015, BibTeX, RIS and CSL-JSON; press “Copy”. Please give the identifier in your work: it stays valid, and points to an explanation even after a resource was withdrawn.',
        },
      ],
    },
    {
      id: 'exchange',
      title: { zh: '供程序读取', en: 'For programs' },
      text: [
        {
          zh: '每条资源都有供程序读取的形式，见资源页的“其他格式”；请求头 Accept 也可指定。整个目录可以成批收割，不需要登录，个人信息和受保护的坐标不在其中。',
          en: 'Every resource comes in forms that programs read, listed on its page under “Other formats” or asked for by the Accept header. The whole catalogue can be harvested without an account; personal data and protected positions are not in it.',
        },
      ],
      terms: [
        {
          term: { zh: 'OAI-PMH 2.0', en: 'OAI-PMH 2.0' },
          text: {
            zh: '地址 /oai；格式 oai_dc、datacite、core；按平台和资源类型分集；撤回的资源长期以“已删除”告知。',
            en: 'At /oai; formats oai_dc, datacite and core; sets by platform and type; withdrawn resources stay announced as deleted.',
          },
          href: '/oai?verb=Identify',
        },
        {
          term: { zh: 'DCAT-AP 3', en: 'DCAT-AP 3' },
          text: {
            zh: '地址 /catalog，分页，Turtle 或 JSON-LD。',
            en: 'At /catalog, page by page, as Turtle or JSON-LD.',
          },
          href: '/catalog?format=ttl',
        },
        {
          term: { zh: '网站地图', en: 'Sitemap' },
          text: { zh: '全部资源页和平台页的地址。', en: 'The addresses of all resources and platforms.' },
          href: '/sitemap.xml',
        },
        {
          term: { zh: '开放接口', en: 'Open interface' },
          text: { zh: '检索与读取的接口说明（OpenAPI）。', en: 'Search and read by interface (OpenAPI).' },
          href: '/api/openapi.json',
        },
      ],
    },
    {
      title: { zh: '报告差错', en: 'Reporting a mistake' },
      text: [
        {
          zh: '发现资源信息有误，可在资源页点“报告差错”，不必登录。报告会送达所在平台，处理时给出答复。',
          en: 'If something on a resource’s page is wrong, press “Report a mistake” there; no account is needed. The report goes to the platform, which answers it.',
        },
      ],
    },
    {
      title: { zh: '键盘与显示', en: 'Keyboard and display' },
      text: [
        {
          zh: '全站可只用键盘操作：Tab 键依次移动，回车键打开；每页的第一个链接可跳到正文。页首可切换大字和高对比显示，并在本机记住。',
          en: 'Everything works by keyboard: Tab moves on, Enter opens, and the first link of each page skips to its content. Large print and high contrast are switched on at the top of a page and remembered on this device.',
        },
      ],
    },
    contactSection(site, { zh: '联系我们', en: 'Contact' }),
  ],
};
