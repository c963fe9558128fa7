import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agencyOf, CSTR_STATES, CSTR_STEPS, CSTR_TYPE_CODES, cstrParts, type CstrState, mayStep } from './cstr.ts';
import { IDENTIFIER_PROBLEMS } from './identifier-problems.ts';
import { identifierInWords, identifierKey, identifierUrl, parseIdentifier, SCHEMES } from './identifiers.ts';

/** Identifiers in real use, of every kind of internal part that was seen. */
const REAL =
  `31253.11.sciencedb.j00001.00123 31253.11.sciencedb.06290 31253.11.SCIENCEDB.170.25 31253.11.sciencedb.011r9
14804.11.sciencedb.space.00579 14923.11.sciencedb.msdc.00071 15732.11.nesdc.ecodb.mod.20200001.04 15732.11.nesdc.ecodb.mon.2026.017
18406.11.Terre.tpdc.300446 18406.11.hiwater.123.2013.db 11738.11.ncdc.nieer.2020.1617 11738.11.NCDC.BNORSG.DB7212.2026
16666.11.nbsdc.zT8h9kUc A0006.11.A0001.202006.001024 17081.11.photon.laue.dataset-20260120111231 17099.11.G274461948639522.20260703.v1
33145.11.BSDC.1737015588.1879450714607951874 33113.11.YIox6ZS4Ab4IUT 15937.11.LncBook6 15937.11.2019NCOVR
32003.36.ChinaXiv.201604.00018.V2 32003.36.ChinaXiv.202310.03455.V1 35001.37.01.33142.20220037 32379.14.JEIT250188
32374.14.s11390-025-6000-0 32276.14.JAL.20250544 31124.02.SSRF.BL12SW 16389.09.A08V-0001 13913.12.micro.ncov.sequence
19375.09.3101HUMSCSP513 KE154.20.500.14351/2034487852552bfda638`.split(/\s+/);

const cstr = (value: string) => ({ scheme: 'cstr', normalized: value, valid: true, problem: null });

describe('CSTR', () => {
  test.each(REAL)('%s is one, bare, with prefix and as an address', (value) => {
    for (const text of [
      value,
      `CSTR:${value}`,
      `cstr: ${value}`,
      `CSTR：${value}`,
      `ＣＳＴＲ：${value}`,
      `CSTR:CSTR:${value}`,
      `  CSTR : ${value} 。`,
      `（CSTR:${value}）。`,
      `“${value}”，`,
      `https://cstr.cn/${value}`,
      `http://www.cstr.cn/CSTR:${value}`,
      `https://www.cstr.cn/detail?identifier=${value}`,
      `https://www.cstr.cn/detail?identifier=CSTR%3A${encodeURIComponent(value)}`,
      `https://identifiers.org/cstr:${value}`,
      `https://identifiers.org/cstr/${value}`,
      `https://bioregistry.io/cstr:${value}`,
      `https://cstr.escience.org.cn/CSTR:${value}`,
      `https://portal.example.cn/cstr/${value}`,
    ]) {
      expect(parseIdentifier(text), text).toEqual(cstr(value));
    }
  });

  test.each([
    ['3125.11.x', 'identifier.cstr_agency'],
    ['312533.11.x', 'identifier.cstr_agency'],
    ['31253.1.x', 'identifier.cstr_type'],
    ['31253.111.x', 'identifier.cstr_type'],
    ['31253.AA.x', 'identifier.cstr_type'],
    ['31253.11.', 'identifier.cstr_internal'],
    ['31253.11', 'identifier.cstr_internal'],
    ['31253.11._x', 'identifier.cstr_internal'],
    ['31253-11-x', 'identifier.cstr_separator'],
    ['31253.11.a b', 'identifier.space'],
    ['31253.11.a?b', 'identifier.forbidden_character'],
    ['31253.11.a!b', 'identifier.forbidden_character'],
    ['31253.11.a！b', 'identifier.forbidden_character'],
    ['31253.11.数据', 'identifier.forbidden_character'],
    ['31253.11.a数据', 'identifier.forbidden_character'],
    [`31253.11.${'x'.repeat(247)}`, 'identifier.too_long'],
    ['CSTRnull', 'identifier.placeholder'],
    ['CSTR:undefined', 'identifier.placeholder'],
    ['CSTR:', 'identifier.empty'],
    ['CSTR:hello', 'identifier.cstr_separator'],
    ['CSTR:10.57760/sciencedb.00245', 'identifier.cstr_agency'],
  ])('%s is none: %s', (text, problem) => {
    expect(parseIdentifier(text)).toMatchObject({ scheme: 'cstr', valid: false, problem });
  });

  test('255 characters are the most', () => {
    const longest = `31253.11.${'x'.repeat(246)}`;
    expect(longest).toHaveLength(255);
    expect(parseIdentifier(`CSTR:${longest}`).valid).toBe(true);
  });

  test('whatever surrounds a valid one, it is found again, and reading it twice changes nothing', () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'.split('');
    const word = (min: number, max: number, also: string) =>
      fc
        .array(fc.constantFrom(...letters, ...also.split('')), { minLength: min, maxLength: max })
        .map((all) => all.join(''));
    const valid = fc
      .tuple(word(5, 5, ''), fc.integer({ min: 0, max: 99 }), word(1, 1, ''), word(0, 60, '._-/~+'), word(0, 1, ''))
      .map(
        ([agency, type, first, middle, last]) => `${agency}.${String(type).padStart(2, '0')}.${first}${middle}${last}`,
      )
      .filter((value) => !value.endsWith('.'));
    const before = fc.constantFrom(
      '',
      'CSTR:',
      'cstr：',
      'CSTR:CSTR: ',
      'https://cstr.cn/',
      ' https://www.cstr.cn/CSTR:',
      '“',
      '\u200b',
    );
    const after = fc.constantFrom('', '。', '.', ' ', '；', '”');
    fc.assert(
      fc.property(valid, before, after, (value, prefix, tail) => {
        expect(parseIdentifier(`${prefix}${value}${tail}`)).toEqual(cstr(value));
      }),
    );
  });

  test('parts, agency and type codes', () => {
    expect(cstrParts('CSTR:a0006.11.A0001.202006.001024')).toEqual({
      agency: 'A0006',
      type: '11',
      internal: 'A0001.202006.001024',
    });
    expect(agencyOf('https://cstr.cn/16666.11.nbsdc.zT8h9kUc')).toBe('16666');
    expect(agencyOf('10.57760/sciencedb.00245')).toBeUndefined();
    expect(new Set(CSTR_TYPE_CODES.map(({ code }) => code)).size).toBe(CSTR_TYPE_CODES.length);
    // The code 12 is in use, its meaning unknown: it is no type of ours, and valid all the same.
    expect(CSTR_TYPE_CODES.some(({ code }) => code === '12')).toBe(false);
    expect(parseIdentifier('13913.12.micro.ncov.sequence').valid).toBe(true);
  });

  test('every state of registration is reachable and only the tombstone is an end', () => {
    const states = Object.keys(CSTR_STATES) as CstrState[];
    const reached = new Set<CstrState>(['not_applied']);
    for (const from of reached) for (const to of CSTR_STEPS[from]) reached.add(to);
    expect([...reached].sort()).toEqual([...states].sort());
    expect(states.filter((state) => CSTR_STEPS[state].length === 0)).toEqual(['retired']);
    expect(mayStep('submitted', 'registered')).toBe(true);
    expect(mayStep('retired', 'registered')).toBe(false);
  });
});

describe('other schemes', () => {
  test.each([
    ['10.57760/sciencedb.00245', 'doi', '10.57760/sciencedb.00245'],
    ['doi:10.1000/182', 'doi', '10.1000/182'],
    ['DOI: 10.1000/182.', 'doi', '10.1000/182'],
    ['DOI 10.1000/182', 'doi', '10.1000/182'],
    ['https://doi.org/10.1000/182', 'doi', '10.1000/182'],
    ['http://dx.doi.org/10.1016%2FS0140-6736(20)30977-6', 'doi', '10.1016/S0140-6736(20)30977-6'],
    ['https://doi.org/doi:10.1000/182', 'doi', '10.1000/182'],
    ['https://identifiers.org/doi/10.1000/182', 'doi', '10.1000/182'],
    [
      '(10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O)',
      'doi',
      '10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O',
    ],
    ['hdl:2381/12345', 'handle', '2381/12345'],
    ['https://hdl.handle.net/2381/12345', 'handle', '2381/12345'],
    ['ark:/12148/btv1b8449691v', 'ark', '12148/btv1b8449691v'],
    ['https://n2t.net/ark:12148/btv1b8449691v', 'ark', '12148/btv1b8449691v'],
    ['urn:lsid:ipni.org:names:77145066-1', 'urn', 'urn:lsid:ipni.org:names:77145066-1'],
    ['https://www.nbsdc.cn/general/dataLinks?id=1', 'url', 'https://www.nbsdc.cn/general/dataLinks?id=1'],
  ])('%s', (text, scheme, normalized) => {
    expect(parseIdentifier(text)).toEqual({ scheme, normalized, valid: true, problem: null });
  });

  test.each<[text: string, scheme: string, problem: string]>([
    ['', 'unknown', 'identifier.empty'],
    ['  。 ', 'unknown', 'identifier.empty'],
    ['undefined', 'unknown', 'identifier.placeholder'],
    ['ZDM00012', 'unknown', 'identifier.unknown_scheme'],
    ['CGMCC 1.1', 'unknown', 'identifier.unknown_scheme'],
    ['doi:abc', 'doi', 'identifier.doi'],
    ['doi:10.1000/a b', 'doi', 'identifier.space'],
    ['hdl:abc', 'handle', 'identifier.handle'],
    ['ark:/x', 'ark', 'identifier.ark'],
    ['urn:nbn:de a', 'urn', 'identifier.space'],
    ['https://x', 'url', 'identifier.url'],
    ['x'.repeat(3000), 'unknown', 'identifier.too_long'],
  ])('%.40j is refused', (text, scheme, problem) => {
    expect(parseIdentifier(text)).toMatchObject({ scheme, valid: false, problem });
  });

  test('the key knows no case in A-Z and keeps everything else', () => {
    expect(identifierKey('31253.11.sciencedb.01092')).toBe(identifierKey('31253.11.SCIENCEDB.01092'));
    expect(identifierKey('10.1000/ñß')).toBe('10.1000/ñß');
    expect(identifierInWords('cstr', '31253.11.x')).toBe('CSTR:31253.11.x');
    expect(identifierUrl('cstr', '31253.11.x')).toBe('https://cstr.cn/31253.11.x');
    expect(identifierUrl('doi', '10.1000/a?b#c')).toBe('https://doi.org/10.1000/a%3Fb%23c');
    expect(identifierUrl('unknown', 'x')).toBeNull();
  });

  test('any text is read without an accident, and reading the normal form again gives the same', () => {
    const odd = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc
        .array(
          fc.constantFrom(
            'CSTR',
            ':',
            '：',
            'doi',
            '10.1000/',
            '31253.11.',
            'https://',
            'cstr.cn/',
            ' ',
            '。',
            '(',
            ')',
            'a',
            '%41',
            '%E3%80%82',
            '\u3000',
            '?',
          ),
          { maxLength: 12 },
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(odd, (text) => {
        const once = parseIdentifier(text);
        expect(SCHEMES).toContain(once.scheme);
        expect(once.valid).toBe(once.problem === null);
        const twice = parseIdentifier(once.normalized);
        expect(twice.normalized).toBe(once.normalized);
        if (once.valid && once.scheme === 'cstr') expect(twice).toEqual(once);
      }),
      { numRuns: 2000 },
    );
  });

  test('every problem has texts in both languages', () => {
    for (const [code, { zh, en }] of Object.entries(IDENTIFIER_PROBLEMS)) {
      expect(zh, code).toMatch(/\p{Script=Han}/u);
      expect(en, code).not.toMatch(/\p{Script=Han}/u);
    }
  });
});
