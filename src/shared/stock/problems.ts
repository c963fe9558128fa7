import { defineProblems } from '../problems.ts';

export const stockProblem = defineProblems({
  'stock.platform_unknown': { status: 404, zh: '没有平台“{code}”', en: 'There is no platform “{code}”' },
  'stock.resource_unknown': {
    status: 404,
    zh: '本平台没有这条资源，或它已撤回',
    en: 'The platform has no such record, or it was withdrawn',
  },
  'stock.number_taken': {
    status: 409,
    zh: '本平台已有批次“{number}”',
    en: 'The platform has a lot “{number}” already',
  },
  'stock.store_unknown': { status: 404, zh: '本平台没有这个库位', en: 'The platform has no such store' },
  'stock.still_there': {
    status: 409,
    zh: '批次 {number} 还有在库 {on_hand}、在外 {away} {unit_zh}，不能结束',
    en: 'Lot {number} cannot be closed: {on_hand} {unit_en} are on hand and {away} away',
  },
  'stock.reason_needed': {
    status: 422,
    zh: '“{action_zh}”须说明原因',
    en: '“{action_en}” needs a reason',
  },
  'stock.test_incomplete': {
    status: 422,
    zh: '活力检测须填百分数，质量检查须填是否合格',
    en: 'A viability test needs its percentage, a quality check whether it was passed',
  },
  'stock.lot_unknown': { status: 404, zh: '没有批次“{lot}”', en: 'There is no lot “{lot}”' },
  'stock.quantity_refused': {
    status: 422,
    zh: '数量“{quantity}”不能用：须为大于零的十进制数，最多六位小数；以{unit_zh}计的按其最小单位填写（粒、管等为整数）',
    en: 'The quantity “{quantity}” cannot be taken: a decimal above zero with at most six places, whole where the unit ({unit_en}) is counted',
  },
  'stock.not_enough': {
    status: 409,
    zh: '批次 {number} 可供 {available} {unit_zh}，不足 {asked} {unit_zh}',
    en: 'Lot {number} has {available} {unit_en} to give, less than the {asked} asked for',
  },
  'stock.not_enough_of_resource': {
    status: 409,
    zh: '申请 {asked} {unit_zh}，现可供：{there_zh}',
    en: '{asked} {unit_en} were asked for; there are: {there_en}',
  },
  'stock.not_held': {
    status: 409,
    zh: '批次 {number} 为此项预留 {reserved}、在外 {away} {unit_zh}，不能{action_zh} {asked} {unit_zh}',
    en: 'Of lot {number}, {reserved} {unit_en} are reserved and {away} away for this item: {action_en} {asked} is not possible',
  },
  'stock.lot_unfit': {
    status: 409,
    zh: '批次 {number} 不能对外提供：{reason_zh}',
    en: 'Lot {number} cannot be given out: {reason_en}',
  },
  'stock.below_zero': {
    status: 409,
    zh: '批次 {number} 在库 {on_hand} {unit_zh}，其中已预留 {reserved}；不能减少 {asked}',
    en: 'Lot {number} has {on_hand} {unit_en} on hand, {reserved} of them reserved: {asked} cannot be taken away',
  },
  'stock.below_zero_then': {
    status: 409,
    zh: '按该日期记账，批次 {number} 在 {date} 的存量将为负（{left} {unit_zh}）',
    en: 'Dated so, lot {number} would stand below zero on {date} ({left} {unit_en})',
  },
  'stock.later_than_today': {
    status: 422,
    zh: '台账日期 {date} 晚于今天 {today}',
    en: 'The date {date} lies after today, {today}',
  },
  'stock.key_of_another': {
    status: 409,
    zh: '步骤号“{key}”已用于另一次不同的出入库',
    en: 'The key “{key}” was used for a different step',
  },
  'stock.service_unknown': { status: 404, zh: '没有这项服务', en: 'There is no such service' },
  'stock.service_refused': {
    status: 422,
    zh: '服务有 {count} 处不符合要求，未保存',
    en: 'The service has {count} fault(s) and was not saved',
  },
  'stock.service_incomplete': {
    status: 422,
    zh: '还缺 {count} 项，不能发布',
    en: '{count} thing(s) are missing: it cannot be published',
  },
  'stock.service_not_now': {
    status: 409,
    zh: '服务当前为“{state_zh}”，不能这样做',
    en: 'This is not possible while the service is “{state_en}”',
  },
  'stock.store_taken': {
    status: 409,
    zh: '本平台已有库位“{name}”',
    en: 'The platform has a store “{name}” already',
  },
  'stock.store_in_use': {
    status: 409,
    zh: '库位“{name}”还有 {count} 个批次，不能停用',
    en: 'The store “{name}” still has {count} lot(s) and cannot be closed',
  },
  'stock.take_unknown': { status: 404, zh: '没有这次盘点', en: 'There is no such stock-taking' },
  'stock.take_over': {
    status: 409,
    zh: '这次盘点已结束',
    en: 'The stock-taking is over',
  },
  'stock.table_too_long': {
    status: 422,
    zh: '表中超过 {limit} 行，请分成几份导入',
    en: 'The table has more than {limit} rows; please import it in parts',
  },
  'stock.table_unknown': {
    status: 422,
    zh: '表中没有认得的列：至少须有“资源编号”“数量”“单位”“保存形式”',
    en: 'The table has no columns that are known: it needs at least local number, quantity, unit and form',
  },
});
