import { stringify } from 'csv-stringify/sync';
import { defused } from '../../../shared/imports/formulas.ts';
import { type Lang, pick } from '../../../shared/i18n.ts';
import { NO_END } from '../../../shared/accreditation/no-end.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Download } from '../../kernel/http/mount.ts';
import { type Entry, entryRows, type RegisterFilter, selectEntries } from './register.ts';

/** Entries a file may have: a register of platforms is short. */
const MOST = 20_000;

const signatories = ({ decision }: Entry, lang: Lang): string =>
  decision.signatories.map((one) => pick(one, lang)).join(lang === 'en' ? ', ' : '、');

/** Columns of the table: heading in Chinese and English, and what stands below. */
const COLUMNS: readonly [zh: string, en: string, of: (entry: Entry, lang: Lang) => string | null][] = [
  ['编号', 'Entry', ({ id }) => id],
  ['共享网', 'Network', ({ programme_name }, lang) => pick(programme_name, lang)],
  ['平台代码', 'Code', ({ platform }) => platform.code],
  ['名称', 'Name', ({ platform }) => platform.name_zh],
  ['英文名称', 'English name', ({ platform }) => platform.name_en],
  ['类别', 'Class', ({ class: of }, lang) => of && pick(of, lang)],
  ['依托单位', 'Host', ({ host }) => host],
  ['负责人', 'Head', ({ head }) => head],
  ['所在地', 'Region', ({ region }, lang) => region && pick(region, lang)],
  ['主管部门', 'Supervising department', ({ supervising }) => supervising],
  ['状态', 'Standing', ({ standing_label }, lang) => pick(standing_label, lang)],
  ['列入日期', 'Entered on', ({ entered_on }) => entered_on],
  ['决定文号', 'Decision', ({ decision }) => decision.number],
  ['决定日期', 'Decided on', ({ decision }) => decision.on],
  ['签署单位', 'Signed by', signatories],
  ['名单文号', 'List', ({ list_no }) => list_no],
  ['牌匾编号', 'Plaque', ({ plaque_no }) => plaque_no],
  ['有效期起', 'Valid from', ({ term_first }) => term_first],
  ['有效期止', 'Valid until', ({ term_last }) => term_last],
  ['终止日期', 'Ended on', ({ ended_on }) => ended_on],
  ['限制申报至', 'Excluded until', ({ excluded_until }) => (excluded_until === NO_END ? '' : excluded_until)],
  ['直接纳入', 'Admitted directly', ({ direct }) => direct && direct.recognised_on],
];

/** The register as a file: CSV with a byte order mark, as office programs want it, or JSON. */
export async function exportRegister(
  ctx: Ctx,
  { format, ...asked }: RegisterFilter & { format: 'csv' | 'json' },
): Promise<Download> {
  const entries = await entryRows(ctx, await selectEntries(ctx, asked, undefined, MOST));
  const name = `register-${ctx.today}.${format}`;
  if (format === 'json') {
    const bytes = Buffer.from(`${JSON.stringify({ date: ctx.today, items: entries }, null, 2)}\n`);
    return { bytes, name, mediaType: 'application/json; charset=utf-8', size: bytes.length };
  }
  const rows = [
    COLUMNS.map(([zh, en]) => (ctx.lang === 'en' ? en : zh)),
    ...entries.map((entry) => COLUMNS.map(([, , of]) => defused(of(entry, ctx.lang) ?? ''))),
  ];
  const bytes = Buffer.from(stringify(rows, { bom: true, record_delimiter: '\r\n' }));
  return { bytes, name, mediaType: 'text/csv; charset=utf-8', size: bytes.length };
}
