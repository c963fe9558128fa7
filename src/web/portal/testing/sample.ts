import type { z } from 'zod';
import { catalogueRoutes } from '../../../shared/catalogue/routes.ts';
import { resourceView, searchPage, tombstone } from '../../../shared/catalogue/schemas.ts';
import { FACETS, type Facet } from '../search-state.ts';
import type { Site } from '../site.ts';

/** Data for tests of the views. All of it goes through the contract's own schemas, so it cannot drift from them. */
export const sampleSite = (change: Partial<Site> = {}): Site => ({
  lang: 'zh-CN',
  origin: 'https://keyuan.example',
  base: '',
  name: '科技资源共享网',
  programme: undefined,
  programmes: [
    {
      id: 'national',
      name: { zh: '中国科技资源共享网', en: 'China Science and Technology Resource Sharing Network' },
      authority: { zh: '科技部、财政部', en: 'Ministry of Science and Technology, Ministry of Finance' },
      ruleSet: 'national',
      path: '/national',
      host: undefined,
    },
    {
      id: 'guangzhou',
      name: { zh: '广州市科技资源库统一在线服务系统', en: 'Guangzhou Science and Technology Resource Library System' },
      authority: { zh: '广州市科学技术局', en: 'Guangzhou Science and Technology Bureau' },
      ruleSet: 'guangzhou',
      path: '/guangzhou',
      host: undefined,
    },
  ],
  operator: {
    name: { zh: '示范运营中心', en: 'Demonstration Operating Centre' },
    email: 'service@keyuan.example',
    phone: '020-00000000',
  },
  account: undefined,
  display: { large: false, contrast: false },
  trial: true,
  instruments: {
    national: { zh: '国家科技资源共享服务平台管理办法', en: 'Measures for National Sharing Service Platforms' },
    guangzhou: { zh: '广州市支持科技资源库发展办法（征求意见稿）', en: 'Guangzhou Measures (draft for comment)' },
  },
  ...change,
});

const platform = { id: '11', code: 'DEMO-CROP', name: '示范作物种质资源库', name_en: null, demo: true };

const hits = [
  ['101', '丝苗香稻 粤香占（示例）', 'germplasm_crop', '作物种质资源', 'open', 'CSTR:00000.16.zdm00012'],
  ['102', '枯草芽孢杆菌 B-1021（示例）', 'strain', '微生物菌种', 'conditional', null],
  ['103', '珠江口咸淡水交汇区水质连续监测数据集（2019—2024，示例）', 'dataset', '科学数据集', 'open', null],
  ['104', '透射电子显微镜 200 kV（示例）', 'instrument', '科研仪器', 'closed', null],
] as const;

export const sampleSearch = (change: Partial<z.input<typeof searchPage>> = {}): z.output<typeof searchPage> =>
  searchPage.parse({
    items: hits.map(([id, title, type, type_label, access, identifier]) => ({
      id,
      title,
      title_en: id === '101' ? 'Yuexiangzhan, an aromatic rice (example)' : null,
      type,
      type_label,
      platform: { code: platform.code, name: platform.name },
      access,
      region: '440100',
      region_label: '广东省广州市',
      year: 2021,
      identifier,
      local_number: `ZDM000${id}`,
      excerpt: '籼型常规水稻，全生育期约 114 天，株型适中，米质达国标优质二级，具香味；示例记录，不对应真实资源。',
      demo: true,
      published_at: '2026-11-20T03:00:00.000Z',
      highlights: { title: id === '101' ? [[2, 4]] : [], excerpt: [[4, 6]] },
    })),
    total: { value: 10_000, relation: 'gte' },
    facets: {
      type: [
        { value: 'germplasm_crop', label: '作物种质资源', count: 5213 },
        { value: 'strain', label: '微生物菌种', count: 2104 },
        { value: 'dataset', label: '科学数据集', count: 1330 },
        { value: 'specimen', label: '生物标本', count: 980 },
        { value: 'instrument', label: '科研仪器', count: 373 },
      ],
      platform: Array.from({ length: 11 }, (_, i) => ({
        value: i === 0 ? platform.code : `DEMO-${i}`,
        label: i === 0 ? platform.name : `示范资源库第 ${i} 库`,
        count: 900 - i * 71,
      })),
      discipline: [{ value: '210', label: '农学', count: 5100 }],
      region: [{ value: '440000', label: '广东省', count: 4122 }],
      access: [
        { value: 'open', label: '公开', count: 8100 },
        { value: 'conditional', label: '有条件开放', count: 1700 },
        { value: 'closed', label: '不开放', count: 200 },
      ],
      year: [2024, 2023, 2022, 2021, 2020].map((year) => ({ value: String(year), label: String(year), count: 412 })),
    },
    facets_bound: 10_000,
    hints: [],
    notes: [],
    next: 'next-page',
    ...change,
  });

export const emptySearch = (): z.output<typeof searchPage> =>
  sampleSearch({
    items: [],
    total: { value: 0, relation: 'eq' },
    facets: Object.fromEntries(FACETS.map((facet) => [facet, []])) as unknown as Record<Facet, []>,
    facets_bound: null,
    hints: [{ without: '抗旱', q: '水稻', count: 812, relation: 'eq' }],
    next: null,
  });

export const sampleResource = (change: Partial<z.input<typeof resourceView>> = {}): z.output<typeof resourceView> =>
  resourceView.parse({
    id: '101',
    type: 'germplasm_crop',
    type_label: '作物种质资源',
    platform,
    title: '丝苗香稻 粤香占（示例）</script>&"',
    title_en: 'Yuexiangzhan, an aromatic rice (example)',
    state: 'published',
    state_label: '已发布',
    version: 2,
    access: 'conditional',
    access_label: '有条件开放',
    funding: 'fiscal',
    demo: true,
    groups: [
      {
        id: 'description',
        label: '资源描述',
        fields: [
          {
            id: 'abstract',
            label: '摘要',
            kind: 'long_text',
            unit: null,
            values: ['籼型常规水稻，全生育期约 114 天。\n示例记录。'],
            masked: null,
          },
          { id: 'SPECIES', label: '学名', kind: 'scientific_name', unit: null, values: ['Oryza sativa'], masked: null },
          { id: 'keywords', label: '关键词', kind: 'text', unit: null, values: ['水稻', '香稻', '优质'], masked: null },
        ],
      },
      {
        id: 'collection',
        label: '采集与来源',
        fields: [
          { id: 'ORIGCTY', label: '原产国', kind: 'country', unit: null, values: ['中国'], masked: null },
          {
            id: 'DECLATITUDE',
            label: '纬度',
            kind: 'latitude',
            unit: '°',
            values: ['23.1'],
            masked: '野生居群位置按规定只公布到 0.1 度',
          },
          { id: 'ELEVATION', label: '海拔', kind: 'integer', unit: 'm', values: ['21'], masked: null },
          {
            id: 'url',
            label: '详细信息',
            kind: 'url',
            unit: null,
            values: ['https://keyuan.example/detail/101'],
            masked: null,
          },
        ],
      },
    ],
    identifiers: [
      {
        scheme: 'cstr',
        value: '00000.16.zdm00012',
        display: 'CSTR:00000.16.zdm00012',
        url: 'https://keyuan.example/cstr/00000.16.zdm00012',
        state: 'requested',
        state_label: '申请中',
      },
    ],
    obtain: {
      ways: ['向平台申请，签订种质材料转让协议后提供'],
      process: '提交申请 → 平台审核（5 个工作日）→ 签订协议 → 寄送。',
      url: 'https://keyuan.example/apply/101',
      contact: [
        { label: '电子邮箱', value: 'crop@keyuan.example' },
        { label: '电话', value: '020-00000000' },
      ],
    },
    citations: [
      {
        format: 'gbt7714-2025',
        label: 'GB/T 7714-2025',
        text: '示范作物种质资源库. 丝苗香稻 粤香占（示例）[DB/OL]. (2026-11-20)[2026-11-24]. https://keyuan.example/resources/101.',
      },
      { format: 'gbt7714-2015', label: 'GB/T 7714-2015', text: '示范作物种质资源库. 丝苗香稻 粤香占（示例）[DB/OL].' },
      {
        format: 'bibtex',
        label: 'BibTeX',
        text: '@misc{keyuan101,\n  title = {{丝苗香稻 粤香占（示例）}},\n  year = {2026}\n}',
      },
    ],
    address: 'https://keyuan.example/resources/101',
    quality: 86,
    published_at: '2026-11-20T03:00:00.000Z',
    updated_at: '2026-11-21T03:00:00.000Z',
    confirmed_at: '2026-11-21T03:00:00.000Z',
    notices: [
      {
        kind: 'identifier',
        text: '本条尚未取得正式标识。',
        cite: { policy: 'national', article: '第十三条第（二）项', clause: 'NAT-13.2', basis: 'law' },
      },
    ],
    json_ld: {
      '@context': 'https://schema.org',
      '@type': 'Dataset',
      name: '丝苗香稻 粤香占（示例）</script>',
      creator: [{ '@type': 'Organization', name: '示范作物种质资源库' }],
    },
    ...change,
  });

export const sampleTombstone = (): z.output<typeof tombstone> =>
  tombstone.parse({
    id: '109',
    title: '已撤回的示例资源',
    identifiers: [],
    platform,
    withdrawn_at: '2026-11-01T00:00:00.000Z',
    reason: '平台更正：与另一条重复。',
  });

export const sampleVersions = () =>
  catalogueRoutes.listVersions.reply.parse({
    items: [2, 1].map((version) => ({
      version,
      state: version === 2 ? 'published' : 'superseded',
      state_label: version === 2 ? '已发布' : '已被新版取代',
      author: '陈示例',
      created_at: `2026-11-${18 + version}T03:00:00.000Z`,
      published_at: `2026-11-${18 + version}T03:00:00.000Z`,
      note: version === 2 ? '补充采集信息' : null,
    })),
  }).items;

export const sampleRelated = () =>
  catalogueRoutes.listRelated.reply.parse({
    items: [
      {
        id: '105',
        title: '野生稻居群调查数据集（示例）',
        type_label: '科学数据集',
        platform_name: '示范生态数据中心',
        why: '同一物种',
      },
    ],
  }).items;

export const sampleSummary = () =>
  catalogueRoutes.portalSummary.reply.parse({
    name: '科技资源共享网',
    total: 10_321,
    types: sampleSearch().facets.type.map(({ value, label, count }) => ({ id: value, label, count })),
    platforms: sampleSearch()
      .facets.platform.slice(0, 6)
      .map(({ value, label, count }) => ({
        code: value,
        name: label,
        count,
        region_label: '广东省广州市',
        demo: true,
      })),
    platform_count: 12,
    newest: sampleSearch().items.map(({ id, title, type_label, published_at }) => ({
      id,
      title,
      type_label,
      platform_name: platform.name,
      published_at,
    })),
  });

export const samplePlatforms = () =>
  catalogueRoutes.listCataloguePlatforms.reply.parse({
    items: [0, 1, 2].map((i) => ({
      code: i === 0 ? platform.code : `REG-${i}`,
      name: i === 0 ? platform.name : `国家示例科学数据中心之${i}`,
      name_en: null,
      kind_label: i === 0 ? '生物种质资源库' : '科学数据中心',
      host: i === 0 ? '示范农业科学院' : null,
      supervising: null,
      region_label: i === 0 ? '广东省广州市' : null,
      count: i === 0 ? 900 : 0,
      demo: i === 0,
      verified: i === 0,
    })),
    next: null,
  });

export const samplePlatform = () =>
  catalogueRoutes.readCataloguePlatform.reply.parse({
    ...platform,
    kind_label: '生物种质资源库',
    summary: '收集和保存华南地区作物种质资源，面向育种和科研单位提供共享服务。示范用虚构平台。',
    homepage: 'https://crop.keyuan.example',
    host: '示范农业科学院',
    supervising: '广州市科学技术局',
    region_label: '广东省广州市',
    contact: [{ label: '电子邮箱', value: 'crop@keyuan.example' }],
    programmes: [
      {
        id: 'guangzhou',
        name: '广州市科技资源库统一在线服务系统',
        state: 'accredited',
        state_label: '认定平台',
        recommended_by: null,
        recommended_on: null,
      },
    ],
    types: [{ id: 'germplasm_crop', label: '作物种质资源', count: 900 }],
    count: 900,
    source: null,
    verified: true,
  });
