import { defineProblems } from '../problems.ts';

export const sharingProblem = defineProblems({
  'sharing.request_unknown': { status: 404, zh: '没有这份申请', en: 'There is no such request' },
  'sharing.item_unknown': { status: 404, zh: '申请中没有这一项', en: 'The request has no such item' },
  'sharing.refused': {
    status: 422,
    zh: '申请有 {count} 处不符合要求，未提交',
    en: 'The request has {count} fault(s) and was not sent',
  },
  'sharing.step_not_now': {
    status: 409,
    zh: '“{title}”现为“{state_zh}”，不能“{step_zh}”',
    en: '“{title}” is “{state_en}” now: “{step_en}” is not possible',
  },
  'sharing.reason_needed': { status: 422, zh: '“{step_zh}”须说明原因', en: '“{step_en}” needs a reason' },
  'sharing.more_than_asked': {
    status: 422,
    zh: '申请 {asked} {unit_zh}，不能同意 {quantity}',
    en: '{asked} {unit_en} were asked for: {quantity} cannot be granted',
  },
  'sharing.quantity_refused': {
    status: 422,
    zh: '数量“{quantity}”不能用：须大于零，以{unit_zh}计',
    en: 'The quantity “{quantity}” cannot be taken: above zero, in {unit_en}',
  },
  'sharing.more_than_reserved': {
    status: 409,
    zh: '“{title}”预留未发的只有 {left} {unit_zh}，不能发出 {quantity}',
    en: 'Only {left} {unit_en} of “{title}” are reserved and not yet sent: {quantity} cannot be',
  },
  'sharing.more_than_away': {
    status: 409,
    zh: '“{title}”在外的只有 {left} {unit_zh}，不能登记 {quantity}',
    en: 'Only {left} {unit_en} of “{title}” are outside: {quantity} cannot be booked',
  },
  'sharing.claimed_by_other': {
    status: 409,
    zh: '{name} 已受理这份申请，请先转交',
    en: '{name} has taken the request on; let it be handed over first',
  },
  'sharing.not_a_colleague': {
    status: 422,
    zh: '此账号不在本平台，不能转交',
    en: 'This account does not belong to the platform',
  },
  'sharing.not_agreed': {
    status: 409,
    zh: '还有 {count} 项未办妥，不能{stage_zh}',
    en: '{count} thing(s) are missing before it can be {stage_en}',
  },
  'sharing.specification_open': {
    status: 409,
    zh: '定制服务的技术要求尚未双方同意，不能记为完成',
    en: 'The specification of the custom service is not agreed yet: it cannot be done',
  },
  'sharing.requester_left': {
    status: 409,
    zh: '申请人已不在申请时的单位“{organisation}”，请申请人先更新所在单位',
    en: 'The requester has left “{organisation}”: let them renew the unit of the request first',
  },
  'sharing.requester_gone': {
    status: 409,
    zh: '申请人的账号已停用，不能交付',
    en: 'The account of the requester is closed: nothing can be delivered',
  },
  'sharing.link_unknown': {
    status: 404,
    zh: '下载链接无效、已过期或已收回，请在申请页重新取得',
    en: 'The link is not valid, expired or taken back; get a new one on the page of the request',
  },
  'sharing.back_on_past': {
    status: 422,
    zh: '归还日期 {back_on} 已过，须为今天或以后',
    en: 'The loan cannot be due back on {back_on}: today or later',
  },
  'sharing.no_files': {
    status: 409,
    zh: '“{title}”没有可下载的文件；已用其他方式交付的，请“登记完成”',
    en: '“{title}” has no files to download; where it was given otherwise, record that it was done',
  },
  'sharing.done_incomplete': {
    status: 422,
    zh: '“{title}”为实物服务，须填写数量和单位',
    en: '“{title}” gives material: say how much, in which unit',
  },
  'sharing.open_data_unknown': {
    status: 404,
    zh: '链接无效或已过期，请重新申请',
    en: 'The link is not valid or has expired; ask for the data again',
  },
  'sharing.not_on_loan': { status: 409, zh: '“{title}”不是借用', en: '“{title}” is no loan' },
  'sharing.closed': { status: 409, zh: '申请已办结', en: 'The request is closed' },
  'sharing.shipment_unknown': { status: 404, zh: '没有这次发货', en: 'There is no such shipment' },
  'sharing.already_received': { status: 409, zh: '这次发货已确认收到', en: 'Receipt of this shipment is confirmed' },
  'sharing.question_unknown': { status: 404, zh: '没有这个问题', en: 'There is no such question' },
});
