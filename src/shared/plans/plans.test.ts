import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Form, formsTheme } from '../policy/forms.ts';
import { namingTheme } from '../policy/naming.ts';
import type { Applied } from './check-cover.ts';
import { checkPlan } from './check-plan.ts';
import { phoneOf } from './phone.ts';
import { formDifferences } from './differences.ts';
import { buildPlan } from './document.ts';
import type { PlanFault } from './faults.ts';
import { readOutline, type WrittenPart } from './outline.ts';
import { periodWarning } from './periods.ts';
import { planShape } from './shape.ts';
import { samplePlan } from './sample-plan.ts';
import { countCharacters, type PlanValue, shareText, takeValue } from './values.ts';

const yaml = (file: string): unknown => parse(readFileSync(`policies/guangzhou/${file}.yaml`, 'utf8'));
const form = formsTheme.parse(yaml('forms')).forms[0]!;
const naming = namingTheme.parse(yaml('naming'));
const template = planShape('guangzhou', form);
const applied: Applied = { today: '2026-08-20', from: '2026-08-10', naming };
const fen = (path: string): number | undefined => (path === 'money.platform_cap_fen' ? 100_000_000 : undefined);
const whole = samplePlan(template);
/** What is said of a whole plan with some values otherwise. */
const check = (changes: Record<string, PlanValue>, given: Partial<Applied> = {}, shape = template): PlanFault[] =>
  checkPlan(shape, { ...whole, ...changes }, { ...applied, ...given }, fen).faults;
const refused = (changes: Record<string, PlanValue>, given?: Partial<Applied>): string[] =>
  check(changes, given)
    .filter(({ level }) => level === 'fault')
    .map(({ path, code }) => `${path} ${code}`);
const flagged = (changes: Record<string, PlanValue>, given?: Partial<Applied>): string[] =>
  check(changes, given)
    .filter(({ level }) => level === 'flag')
    .map(({ path, code }) => `${path} ${code}`);
const english = (changes: Record<string, PlanValue>, given?: Partial<Applied>): string =>
  check(changes, given)
    .map(({ en }) => en)
    .join('; ');
/** The plan as it is written on paper. */
const written = (values: Record<string, PlanValue>, shape = template): WrittenPart[] =>
  buildPlan(shape, values, { issuer: '示例', date: '2026-08-20', blank: false, attached: {} }).model.blocks.flatMap(
    (block): WrittenPart[] => {
      if (block.kind === 'facts') return [{ kind: 'table', rows: block.rows }];
      if (block.kind === 'table')
        return [
          ...(block.caption === undefined ? [] : [{ kind: 'paragraph' as const, text: block.caption, heading: false }]),
          { kind: 'table', rows: [block.columns.map(({ title }) => title), ...block.rows] },
        ];
      if (block.kind === 'page_break' || block.kind === 'sign' || block.kind === 'cover') return [];
      if (block.kind === 'heading') return [{ kind: 'paragraph', text: block.text, heading: true }];
      return block.text.split('\n').map((text) => ({ kind: 'paragraph', text, heading: false }));
    },
  );
const printed = (values: Record<string, PlanValue>): string =>
  written(values)
    .map((part) => (part.kind === 'table' ? part.rows.map((row) => row.join('|')).join('\n') : part.text))
    .join('\n');
const row = (path: string, n = 0): Record<string, string> => ({ ...(whole[path] as Record<string, string>[])[n] });

test('a plan in which nothing is missing has no fault, and every section is done', () => {
  const { faults, progress } = checkPlan(template, whole, applied, fen);
  expect(faults.filter(({ level }) => level === 'fault')).toEqual([]);
  expect(progress.map(({ state }) => state)).not.toContain('open');
  expect(progress).toHaveLength(1 + form.sections.filter(({ value }) => value.filled).length);
});

test('GZF-0 a plan stays on the template of its round; what a newer one has otherwise is named', () => {
  const next: Form = {
    ...form,
    version: '2027-01',
    sections: form.sections.slice(1).map((one) => structuredClone(one)),
  };
  next.sections[0]!.value.max_characters = 800;
  next.cover = [
    ...next.cover,
    { ...next.cover[0]!, value: { ...next.cover[0]!.value, id: 'partners', name: { zh: '共建单位', en: 'Partners' } } },
  ];
  expect(formDifferences(form, form)).toEqual([]);
  expect(formDifferences(form, next).map(({ at, kind }) => `${at} ${kind}`)).toEqual([
    'cover/partners added',
    '2 changed',
    '1 removed',
  ]);
});

test('GZF-cover.1 the name on the cover is that of the application, up to the prefix', () => {
  const given = { name: '广州荔枝科技资源圃' };
  expect(refused({ 'cover/name': '' }, given)).toEqual(['cover/name cover_blank']);
  expect(refused({ 'cover/name': '广州市荔枝科技资源圃' }, given)).toEqual([]);
  expect(flagged({ 'cover/name': '广州市荔枝科技资源圃' }, given)).toContain('cover/name name_prefix');
  expect(refused({ 'cover/name': '广州龙眼科技资源圃' }, given)).toEqual(['cover/name name_differs']);
});

test('GZF-cover.3 GZF-cover.4 the head is that of the application, and there is a contact', () => {
  expect(refused({ 'cover/head': '乙' }, { head: '甲' })).toEqual(['cover/head head_differs']);
  expect(refused({ 'cover/head': '甲' }, { head: '甲' })).toEqual([]);
  expect(refused({ 'cover/contact': '　' })).toEqual(['cover/contact cover_blank']);
});

test('GZF-cover.2 the host is that of the register, with the place of its seal on the cover', () => {
  expect(refused({ 'cover/host': '别的单位' }, { host: '示例大学' })).toEqual(['cover/host host_differs']);
  expect(printed(whole)).toContain('（盖章）');
});

test.each([
  ['020-8888 7777', '020-88887777'],
  ['13800138000', '13800138000'],
  ['+86 138-0013-8000', '13800138000'],
  ['(0756) 3612345 转 801', '0756-3612345-801'],
  ['０２０-８８８８７７７７', '020-88887777'],
  ['12345', undefined],
  ['88887777', undefined],
  ['电话', undefined],
])('GZF-cover.5 phone %s', (given, taken) => {
  expect(phoneOf(given)).toBe(taken);
  if (taken !== undefined) expect(takeValue(template, 'cover/phone', given)).toBe(taken);
});

test('GZF-cover.5 GZF-cover.6 GZF-cover.7 phone, mail and date of the cover', () => {
  expect(refused({ 'cover/phone': '12345' })).toEqual(['cover/phone no_phone']);
  expect(refused({ 'cover/email': 'a@b' })).toEqual(['cover/email no_email']);
  expect(refused({ 'cover/email': 'kf@gz.example.cn' })).toEqual([]);
  expect(refused({ 'cover/date': '' })).toEqual(['cover/date cover_blank']);
  expect(refused({ 'cover/date': '2026-02-30' })).toEqual(['cover/date no_date']);
  const late = check({ 'cover/date': '2026-10-30' }, { today: '2026-11-20', from: '2026-11-02' });
  expect(late.filter(({ code }) => code === 'date_early')).toMatchObject([
    { level: 'flag', cite: { basis: 'house', clause: 'GZF-cover.7' } },
  ]);
  expect(refused({ 'cover/date': '2026-08-21' })).toEqual(['cover/date date_future']);
});

test('GZF-note.2b no section is blank; 无 is content, but figures that are demanded need a reason', () => {
  expect(refused({ '4.4.3/text': '　 \t' })).toEqual(['4.4.3/text blank']);
  expect(refused({ '4.4.3/text': '无' })).toEqual([]);
  const empty = { '6.2.5/tasks': '', '6.2.5/goals': [], '6.2.5/indicators': [], '6.2.5/none': 'true' };
  expect(refused(empty)).toEqual(['6.2.5/reason none_reason']);
  expect(refused({ ...empty, '6.2.5/reason': '与本库无关' })).toEqual([]);
  expect(refused({ '6.2.5/tasks': '无', '6.2.5/goals': [], '6.2.5/indicators': [] })).toEqual([
    '6.2.5/indicators aspect_missing',
  ]);
});

test('GZF-note.3 the address goes down to the house number', () => {
  const said = english({ 'cover/address': { district: '天河区', street: '某路' } });
  expect(said).toContain('house number missing');
  expect(refused({ 'cover/address': { district: '天河区', street: '某路' } })).toEqual(['cover/address address_part']);
});

test('GZF-note.4 days of the reference period count, others are listed apart; a label that says another length is told', () => {
  expect(periodWarning(template.periods.reference!)!.en).toBe(
    'the label “the last three years” says three years, the range is 24 months',
  );
  const services = ['2018-06-30', '2018-07-01', '2020-06-30', '2020-07-01'].map((on) => ({
    ...row('4.4.1/services'),
    on,
    area: 'enterprises',
    count: '1',
  }));
  const values = { ...whole, '4.4.1/services': services };
  expect(flagged({ '4.4.1/services': services })).toContain('4.4.1/services outside_reference');
  expect(printed(values)).toContain('企业创新|2');
  const own = planShape('guangzhou', form, {
    reference_from: '2023-07-01',
    reference_to: '2026-06-30',
    plan_from: '2026-07-01',
  });
  expect(periodWarning(own.periods.reference!)).toBeUndefined();
  expect(own.periods).toMatchObject({ reference: { from: '2023-07-01', months: 36 }, plan: { to: '2031-06' } });
});

test('GZF-1 GZF-2 a thousand characters and not one more, blanks and bytes not counted', () => {
  const text = `${'字'.repeat(1000)}\n\n\n\n\n`;
  expect([countCharacters(text), new TextEncoder().encode('字'.repeat(1000)).length]).toEqual([1000, 3000]);
  expect(refused({ '1/text': text, '2/text': '字'.repeat(1000) })).toEqual([]);
  expect(refused({ '1/text': `${text}。` })).toEqual(['1/text too_long']);
  expect(check({ '2/text': '字'.repeat(1001) }).find(({ code }) => code === 'too_long')?.zh).toBe(
    '1001 字，超过 1000 字',
  );
  expect(countCharacters('𬶏䴙')).toBe(2);
});

test('GZF-3 no limit where none is stated', () => {
  expect(refused({ '3/text': '字'.repeat(5000) })).toEqual([]);
  expect(refused({ '3/text': '' })).toEqual(['3/text blank']);
});

test('GZF-4.1.1 shares are computed, and never more than all of it', () => {
  const comparison = [{ ...row('4.1.1/comparison'), quantity: '5,200', total: '5,000' }];
  expect(refused({ '4.1.1/comparison': comparison })).toEqual(['4.1.1/comparison share_over']);
  expect(english({ '4.1.1/comparison': comparison })).toContain('share 104 %');
  const { total: _, ...without } = row('4.1.1/comparison');
  expect(flagged({ '4.1.1/comparison': [without] })).toContain('4.1.1/comparison share_no_base');
  expect(refused({ '4.1.1/none': 'true' })).toEqual([]);
});

test('GZF-4.1.2 an area without a standard is printed as 无', () => {
  const standards = (whole['4.1.2/standards'] as Record<string, string>[]).map((one, n) => (n === 4 ? {} : one));
  expect(printed({ ...whole, '4.1.2/standards': standards })).toContain('信息化|无');
  expect(refused({ '4.1.2/standards': standards })).toEqual([]);
});

test.each([
  ['GZF-4.1.3', '4.1.3/effect', '效果'],
  ['GZF-4.2.2', '4.2.2/sharing', '共享服务'],
  ['GZF-4.5.2', '4.5.2/business', '与单位业务关系'],
  ['GZF-6.4.3', '6.4.3/opening', '研究实验开放条件'],
  ['GZF-5', '5/head', '负责人概况'],
  ['GZF-4.2.1', '4.2.1/quality', '服务质量措施'],
  ['GZF-4.5.1', '4.5.1/products', '资源产品加工推广'],
  ['GZF-6.4.5', '6.4.5/experts', '专家咨询队伍建设'],
])('%s a part that is not filled in is named: %s', (clause, path, name) => {
  const [fault] = check({ [path]: ' ' }).filter(({ level }) => level === 'fault');
  expect([fault!.path, fault!.cite.clause, fault!.zh.includes(name)]).toEqual([path, clause, true]);
  expect(refused({ [path]: '无' })).toEqual([]);
});

test('GZF-4.1.4 the share digitised is computed; one that was typed otherwise is flagged', () => {
  const numbers = { '4.1.4/collected': '5,200', '4.1.4/digitised': '4,160' };
  expect(shareText('4,160', '5,200')).toBe('80');
  expect(printed({ ...whole, ...numbers })).toContain('数字化加工占比（%）|80');
  expect(flagged({ ...numbers, '4.1.4/digitised_share': '95' })).toContain('4.1.4/digitised_share share_differs');
  expect(flagged({ ...numbers, '4.1.4/digitised_share': '80' })).not.toContain('4.1.4/digitised_share share_differs');
});

test('GZF-4.2.3 shares of the groups, and a sum that is not the team', () => {
  const groups = ['5', '4', '6', '5'].map((count) => ({ count }));
  expect(printed({ ...whole, '4.2.3/groups': groups })).toMatch(
    /运行管理\|5\|25\n分析挖掘\|4\|20\n共享服务\|6\|30\n技术支撑\|5\|25/,
  );
  expect(flagged({ '4.2.3/groups': groups, '4.2.3/total': '20' })).not.toContain('4.2.3/groups sum_differs');
  expect(flagged({ '4.2.3/groups': groups, '4.2.3/total': '19' })).toContain('4.2.3/groups sum_differs');
});

test('GZF-4.3 the area of the library is a number', () => {
  expect(english({ '4.3/area': '' })).toContain('Area of the library');
  expect(refused({ '4.3/area': '' })).toEqual(['4.3/area number_missing']);
  expect(refused({ '4.3/area': '很大' })).toEqual(['4.3/area no_number']);
});

test('GZF-4.4 services outside the reference period do not fill the section, 无 does', () => {
  const services = ['2017-09-01', '2018-06-01'].map((on) => ({ ...row('4.4.1/services'), on }));
  expect(refused({ '4.4.1/services': services })).toContain('4.4.1/services no_facts');
  expect(
    refused({ '4.4.1/services': services, '4.4.1/none': 'true', '4.4.2/none': 'true', '4.4.3/text': '无' }),
  ).toEqual([]);
  expect(printed(whole)).toContain('近三年：2018年7月1日至2020年6月30日');
});

test('GZF-4.4.1 GZF-4.4.2 GZF-4.4.3 services by area, users outside the partners, and 无', () => {
  const services = [{ ...row('4.4.1/services'), area: 'enterprises', count: '30' }];
  const numbers = { '4.4.2/users': '80', '4.4.2/inside': '20' };
  const text = printed({ ...whole, ...numbers, '4.4.1/services': services });
  expect(text).toContain('企业创新|30');
  expect(text).toContain('参加单位以外用户占比（%）|75');
  expect(refused({ '4.4.2/users': '10', '4.4.2/inside': '20' })).toEqual(['4.4.2/outside_share part_over']);
  expect(refused({ '4.4.3/text': '' })).toEqual(['4.4.3/text blank']);
});

test('GZF-4.5.3 a funded project has a number, and the city does not pay twice', () => {
  const project = { level: 'city', number: 'GZ2026-01', title: '保存', amount: '50' };
  const item = { item: '保存', project: 'GZ2026-01', amount: '50' };
  expect(flagged({ '4.5.3/projects': [project], '6.4.6/city_items': [item] })).toContain('6.4.6/city_items overlap');
  const { number: _, ...without } = project;
  expect(flagged({ '4.5.3/projects': [without] })).toContain('4.5.3/projects cell_blank');
  expect(flagged({ '4.5.3/projects': [{ ...without, level: 'own' }] })).not.toContain('4.5.3/projects cell_blank');
});

test('GZF-4.5.4 无 is content', () => {
  expect([refused({ '4.5.4/text': '无' }), refused({ '4.5.4/text': '' })]).toEqual([[], ['4.5.4/text blank']]);
});

test('GZF-6 GZF-6.1 results lie in the plan period, and there is at least one', () => {
  expect(refused({ '6.1/results': [{ result: '成果', due: '2025-07' }] })).toEqual(['6.1/results outside_plan']);
  expect(refused({ '6.1/results': [{ result: '成果', due: '2025-06' }] })).toEqual([]);
  expect(refused({ '6.1/results': [] })).toEqual(['6.1/results rows_few']);
});

test('GZF-6.2 the whole and every year have a target, an indicator and a number', () => {
  const only = (cells: Record<string, string>): Record<string, PlanValue> =>
    Object.fromEntries(
      [1, 2, 3, 4, 5].map((n) => [
        `6.2.${n}/indicators`,
        n === 1 ? [{ name: '新增份数', ...cells }] : [{ name: '说明', value_overall: '持续' }],
      ]),
    );
  const numbers = { value_overall: '2000', value_y1: '400', value_y2: '400', value_y4: '400', value_y5: '300' };
  const words = check(only({ ...numbers, value_y3: '继续增加' })).filter(({ level }) => level === 'fault');
  expect(words.map(({ code, zh }) => [code, zh])).toEqual([
    ['indicator_words', '2022年7月至2023年6月的考核指标须有量化指标'],
  ]);
  const all = only({ ...numbers, value_y3: '400' });
  expect(refused(all)).toEqual([]);
  expect(english(all)).toContain('yearly sum 1900');
  expect(
    english(
      only({ value_overall: '多', value_y1: '多', value_y2: '多', value_y3: '多', value_y4: '多', value_y5: '多' }),
    ),
  ).toContain('needs quantified indicators');
  const goals = Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`6.2.${n}/goals`, [{ goal: '总体' }]]));
  expect(refused({ ...goals }).filter((fault) => fault.endsWith('target_missing'))).toHaveLength(5);
});

test.each([
  ['GZF-6.2.1', '6.2.1', { name: '新增资源', unit: '份/年', value_y1: '400' }],
  ['GZF-6.2.2', '6.2.2', { name: '产品', unit: '个', value_overall: '3' }],
  ['GZF-6.2.5', '6.2.5', { name: '会议', unit: '次/年', value_y1: '2' }],
])('%s an aspect with an indicator is accepted, a blank one is not', (clause, number, indicator) => {
  expect(refused({ [`${number}/indicators`]: [indicator] })).toEqual([]);
  const blank = check({ [`${number}/tasks`]: '', [`${number}/goals`]: [], [`${number}/indicators`]: [] });
  expect(blank.filter(({ level }) => level === 'fault').map(({ cite }) => cite.clause)).toContain(clause);
});

test('GZF-6.2.3 GZF-6.2.4 the support plan for the unified system, and 无 with a reason', () => {
  expect(refused({ '6.2.3/support_plan': '' })).toEqual(['6.2.3/support_plan blank']);
  expect(refused({ '6.2.4/none': 'true', '6.2.4/reason': '不研制' })).toEqual([]);
});

test('GZF-6.3 five rows that the period gives', () => {
  const own = planShape('guangzhou', form, { plan_from: '2026-07-01' });
  const table = own.sections.find(({ number }) => number === '6.3')!.fields[0]!;
  expect(table.kind === 'table' && table.rows!.map(({ name }) => name.zh).at(-1)).toBe('2030年7月至2031年6月');
  const rows = (whole['6.3/schedule'] as Record<string, string>[]).map((one, n) => (n === 2 ? {} : one));
  expect(
    check({ '6.3/schedule': rows })
      .filter(({ level }) => level === 'fault')
      .map(({ code, row: at }) => [code, at]),
  ).toEqual([['row_blank', 2]]);
  // A sixth row, or a period of one's own, has no place.
  expect(takeValue(template, '6.3/schedule', [...rows, { stage: '多' }])).toBeUndefined();
  const moved = written(whole).map((part) =>
    part.kind === 'table'
      ? {
          ...part,
          rows: part.rows.map((cells) =>
            cells.map((cell) => cell.replace('2022年7月至2023年6月', '2022年8月至2023年7月')),
          ),
        }
      : part,
  );
  expect(readOutline(template, moved).unread.map(({ section }) => section)).toContain('6.3');
});

test('GZF-6.4.1 rules to come are planned within the period', () => {
  expect(refused({ '6.4.1/planned': [{ title: '管理办法', due: '2021-06' }] })).toEqual([]);
  expect(refused({ '6.4.1/planned': [{ title: '管理办法', due: '2026-06' }] })).toEqual(['6.4.1/planned outside_plan']);
});

test('GZF-6.4.2 a chart alone does not fill the section', () => {
  expect(refused({ '6.4.2/responsibility': '', '6.4.2/organisation': '' })).toEqual(['6.4.2/responsibility blank']);
});

test('GZF-6.4.4 data libraries are asked for their plan of backups', () => {
  expect(flagged({ '6.4.4/backup': '' }, { class: 'data-professional' })).toContain('6.4.4/backup expected');
  expect(flagged({ '6.4.4/backup': '' }, { class: 'crop' })).not.toContain('6.4.4/backup expected');
});

test('GZF-6.4.5 every heading is printed once, in the order of the outline', () => {
  const headings = written(whole).flatMap((part) => (part.kind === 'paragraph' && part.heading ? [part.text] : []));
  expect(headings).toHaveLength(40);
  expect(headings.filter((text) => text.startsWith('6.4.5'))).toEqual(['6.4.5.人员配备']);
  expect(headings.slice(0, 2)).toEqual(['1.科技资源库简介（1000字以内）', '2.建设运行重要性和紧迫性（1000字以内）']);
});

test('GZF-6.4.6 money of the city beyond the limit of a year is flagged', () => {
  const budget = [{ amount_y1: '10' }, { amount_y2: '120' }, {}, {}];
  expect(english({ '6.4.6/budget': budget })).toContain('above the 100 × 10,000 yuan per year limit');
  expect(refused({ '6.4.6/budget': budget })).toEqual([]);
});

test('a plan that was printed reads back as the same data', () => {
  const read = readOutline(template, written(whole));
  expect([read.unread, read.missing]).toEqual([[], []]);
  const { 'cover/address': _, ...there } = whole;
  expect(read.values).toEqual(there);
});

test('what has no place in the form is listed with the heading it stood under', () => {
  const parts = written(whole);
  const at = parts.findIndex((part) => part.kind === 'paragraph' && part.text.startsWith('4.现有'));
  const more: WrittenPart[] = [
    ...parts.slice(0, at + 1),
    { kind: 'paragraph', text: '另附说明', heading: false },
    { kind: 'table', rows: [['甲', '乙']] },
    ...parts.slice(at + 1),
  ];
  expect(readOutline(template, more).unread).toEqual([
    { section: '4', text: '另附说明' },
    { section: '4', text: '甲 | 乙' },
  ]);
});
