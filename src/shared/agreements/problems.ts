import { defineProblems } from '../problems.ts';

export const agreementsProblem = defineProblems({
  'agreements.part_unknown': {
    status: 404,
    zh: '没有这项申请，或您不是当事人',
    en: 'There is no such request, or you are not a party to it',
  },
  'agreements.platform_unknown': { status: 404, zh: '没有平台“{code}”', en: 'There is no platform “{code}”' },
  'agreements.template_unknown': { status: 404, zh: '没有这份协议', en: 'There is no such agreement' },
  'agreements.template_not_now': {
    status: 409,
    zh: '协议当前不能这样处理：没有新的改动，或已撤回',
    en: 'This is not possible now: nothing was changed, or the agreement was withdrawn',
  },
  'agreements.template_incomplete': {
    status: 422,
    zh: '协议还不能发布：须有条款，并约定知识产权归属或比例',
    en: 'The agreement cannot be published: it needs clauses, and shares of intellectual property',
  },
  'agreements.shares_refused': {
    status: 422,
    zh: '知识产权比例不符合要求：{what_zh}',
    en: 'The shares of intellectual property are refused: {what_en}',
  },
  'agreements.version_old': {
    status: 409,
    zh: '协议已有新的版本，请重新阅读后接受',
    en: 'The agreement has a newer version; please read that one first',
  },
  'agreements.permit_unknown': { status: 404, zh: '没有这项许可', en: 'There is no such permit' },
  'agreements.permit_kind_unknown': {
    status: 422,
    zh: '没有许可种类“{kind}”',
    en: 'There is no kind of permit “{kind}”',
  },
  'agreements.days_refused': {
    status: 422,
    zh: '有效期止于 {until}，早于起日 {from}',
    en: 'The last day {until} lies before the first, {from}',
  },
  'agreements.permit_over': {
    status: 409,
    zh: '这项许可自 {on} 起已失效',
    en: 'This permit stands no more from {on}',
  },
  'agreements.end_refused': {
    status: 422,
    zh: '失效日期 {on} 须在有效期 {from} 至 {until_zh} 之内',
    en: 'The day {on} must lie within its validity, {from} to {until_en}',
  },
  'agreements.scan_refused': {
    status: 422,
    zh: '合同扫描件未被接受：{why_zh}。请上传未加密的 PDF',
    en: 'The scan of the contract is refused: {why_en}. Upload a PDF that is not encrypted',
  },
  'agreements.file_unknown': { status: 404, zh: '没有这个文件', en: 'There is no such file' },
  'agreements.statement_unknown': { status: 404, zh: '没有这项声明', en: 'There is no such statement' },
  'agreements.statement_empty': {
    status: 422,
    zh: '请写明内容或附上证明文件',
    en: 'Please say what it is about, or attach the evidence',
  },
  'agreements.already_checked': { status: 409, zh: '已经核验过', en: 'It was checked already' },
  'agreements.reason_needed': { status: 422, zh: '请说明理由', en: 'A reason is needed' },
  'agreements.contract_unknown': { status: 404, zh: '还没有报价或合同', en: 'There is no quotation or contract yet' },
  'agreements.contract_refused': {
    status: 422,
    zh: '报价或合同有 {count} 处不符合要求，未保存',
    en: 'The quotation or contract has {count} fault(s) and was not saved',
  },
  'agreements.contract_not_now': {
    status: 409,
    zh: '合同当前为“{state_zh}”，不能这样处理',
    en: 'This is not possible while the contract is “{state_en}”',
  },
  'agreements.signed_late': {
    status: 422,
    zh: '签署日期 {on} 须不晚于今天，并早于或等于交付日期 {deliver}',
    en: 'The day of signing, {on}, may not lie after today, nor after the day of delivery, {deliver}',
  },
  'agreements.registration_refused': {
    status: 422,
    zh: '登记须写明编号、日期和登记机构；未标为可登记的合同不登记',
    en: 'A registration needs number, day and body, and a contract marked as one to register',
  },
  'agreements.payment_refused': {
    status: 422,
    zh: '已付 {paid} 元，此次 {now} 元，合同总价 {total} 元：收款合计须在零与总价之间',
    en: 'Paid {paid}, now {now}, total price {total}: the payments together must lie between nothing and the price',
  },
});
