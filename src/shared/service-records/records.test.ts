import { expect, test } from 'vitest';
import { applicationNumberHolds, patentNumberHolds, standardNumberHolds, useFaults, useKey } from './check-use.ts';
import { namedIn } from './find-identifiers.ts';
import { useContent } from './use-schemas.ts';

test('application numbers of patents carry a check digit', () => {
  expect(applicationNumberHolds('ZL 2003 1 0102344.5')).toBe(true);
  expect(applicationNumberHolds('200310102344.6')).toBe(false);
  expect(applicationNumberHolds('CN101234567A')).toBeUndefined();
  for (const number of [
    'CN 113456789 B',
    'CN101234567A',
    'US 10,123,456 B2',
    'EP3123456A1',
    'WO 2020/123456',
    'PCT/CN2020/123456',
  ])
    expect(patentNumberHolds(number), number).toBe(true);
  for (const number of ['CN12345', '专利', '12345678', 'ZL2003101023446'])
    expect(patentNumberHolds(number), number).toBe(false);
});

test('numbers of standards', () => {
  for (const number of [
    'GB/T 7714-2015',
    'NY/T 1234.1—2020',
    'DB44/T 100-2019',
    'T/CAS 5-2021',
    'ISO 20387:2018',
    'GB 4789.2-2022',
  ])
    expect(standardNumberHolds(number), number).toBe(true);
  for (const number of ['7714', 'GB/T', 'GB/T 7714']) expect(standardNumberHolds(number), number).toBe(false);
});

test('a work is known again by DOI, number, or title and year; what is no DOI is refused', () => {
  const paper = (more: object) => useContent.parse({ kind: 'paper', title: '大豆 Genomes: 一', year: 2026, ...more });
  expect(useKey(paper({ doi: 'https://doi.org/10.1000/AbC' }))).toBe(useKey(paper({ doi: 'doi:10.1000/abc' })));
  expect(useKey(paper({ title: '大豆　genomes——一' }))).toBe(useKey(paper({})));
  const faults = (more: object) => useFaults(paper(more), '2026-11-27').map(({ path, code }) => `${path} ${code}`);
  expect(faults({ doi: 'CSTR:31253.11.x' })).toEqual(['body.doi doi']);
  expect(faults({ kind: 'patent' })).toEqual(['body.number missing']);
  expect(faults({ year: undefined })).toEqual(['body.year missing']);
  expect(faults({ year: 2030 })).toEqual(['body.year future']);
});

test('identifiers and collection numbers are found in a sentence', () => {
  const found = namedIn(
    '材料来自示范库（ZDM00012、CGMCC 1.1），数据 CSTR:31253.11.sciencedb.01092。见 https://doi.org/10.57760/sciencedb.00245。',
  );
  expect(found.cstr).toEqual(['31253.11.SCIENCEDB.01092']);
  expect(found.doi).toEqual(['10.57760/SCIENCEDB.00245']);
  expect(found.numbers).toEqual(expect.arrayContaining(['ZDM00012', 'CGMCC 1.1']));
});
