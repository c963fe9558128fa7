import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ConflictKind, ConflictRule } from '../policy/reviews.ts';
import { conflictsOf, type ExpertTies, isSame, type Parties } from './conflicts.ts';
import { consolidate } from './consolidate.ts';
import { drawPanel } from './draw.ts';
import { sheetFaults, totalOf } from './sheet.ts';

const rule = (id: ConflictKind, years?: number): ConflictRule => ({
  value: { id, name: { zh: id, en: id }, in_principle: false, ...(years !== undefined && { years }) },
  cite: { article: '第一条', clause: 'X-1' },
  basis: 'house',
});
const RULES = [
  rule('employer_host'),
  rule('employer_partner'),
  rule('employer_supervising'),
  rule('former_employer', 3),
  rule('joint_project', 3),
  rule('declared'),
  rule('avoided'),
];
const TODAY = '2026-11-27';
const name = fc.constantFrom('甲大学', '乙研究院', '丙中心', '丁公司', '戊厅', '己学院');
const person = fc.constantFrom('赵一', '钱二', '孙三', '李四');
const date = fc
  .integer({ min: -3000, max: 400 })
  .map((days) => new Date(Date.UTC(2026, 10, 27 + days)).toISOString().slice(0, 10));
const until = fc.option(date, { nil: null });
const expert: fc.Arbitrary<ExpertTies> = fc.record({
  name: person,
  employers: fc.array(fc.record({ name, to: until }), { maxLength: 4 }),
  projects: fc.array(
    fc.record({
      title: fc.constant('某课题'),
      organisations: fc.array(fc.record({ name }), { maxLength: 2 }),
      people: fc.array(person, { maxLength: 2 }),
      to: until,
    }),
    { maxLength: 3 },
  ),
  declared: fc.array(fc.record({ name, reason: fc.constant('亲属任职') }), { maxLength: 2 }),
});
const parties: fc.Arbitrary<Parties> = fc.record({
  host: fc.option(fc.record({ name }), { nil: null }),
  partners: fc.array(fc.record({ name }), { maxLength: 3 }),
  supervising: fc.option(fc.record({ name }), { nil: null }),
  people: fc.array(person, { maxLength: 2 }),
  avoided: fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant('organisation' as const), name, reason: fc.constant('竞争关系') }),
      fc.record({ kind: fc.constant('person' as const), name: person, reason: fc.constant('学术争议') }),
    ),
    { maxLength: 2 },
  ),
});

const now = (to: string | null | undefined): boolean => !to || to >= TODAY;

test('NAT-16.3 an expert employed by the host or a partner is always in conflict, whatever else is true', () => {
  fc.assert(
    fc.property(expert, parties, (who, with_) => {
      const found = new Set(conflictsOf(who, with_, RULES, TODAY).map(({ kind }) => kind));
      const employed = who.employers.filter(({ to }) => now(to));
      const of = (units: readonly { name: string }[]) =>
        units.some((unit) => employed.some((own) => isSame(own, unit)));
      expect(found.has('employer_host')).toBe(with_.host !== null && of([with_.host]));
      expect(found.has('employer_partner')).toBe(of(with_.partners));
      expect(found.has('employer_supervising')).toBe(with_.supervising !== null && of([with_.supervising]));
    }),
  );
});

test('more ties never mean fewer conflicts, and a rule less never means more', () => {
  fc.assert(
    fc.property(expert, expert, parties, fc.subarray(RULES), (a, b, with_, some) => {
      const both = {
        name: a.name,
        employers: [...a.employers, ...b.employers],
        projects: [...a.projects, ...b.projects],
        declared: [...a.declared, ...b.declared],
      };
      const keys = (who: ExpertTies, rules = RULES): Set<string> =>
        new Set(conflictsOf(who, with_, rules, TODAY).map((found) => `${found.kind}|${found.with}|${found.until}`));
      const wider = keys(both);
      for (const key of keys(a)) expect(wider.has(key)).toBe(true);
      const all = keys(a);
      for (const key of keys(a, some)) expect(all.has(key)).toBe(true);
    }),
  );
});

test('what is over counts through the last day of its years and not a day longer', () => {
  const who = (to: string): ExpertTies => ({
    name: '周五',
    employers: [{ name: '甲大学', to }],
    projects: [],
    declared: [],
  });
  const host: Parties = { host: { name: '甲大学' }, partners: [], supervising: null, people: [], avoided: [] };
  const kinds = (to: string) => conflictsOf(who(to), host, RULES, TODAY).map(({ kind }) => kind);
  expect(kinds('2023-11-27')).toEqual(['former_employer']);
  expect(kinds('2023-11-26')).toEqual([]);
  expect(kinds('2026-11-27')).toEqual(['employer_host']);
});

test('the same organisation written in another way is the same; two of the register with one name are two', () => {
  expect(isSame({ name: '广州（示范）大学 ' }, { name: '广州(示范)大学' })).toBe(true);
  expect(isSame({ name: 'Ａ研究院', id: '1' }, { name: 'A研究院' })).toBe(true);
  expect(isSame({ name: 'A研究院', id: '1' }, { name: 'A研究院', id: '2' })).toBe(false);
  expect(isSame({ name: '' }, { name: '—' })).toBe(false);
});

test('a draw repeats, draws from the pool only, each once, and shares employers only when it must', () => {
  const pool = fc.uniqueArray(
    fc.record({ id: fc.nat(500).map(String), employer: fc.constantFrom('', 'a', 'b', 'c', 'd') }),
    {
      selector: ({ id }) => id,
      maxLength: 30,
    },
  );
  fc.assert(
    fc.property(pool, fc.nat(9), fc.string(), (candidates, count, seed) => {
      const rank = (id: string): string => String((Number(id) * 7919 + seed.length * 104_729) % 1009).padStart(4, '0');
      const drawn = drawPanel(candidates, { count, spread: true }, rank);
      expect(drawPanel(candidates.toReversed(), { count, spread: true }, rank)).toEqual(drawn);
      expect(new Set(drawn).size).toBe(drawn.length);
      expect(drawn.length).toBe(Math.min(count, candidates.length));
      const employers = candidates.filter(({ id }) => drawn.includes(id)).map(({ employer }) => employer);
      const named = employers.filter((employer) => employer !== '');
      const unknown = candidates.filter(({ employer }) => employer === '').length;
      const different = new Set(candidates.map(({ employer }) => employer).filter((employer) => employer !== '')).size;
      if (different + unknown >= count) expect(new Set(named).size).toBe(named.length);
    }),
  );
});

test('every candidate is drawn about as often as every other', () => {
  const pool = Array.from({ length: 10 }, (_, n) => ({ id: String(n), employer: `e${n % 5}` }));
  const times = new Map(pool.map(({ id }) => [id, 0]));
  let state = 42;
  const random = (): string => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return String(state).padStart(10, '0');
  };
  for (let n = 0; n < 4000; n++)
    for (const id of drawPanel(pool, { count: 3, spread: true }, random)) times.set(id, times.get(id)! + 1);
  for (const count of times.values()) expect(Math.abs(count - 1200)).toBeLessThan(150);
});

const items = fc
  .array(fc.record({ most: fc.integer({ min: 1, max: 100 }), part: fc.integer({ min: 1, max: 9 }) }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((parts) => {
    const whole = parts.reduce((sum, { part }) => sum + part, 0);
    return parts.map(({ most, part }, n) => ({
      id: `i${n}`,
      name: { zh: '项', en: 'item' },
      most,
      weight: (part / whole) * 100,
    }));
  });

test('a sheet is complete with a mark for every item; its total lies between 0 and 100 and reaches both', () => {
  fc.assert(
    fc.property(items, fc.nat(7), (of, gone) => {
      const full = Object.fromEntries(of.map(({ id, most }) => [id, most]));
      const none = Object.fromEntries(of.map(({ id }) => [id, 0]));
      expect(sheetFaults(of, full)).toEqual([]);
      expect([totalOf(of, none), totalOf(of, full)]).toEqual([0, 100]);
      const less = Object.fromEntries(Object.entries(full).filter(([id]) => id !== `i${gone % of.length}`));
      expect(sheetFaults(of, less)).toEqual([{ item: `i${gone % of.length}`, kind: 'missing' }]);
      for (const wrong of [-0.5, of[0]!.most + 0.5, 0.25, '3', Number.NaN])
        expect(sheetFaults(of, { ...full, i0: wrong }).map(({ kind }) => kind)).toEqual(['not_a_mark']);
      expect(sheetFaults(of, { ...full, other: 1 }).map(({ kind }) => kind)).toEqual(['unknown']);
    }),
  );
});

test('averages lie between the lowest and the highest score, and the extremes do not move the trimmed one', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 3, maxLength: 9 }), (scores) => {
      const { average, trimmed, lowest, highest, spread } = consolidate(scores);
      expect(average).toBeGreaterThanOrEqual(lowest!);
      expect(average).toBeLessThanOrEqual(highest!);
      expect(spread).toBe(highest! - lowest!);
      const sorted = scores.toSorted((a, b) => a - b);
      expect(consolidate([0, ...sorted.slice(1, -1), 100]).trimmed).toBe(trimmed);
    }),
  );
  expect(consolidate([])).toMatchObject({ count: 0, average: null });
  expect(consolidate([80, 90])).toMatchObject({ average: 85, trimmed: null, deviation: 5 });
});
