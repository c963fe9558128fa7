import { type Figure, figureSchema, type FigureInput } from './figures.ts';

const yesNo = (kind: 'boolean' | 'evidence' | 'statement', zh: string, en: string): FigureInput => ({
  kind,
  label: { zh, en },
});
const count = (zh: string, en: string, unitZh: string, unitEn: string): FigureInput => ({
  kind: 'integer',
  label: { zh, en },
  unit: { zh: unitZh, en: unitEn },
});
const option = (id: string, zh: string, en: string) => ({ id, label: { zh, en } });

/** Figures that several rule sets ask for under one name, so that one answer serves all. */
const FIGURES = {
  host_region: {
    kind: 'text',
    label: { zh: '依托单位注册地', en: 'Where the host is registered' },
    help: {
      zh: '写到市、区，如“广州市天河区”“湖北省武汉市”，也可以写行政区划代码',
      en: 'Down to city and district, for example 广州市天河区 or 湖北省武汉市, or the code of the region',
    },
  },
  host_legal_person: yesNo('boolean', '依托单位具有独立法人资格', 'The host is an independent legal person'),
  host_kind: {
    kind: 'choice',
    label: { zh: '依托单位性质', en: 'Kind of host' },
    options: [
      option('institute', '科研院所', 'Research institute'),
      option('university', '高等院校', 'University'),
      option('public_institution', '事业单位', 'Public institution'),
      option('enterprise', '企业', 'Enterprise'),
      option('other', '其他', 'Other'),
    ],
  },
  host_owner: {
    kind: 'choice',
    label: { zh: '依托单位隶属', en: 'To whom the host belongs' },
    options: [
      option('central', '中央', 'Central government'),
      option('province', '省属', 'Province'),
      option('city', '市属', 'City'),
      option('district', '区属', 'District'),
      option('none', '无隶属（民营等）', 'None (private)'),
    ],
  },
  operating_since: {
    kind: 'date',
    label: { zh: '资源库（平台）开始正常运行的日期', en: 'Date from which the platform has run regularly' },
  },
  completed_on: { kind: 'date', label: { zh: '平台建成日期', en: 'Date on which the platform was completed' } },
  completion_proof: yesNo('evidence', '建成证明材料', 'Proof of completion'),
  staff_full_time: count('专职人员', 'Full-time staff', '人', 'persons'),
  staff_part_time: count('兼职人员', 'Part-time staff', '人', 'persons'),
  organisation: yesNo(
    'evidence',
    '管理机构（设立文件、成员、职责）',
    'Management body (founding act, members, duties)',
  ),
  rules_on_file: yesNo('evidence', '管理制度', 'Management rules'),
  service_process: yesNo('evidence', '服务流程', 'Service process'),
  quality_assurance: yesNo('evidence', '服务质量保证措施', 'Assurance of service quality'),
  sharing_mechanism: yesNo('evidence', '共享服务机制', 'Mechanism of sharing'),
  standards: yesNo('evidence', '标准规范', 'Standards and specifications'),
  quality_control: yesNo('evidence', '质量控制体系', 'System of quality control'),
  integration_mode: yesNo('evidence', '资源整合模式', 'Mode of integrating resources'),
  volume_stated: yesNo('statement', '资源体量较大的说明', 'Statement on a large volume of resources'),
  character_stated: yesNo('statement', '资源特色的说明', 'Statement on distinctive resources'),
  influence_stated: yesNo(
    'statement',
    '在本专业领域或区域影响力的说明',
    'Statement on influence in the field or the region',
  ),
  integration_stated: yesNo('statement', '资源整合能力的说明', 'Statement on the ability to integrate resources'),
  conditions_stated: yesNo(
    'statement',
    '资源保存和共享服务所需软硬件条件的说明',
    'Statement on the conditions for keeping and sharing resources',
  ),
  service_mode: yesNo('statement', '服务模式的说明', 'Statement on the mode of service'),
  service_effect: yesNo('statement', '服务成效的说明', 'Statement on the effect of service'),
  claimed_volume: count('申报的资源数量', 'Resources claimed', '条（份）', 'items'),
  published_resources: count('已在共享网发布的资源', 'Resources published on the portal', '条', 'records'),
  published_services: count('已在共享网发布的服务', 'Services published on the portal', '项', 'services'),
  identified_resources: count('其中有科技资源标识的', 'Of these, with an identifier', '条', 'records'),
  updated_resources: count('其中一年内更新或确认过的', 'Of these, updated or confirmed within a year', '条', 'records'),
  claimed_services: count('申报的服务次数', 'Services claimed', '次', 'services'),
  recorded_services: count('有记录的服务次数', 'Services on record', '次', 'services'),
  online_system: yesNo('boolean', '已建成在线服务系统', 'An online service system is built'),
  connection_test: {
    kind: 'choice',
    label: { zh: '与共享网的对接测试', en: 'Test of the connection with the portal' },
    options: [
      option('none', '没有成功', 'None succeeded'),
      option('trial', '仅在试用环境成功', 'Succeeded on the trial environment only'),
      option('live', '与正式共享网成功', 'Succeeded with the live portal'),
    ],
  },
  connection_tested_on: {
    kind: 'date',
    label: { zh: '最近一次对接成功的日期', en: 'Date of the last successful connection' },
  },
  site_tenure: {
    kind: 'choice',
    label: { zh: '场地（土地）权属', en: 'Title to the site' },
    options: [
      option('owned', '自有', 'Owned'),
      option('leased', '租用', 'Leased'),
      option('none', '没有权属或租赁证明', 'Neither title nor lease'),
    ],
  },
  lease_until: {
    kind: 'date',
    label: { zh: '租期届满日期', en: 'End of the lease' },
    help: { zh: '场地为租用时填写', en: 'Where the site is leased' },
  },
  bad_records: count('有效的不良信用记录', 'Bad records in force', '条', 'records'),
  lapsed_bad_records: count('已失效或已修复的不良记录', 'Bad records lapsed or repaired', '条', 'records'),
} as const satisfies Readonly<Record<string, FigureInput>>;

export const COMMON_FIGURES: Readonly<Record<string, Figure>> = Object.fromEntries(
  Object.entries(FIGURES).map(([id, figure]) => [id, figureSchema.parse(figure)]),
);
