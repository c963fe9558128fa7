import type { Bilingual } from '../i18n.ts';

export interface Topic {
  key: string;
  name: Bilingual;
  /**
   * Where its values are in a rule set: dotted paths. `?id` picks the entries of a list with that id, `#field` one field
   * of each.
   */
  paths: readonly string[];
}

const topic = (key: string, zh: string, en: string, ...paths: string[]): Topic => ({ key, name: { zh, en }, paths });

/** In what jurisdictions differ, in the order of a platform's life. */
export const TOPICS: readonly Topic[] = [
  topic(
    'instrument',
    '办法与状态',
    'Instrument and status',
    'instrument.document_no',
    'instrument.in_force',
    'instrument.validity',
  ),
  topic('terms.object', '认定对象的名称', 'Term for what is recognised', 'terms.object'),
  topic('scope.types', '资源范围', 'Scope of resources', 'scope.types', 'scope.orientation'),
  topic('scope.excluded', '不适用的资源', 'Excluded resources', 'scope.excluded'),
  topic(
    'openness',
    '财政资金资源的开放',
    'Openness of publicly funded resources',
    'catalogue.openness',
    'catalogue.exceptions',
  ),
  topic('authority.decide', '决定机关', 'Authorities that decide', 'authorities.decisions'),
  topic('authority.supervise', '主管部门', 'Supervising department', 'authorities.supervising'),
  topic('accreditation.mode', '方式', 'Mode', 'rounds.mode'),
  topic('accreditation.path', '申报路径', 'Who applies to whom', 'rounds.path'),
  topic('accreditation.host', '依托单位资格', 'Eligibility of hosts', 'authorities.hosts'),
  topic('criteria', '条件', 'Conditions', 'criteria.classes'),
  topic('criteria.years', '运行年限要求', 'Years of operation demanded', 'years'),
  topic('accreditation.review', '评审', 'Review', 'rounds.review_by', 'rounds.site_visit'),
  topic(
    'accreditation.direct',
    '直接纳入',
    'Direct admission',
    'direct-path.kinds',
    'direct-path.recognised_from',
    'direct-path.checks',
  ),
  topic('notice.accreditation', '认定公示', 'Public notice of recognition', 'notice.notices?accreditation'),
  topic('objection', '异议', 'Objection', 'notice.objection'),
  topic('publication', '公布', 'Publication', 'rounds.publication'),
  topic('naming.zh', '中文命名', 'Names in Chinese', 'naming.zh'),
  topic('naming.en', '英文命名', 'Names in English', 'naming.en'),
  topic('plaque', '牌匾', 'Plaque', 'rounds.plaque'),
  topic('head', '负责人', 'Head', 'rounds.head'),
  topic('validity', '有效期', 'Term of validity', 'rounds.validity'),
  topic('limits', '数量限制', 'Limits per host and class', 'rounds.limits.per_host', 'rounds.limits.per_class'),
  topic('staff.mode', '人员方式', 'Mode of staff', 'reports.staff'),
  topic('rules.filing', '制度备案', 'Filing of rules', 'reports.rules_filed_with'),
  topic('security', '备份与安全', 'Backup and security', 'reports.backup', 'reports.patrol'),
  topic('deposit', '项目资源汇交', 'Deposit of project resources', 'reports.deposit'),
  topic('service.free', '无偿服务', 'Services free of charge', 'sharing.free'),
  topic('service.paid', '有偿服务', 'Paid services', 'money.paid', 'money.price_ceiling', 'sharing.registration'),
  topic('report.annual', '年度报告', 'Annual report', 'reports.reports'),
  topic('report.deadline', '年度报告期限', 'Deadline of the annual report', 'reports.reports#due'),
  topic('evaluation.interval', '考核周期', 'Interval of evaluation', 'evaluation.intervals'),
  topic('evaluation.grades', '考核等次', 'Grades', 'evaluation.grades'),
  topic('evaluation.content', '考核内容与方式', 'Content and methods', 'evaluation.focus', 'evaluation.methods'),
  topic('evaluation.by', '考核主体', 'Evaluator', 'authorities.evaluator'),
  topic('evaluation.publish', '结果公布', 'Publication of results', 'evaluation.results'),
  topic('rectification', '整改期限', 'Rectification period', 'evaluation.rectification'),
  topic('failure', '不合格的后果', 'Consequence of failure', 'evaluation.removal', 'evaluation.fails_to_remove'),
  topic('termination', '终止程序', 'Termination', 'evaluation.termination', 'evaluation.exclusion'),
  topic(
    'funding',
    '经费支持',
    'Funding',
    'money.form',
    'money.annual_cap_fen',
    'money.platform_cap_fen',
    'money.reward',
    'money.uses',
  ),
  topic('accounts', '账务', 'Accounting', 'money.accounts', 'money.audit_yearly'),
  topic('change', '变更程序', 'Change procedure', 'rounds.changes'),
  topic('complaint', '投诉', 'Complaint', 'authorities.complaints'),
  topic('integrity', '失信处理', 'Fraud', 'sanctions.violations', 'sanctions.measures', 'sanctions.severe'),
  topic('portal', '门户', 'Portal', 'terms.portal', 'terms.portal_operator'),
  topic('promotion', '向国家级推荐', 'Promotion to the national level', 'rounds.promotion'),
];
