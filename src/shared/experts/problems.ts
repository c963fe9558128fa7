import { defineProblems } from '../problems.ts';

export const expertsProblem = defineProblems({
  'experts.pool_closed': {
    status: 403,
    zh: '专家库由主管机关和受委托的机构管理，您无权查看',
    en: 'The pool of experts is kept by the authority and those it commissions; you may not see it',
  },
  'experts.panel_closed': {
    status: 403,
    zh: '评审专家由组织评审的单位选定，您无权查看或选定',
    en: 'Experts are chosen by whoever organises the review; you may neither see nor choose them',
  },
  'experts.expert_unknown': { status: 404, zh: '专家库中没有这位专家', en: 'There is no such expert in the pool' },
  'experts.account_unknown': {
    status: 422,
    zh: '没有名为“{account}”的账号',
    en: 'There is no account {account}',
  },
  'experts.account_taken': {
    status: 409,
    zh: '账号“{account}”已是本库另一位专家的账号',
    en: 'The account {account} belongs to another expert of this pool',
  },
  'experts.organisation_unknown': {
    status: 422,
    zh: '没有标识为 {id} 的机构',
    en: 'There is no organisation {id}',
  },
  'experts.discipline_unknown': {
    status: 422,
    zh: '学科分类（GB/T 13745）中没有“{code}”',
    en: 'There is no discipline {code} in GB/T 13745',
  },
  'experts.table_invalid': {
    status: 422,
    zh: '“{name}”有 {count} 处不符合要求，没有导入任何专家',
    en: '{name} has {count} fault(s); no expert was entered',
  },
  'experts.avoidance_closed': {
    status: 409,
    zh: '专家已开始选定，回避申请须在选定之前提出',
    en: 'Experts are being chosen already; whom to keep away must be named before that',
  },
  'experts.avoidance_not_yours': {
    status: 403,
    zh: '只有申报人可以提出回避申请',
    en: 'Only the applicant may ask to keep somebody away',
  },
  'experts.panel_size': {
    status: 422,
    zh: '专家组应不少于 {least} 人且为{odd_zh}，现为 {size} 人；如确需如此，请写明理由',
    en: 'A panel has at least {least} experts, {odd_en}; this one would have {size}. If it has to be so, give the reason',
  },
  'experts.drawn_meanwhile': {
    status: 409,
    zh: '其间他人已为这一评审组抽取 {made} 次；请先查看抽取记录',
    en: 'Somebody else has drawn for this panel meanwhile ({made}); look at the protocols first',
  },
  'experts.too_few': {
    status: 409,
    zh: '符合条件的专家只有 {eligible} 人，不足 {wanted} 人；请放宽学科或增补专家库',
    en: 'Only {eligible} expert(s) can be drawn, {wanted} are wanted; widen the fields or add to the pool',
  },
  'experts.review_unknown': { status: 404, zh: '没有这项评审', en: 'There is no such review' },
  'experts.visit_unknown': { status: 404, zh: '没有这次现场考察', en: 'There is no such site visit' },
  'experts.visit_closed': {
    status: 409,
    zh: '考察已记录，照片不能再增减',
    en: 'The visit is recorded; photos can no longer be added or removed',
  },
  'experts.not_an_image': {
    status: 422,
    zh: '只接受照片（JPEG、PNG、WebP、HEIC/AVIF），此文件不是可读的图片',
    en: 'Only photos are taken (JPEG, PNG, WebP, AVIF); this file is no image that can be read',
  },
  'experts.too_many_photos': {
    status: 409,
    zh: '一次考察最多保存 {most} 张照片',
    en: 'A visit keeps at most {most} photos',
  },
});
