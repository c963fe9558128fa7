import { defineProblems } from '../problems.ts';

export const accreditationProblem = defineProblems({
  'accreditation.notice_unknown': { status: 404, zh: '没有编号为 {id} 的公示', en: 'There is no public notice {id}' },
  'accreditation.call_unknown': { status: 404, zh: '没有编号为 {id} 的申报通知', en: 'There is no call {id}' },
  'accreditation.key_unknown': {
    status: 404,
    zh: '本系统没有指纹为 {fingerprint} 的签名密钥',
    en: 'This installation has no signing key {fingerprint}',
  },
  'accreditation.entry_unknown': {
    status: 404,
    zh: '名录中没有编号为 {id} 的条目',
    en: 'The register has no entry {id}',
  },
  'accreditation.notices_differ': {
    status: 422,
    zh: '一并发布的公示须属同一共享网、同一事项和同一版本的办法',
    en: 'Notices published together must be of one network, one kind and one version of the rules',
  },
  'accreditation.published_before': {
    status: 409,
    zh: '其中有已经发布的公示，未再发布',
    en: 'Some of these notices were published before; nothing was published',
  },
  'accreditation.in_register_before': {
    status: 409,
    zh: '“{name}”在名录中已有有效条目（{entry}），先终止或到期后才能再列入',
    en: '“{name}” has a valid entry in the register ({entry}); it may enter again once that has ended',
  },
  'accreditation.not_by_you': {
    status: 403,
    zh: '名录由作出认定决定的部门登记',
    en: 'The register is kept by the authority that decides',
  },
  'accreditation.decision_in_future': {
    status: 422,
    zh: '决定日期 {date} 晚于今天',
    en: 'The decision is dated {date}, after today',
  },
  'accreditation.not_ended': {
    status: 409,
    zh: '该条目没有在期的限制，无须例外准予申报',
    en: 'The entry excludes nobody now: there is nothing to except from',
  },
});
