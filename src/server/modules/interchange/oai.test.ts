import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countStatements } from '../../kernel/db/open.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { act, addHouse, draft, type House, publish } from '../../testing/catalogue-desk.ts';
import { importFile, nobody } from '../../testing/import-desk.ts';
import { canLint, lint, lintNote } from '../../testing/xmllint.ts';
import { answerOai } from './oai/answer.ts';

const BASE = 'https://keyuan.example.cn';
const SCHEMAS = '05-oai/xsd/oai-all.xsd';
/** Titles that would break out of markup, or have no place in XML. */
const NAUGHTY = '粤香占 <![CDATA[ ]]> & "引号" \u0007\uFFFE</title>\uD83D';

let app: TestApp;
let rice: House;
let seeds: House;
const ids: Record<string, string> = {};

beforeAll(async () => {
  app = await startTestApp({ KEYUAN_BASE_URL: BASE });
  rice = await addHouse(app, 'RICE', { programme: 'national' });
  seeds = await addHouse(app, 'SEED');
  app.setTime('2026-11-01T01:00:00.250Z');
  ids['one'] = await publish(rice, 'germplasm_crop', {
    ACCENUMB: 'R-1',
    GENUS: 'Oryza',
    SPECIES: 'sativa',
    CROPNAME: '水稻',
    DECLATITUDE: 30.592812,
    DECLONGITUDE: 114.305512,
    share_scope: 'full',
    provider_contact: '李秘密',
    provider_phone: '13900000000',
  });
  app.setTime('2026-11-02T01:00:00.500Z');
  ids['two'] = await publish(seeds, 'dataset', {
    title: NAUGHTY,
    title_en: 'Methane & rice <data>',
    description: '一段描述\u0000，含控制字符\u001b。',
    creators: ['张三', 'Smith, John', '示范大学生命科学学院'],
    keywords: ['水稻', '甲烷'],
    disciplines: ['210', '170'],
    language: ['中文', '英文', '第二外语 <x>'],
    license: 'CC-BY-4.0',
    share_scope: 'full',
    share_channel: ['online'],
    cstr: 'CSTR:31253.11.keyuan.000001',
    doi: '10.12345/keyuan.1',
    related_resources: ['10.1000/182', '一段不是标识的文字', 'https://example.org/a?b=1&c=2'],
    part_of: ['10.5555/whole'],
    other_identifiers: ['hdl:20.500.1/abc'],
    time_start: '2015',
    time_end: '2024',
    west: 112,
    east: 114.5,
    south: 29,
    north: 31,
    place: ['江汉平原'],
    projects: ['国家重点研发计划 2020YFD0000000'],
    formats: ['CSV'],
    data_volume: '12.5 GB',
    access_url: ['https://example.org/data'],
    region: '420100',
  });
  app.setTime('2026-11-03T01:00:00Z');
  ids['gone'] = await publish(seeds, 'dataset', { title: '将撤回', share_scope: 'full' });
  ids['paused'] = await publish(seeds, 'dataset', { title: '将暂停', share_scope: 'full' });
  ids['draft'] = (await draft(seeds, 'dataset', { title: '草稿', share_scope: 'full' })).body.id;
  app.setTime('2026-11-04T01:00:00Z');
  await act(seeds.author, ids['gone'], 'withdraw', '重复登记');
  await act(seeds.author, ids['paused'], 'suspend', '复核中');
  app.setTime('2026-11-05T00:00:00Z');
});
afterAll(() => app.close());

async function oai(query: string): Promise<string> {
  const reply = await app.http.inject(`/oai?${query}`);
  expect(reply.statusCode).toBe(200);
  expect(reply.headers['content-type']).toBe('text/xml; charset=utf-8');
  return reply.body;
}
const errorOf = (xml: string): string | undefined => /<error code="(\w+)">/.exec(xml)?.[1];
const identifiersIn = (xml: string): string[] =>
  [...xml.matchAll(/<identifier>oai:[^:]+:(\d+)<\/identifier>/g)].map(([, id]) => id!);
const tokenIn = (xml: string): string | undefined => /<resumptionToken[^>]*>([^<]+)</.exec(xml)?.[1];

describe('the six verbs', () => {
  test('Identify tells where, since when, and that deletions stay', async () => {
    const xml = await oai('verb=Identify');
    expect(xml).toContain(`<baseURL>${BASE}/oai</baseURL>`);
    expect(xml).toContain('<deletedRecord>persistent</deletedRecord><granularity>YYYY-MM-DDThh:mm:ssZ</granularity>');
    expect(xml).toContain('<earliestDatestamp>2026-11-01T01:00:00Z</earliestDatestamp>');
    expect(xml).toContain('<repositoryIdentifier>keyuan.example.cn</repositoryIdentifier>');
    expect(xml).toContain('<adminEmail>postmaster@keyuan.example.cn</adminEmail>');
  });

  test('the host a request claims is never used', async () => {
    const reply = await app.http.inject({
      url: '/oai?verb=ListIdentifiers&metadataPrefix=oai_dc',
      headers: { host: 'evil.example' },
    });
    expect(reply.body).not.toContain('evil');
    expect(reply.body).toContain(`oai:keyuan.example.cn:${ids['one']}`);
  });

  test('ListMetadataFormats, of all and of one record', async () => {
    const prefixes = (xml: string) => [...xml.matchAll(/<metadataPrefix>(\w+)</g)].map(([, prefix]) => prefix);
    expect(prefixes(await oai('verb=ListMetadataFormats'))).toEqual(['oai_dc', 'datacite', 'core']);
    expect(prefixes(await oai(`verb=ListMetadataFormats&identifier=oai:keyuan.example.cn:${ids['one']}`))).toHaveLength(
      3,
    );
    expect(errorOf(await oai('verb=ListMetadataFormats&identifier=oai:keyuan.example.cn:99'))).toBe('idDoesNotExist');
  });

  test('ListSets: types, and platforms that hold something', async () => {
    const xml = await oai('verb=ListSets');
    for (const spec of ['type', 'type:dataset', 'platform', 'platform:RICE', 'platform:SEED'])
      expect(xml).toContain(`<setSpec>${spec}</setSpec>`);
  });

  test('ListRecords gives what is public, and a header that says deleted for what is withdrawn or suspended', async () => {
    const xml = await oai('verb=ListRecords&metadataPrefix=oai_dc');
    expect(identifiersIn(xml)).toEqual([ids['one'], ids['two'], ids['gone'], ids['paused']]);
    expect([...xml.matchAll(/<header status="deleted">/g)]).toHaveLength(2);
    expect([...xml.matchAll(/<metadata>/g)]).toHaveLength(2);
    expect(xml).not.toContain('将撤回');
    expect(xml).not.toContain('将暂停');
    expect(xml).toContain('<setSpec>platform:SEED</setSpec><setSpec>type:dataset</setSpec>');
  });

  test('GetRecord: a record, a deleted one, one that was never public', async () => {
    const get = (id: string) => oai(`verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:keyuan.example.cn:${id}`);
    expect(await get(ids['one']!)).toContain('<metadata><oai_dc:dc');
    const gone = await get(ids['gone']!);
    expect(gone).toContain('<header status="deleted">');
    expect(gone).not.toContain('<metadata>');
    for (const id of [ids['draft']!, '1', '0', '99999999999999999999', 'x'])
      expect(errorOf(await get(id)), id).toBe('idDoesNotExist');
    expect(errorOf(await oai(`verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:other.example:${ids['one']}`))).toBe(
      'idDoesNotExist',
    );
  });

  test('the same by POST, as a form', async () => {
    const reply = await app.http.inject({
      method: 'POST',
      url: '/oai',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'verb=ListIdentifiers&metadataPrefix=core',
    });
    expect(identifiersIn(reply.body)).toHaveLength(4);
    const large = await app.http.inject({
      method: 'POST',
      url: '/oai',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: `verb=${'x'.repeat(10_000)}`,
    });
    expect(large.statusCode).toBe(413);
  });
});

test('spans are of whole seconds or days, both ends included', async () => {
  const list = async (span: string) => identifiersIn(await oai(`verb=ListIdentifiers&metadataPrefix=oai_dc&${span}`));
  expect(await list('from=2026-11-02&until=2026-11-02')).toEqual([ids['two']]);
  expect(await list('from=2026-11-02T01:00:00Z&until=2026-11-02T01:00:00Z')).toEqual([ids['two']]);
  expect(await list('from=2026-11-02T01:00:01Z')).toEqual([ids['gone'], ids['paused']]);
  expect(await list('until=2026-11-01')).toEqual([ids['one']]);
});

test('sets divide the list, and leaving nothing out', async () => {
  const list = async (set: string) => identifiersIn(await oai(`verb=ListIdentifiers&metadataPrefix=oai_dc&set=${set}`));
  expect(await list('platform:RICE')).toEqual([ids['one']]);
  expect(await list('type:dataset')).toEqual([ids['two'], ids['gone'], ids['paused']]);
  expect(await list('platform')).toHaveLength(4);
});

test('a change moves a record on, a suspended one comes back', async () => {
  app.setTime('2026-11-06T00:00:00Z');
  const id = await publish(rice, 'dataset', { title: '先停后复', share_scope: 'full' });
  app.setTime('2026-11-07T00:00:00Z');
  await act(rice.author, id, 'suspend', '复核');
  const since = 'verb=ListRecords&metadataPrefix=oai_dc&from=2026-11-06T00:00:01Z';
  expect(await oai(since)).toContain('status="deleted"');
  app.setTime('2026-11-08T00:00:00Z');
  await act(rice.author, id, 'resume');
  const back = await oai(since);
  expect(identifiersIn(back)).toEqual([id]);
  expect(back).toContain('先停后复');
  app.setTime('2026-11-09T00:00:00Z');
  await act(rice.author, id, 'withdraw', '试验结束');
});

test('what the public may not see does not leave', async () => {
  for (const prefix of ['oai_dc', 'datacite', 'core']) {
    const xml = await oai(`verb=ListRecords&metadataPrefix=${prefix}`);
    for (const secret of ['李秘密', '13900000000', '30.592812', '114.305512'])
      expect(xml, prefix).not.toContain(secret);
  }
});

test('what is wrong is told by the protocol’s own codes', async () => {
  const cases: Record<string, string> = {
    '': 'badVerb',
    'verb=listrecords': 'badVerb',
    'verb=Identify&verb=Identify': 'badVerb',
    'verb=Identify&set=x': 'badArgument',
    'verb=ListRecords': 'badArgument',
    'verb=GetRecord&metadataPrefix=oai_dc': 'badArgument',
    'verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=core': 'badArgument',
    'verb=ListRecords&metadataPrefix=oai_dc&from=': 'badArgument',
    'verb=ListRecords&metadataPrefix=oai_dc&from=2026-13-01': 'badArgument',
    'verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-30': 'badArgument',
    'verb=ListRecords&metadataPrefix=oai_dc&from=0000-01-01': 'badArgument',
    'verb=ListRecords&metadataPrefix=oai_dc&from=2026-11-01T25:00:00Z': 'badArgument',
    'verb=ListRecords&metadataPrefix=oai_dc&from=2026-11-01T01:00Z': 'badArgument',
    'verb=ListRecords&metadataPrefix=oai_dc&from=yesterday': 'badArgument',
    'verb=ListRecords&metadataPrefix=oai_dc&from=2026-11-01&until=2026-11-02T00:00:00Z': 'badArgument',
    'verb=ListRecords&metadataPrefix=oai_dc&from=2026-11-02&until=2026-11-01': 'badArgument',
    'verb=ListRecords&metadataPrefix=oai_dc&set=a%20b': 'badArgument',
    'verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x': 'badArgument',
    'verb=ListRecords&metadataPrefix=oai_dc&set=platform:NONE': 'noRecordsMatch',
    'verb=ListRecords&metadataPrefix=oai_dc&set=type:dataset:x': 'noRecordsMatch',
    'verb=ListRecords&metadataPrefix=oai_dc&from=2030-01-01': 'noRecordsMatch',
    'verb=ListRecords&metadataPrefix=oai_dc&until=9999-12-31&from=9999-12-31': 'noRecordsMatch',
    'verb=ListRecords&metadataPrefix=oai_dc&until=0001-01-01': 'noRecordsMatch',
    'verb=ListRecords&metadataPrefix=marc21': 'cannotDisseminateFormat',
    'verb=ListRecords&resumptionToken=x': 'badResumptionToken',
    'verb=ListRecords&resumptionToken=.': 'badResumptionToken',
    'verb=ListSets&resumptionToken=e30.AAAA': 'badResumptionToken',
  };
  for (const [query, code] of Object.entries(cases)) {
    const xml = await oai(query);
    expect(errorOf(xml), query).toBe(code);
    if (code === 'badVerb' || code === 'badArgument') expect(xml, query).toContain(`<request>${BASE}/oai</request>`);
  }
});

describe('a list of many pages', () => {
  const COUNT = 430;
  beforeAll(async () => {
    app.setTime('2026-11-10T00:00:00Z');
    // Half of them in one moment, as an import leaves them.
    for (let n = 0; n < 2; n++) {
      const rows = Array.from({ length: COUNT / 2 }, (_, i) => `B${n}-${i},批量数据集 ${n}-${i},full`);
      await importFile(rice.author, 'many.csv', ['dataset_number,title,share_scope', ...rows].join('\n'), {
        platform: 'RICE',
        type: 'dataset',
        state: 'published',
      });
      app.setTime('2026-11-11T00:00:00Z');
    }
  }, 60_000);

  const walk = async (query: string): Promise<string[]> => {
    const seen: string[] = [];
    for (let xml = await oai(query), pages = 1; ; pages++) {
      seen.push(...identifiersIn(xml));
      expect(pages).toBeLessThan(20);
      const token = tokenIn(xml);
      if (token === undefined) {
        if (pages > 1) expect(xml).toMatch(/<resumptionToken cursor="\d+"\/>/);
        return seen;
      }
      xml = await oai(`${query.split('&')[0]}&resumptionToken=${token}`);
    }
  };

  test('holds every record once, whole or by set and span', async () => {
    const all = await walk('verb=ListRecords&metadataPrefix=oai_dc');
    expect(all).toHaveLength(COUNT + 5);
    expect(new Set(all).size).toBe(COUNT + 5);
    expect(await walk('verb=ListRecords&metadataPrefix=datacite&set=platform:RICE')).toHaveLength(COUNT + 2);
    expect(await walk('verb=ListRecords&metadataPrefix=core&set=type:dataset&from=2026-11-10')).toHaveLength(COUNT);
  });

  test('a record that changes meanwhile comes once more at the end', async () => {
    const first = await oai('verb=ListRecords&metadataPrefix=oai_dc&from=2026-11-10');
    app.setTime('2026-11-12T00:00:00Z');
    const moved = identifiersIn(first)[0]!;
    await act(rice.author, moved, 'withdraw', '移动');
    let rest: string[] = [];
    for (let token = tokenIn(first); token !== undefined;) {
      const xml = await oai(`verb=ListRecords&resumptionToken=${token}`);
      rest = [...rest, ...identifiersIn(xml)];
      token = tokenIn(xml);
    }
    expect(rest.at(-1)).toBe(moved);
    expect(rest).toHaveLength(COUNT - 200 + 1);
  });

  test('tokens: changed, of another verb, expired', async () => {
    const token = tokenIn(await oai('verb=ListRecords&metadataPrefix=oai_dc'))!;
    const [payload, signature] = token.split('.') as [string, string];
    const parts = JSON.parse(Buffer.from(payload, 'base64url').toString()) as unknown[];
    parts[1] = 'core';
    const forged = `${Buffer.from(JSON.stringify(parts)).toString('base64url')}.${signature}`;
    for (const bad of [forged, `${token}A`, `${payload}.`, `${payload}.${signature}=`, payload, 'A'.repeat(5000)])
      expect(errorOf(await oai(`verb=ListRecords&resumptionToken=${encodeURIComponent(bad)}`)), bad.slice(0, 40)).toBe(
        'badResumptionToken',
      );
    expect(errorOf(await oai(`verb=ListIdentifiers&resumptionToken=${token}`))).toBe('badResumptionToken');
    expect(errorOf(await oai(`verb=ListRecords&resumptionToken=${token}`))).toBeUndefined();
    app.setTime('2026-11-14T00:00:01Z');
    expect(errorOf(await oai(`verb=ListRecords&resumptionToken=${token}`))).toBe('badResumptionToken');
  });

  test('a page costs two statements, wherever it lies', async () => {
    const ctx = app.contextOf({ kind: 'anonymous' });
    const count = async (query: string) => countStatements(() => answerOai(ctx, new URLSearchParams(query)));
    const first = await count('verb=ListRecords&metadataPrefix=datacite');
    const second = await count(`verb=ListRecords&resumptionToken=${tokenIn(first.result)}`);
    expect([first.count, second.count]).toEqual([2, 2]);
  });

  test(`every answer is valid${lintNote(SCHEMAS)}`, async ({ skip }) => {
    if (!canLint(SCHEMAS)) skip();
    for (const query of [
      'verb=Identify',
      'verb=ListMetadataFormats',
      'verb=ListSets',
      'verb=ListIdentifiers&metadataPrefix=core',
      'verb=ListRecords&metadataPrefix=oai_dc',
      `verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:keyuan.example.cn:${ids['two']}`,
      `verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:keyuan.example.cn:${ids['gone']}`,
      'verb=Nothing',
      'verb=ListRecords&metadataPrefix=oai_dc&set=platform:NONE',
    ])
      expect(lint(await oai(query), SCHEMAS), query).toBe('');
  }, 60_000);
});

test('a naughty title is told whole, but for what XML has no place for', async () => {
  const xml = await oai(`verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:keyuan.example.cn:${ids['two']}`);
  expect(xml).toContain('粤香占 &lt;![CDATA[ ]]&gt; &amp; &quot;引号&quot; &lt;/title&gt;');
  // oxlint-disable-next-line no-control-regex
  expect(xml).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe\ud800-\udfff]/);
});

const DATACITE = '04-datacite/kernel-4.7/metadata.xsd';
const metadataOf = async (id: string, prefix: string): Promise<string> => {
  const xml = await oai(`verb=GetRecord&metadataPrefix=${prefix}&identifier=oai:keyuan.example.cn:${id}`);
  return /<metadata>(.*)<\/metadata>/s.exec(xml)![1]!;
};

test(`DataCite 4.7${lintNote(DATACITE)}`, async () => {
  for (const id of [ids['one']!, ids['two']!]) {
    const xml = await metadataOf(id, 'datacite');
    if (canLint(DATACITE)) expect(lint(xml, DATACITE)).toBe('');
  }
  const full = await metadataOf(ids['two']!, 'datacite');
  expect(full).toContain('<identifier identifierType="DOI">10.12345/keyuan.1</identifier>');
  expect(full).toContain('<creatorName nameType="Personal">Smith, John</creatorName><givenName>John</givenName>');
  expect(full).toContain(
    '<relatedIdentifier relatedIdentifierType="CSTR" relationType="IsIdenticalTo">31253.11.keyuan.000001<',
  );
  expect(full).toContain('relatedIdentifierType="URL"');
  expect(full).toContain('relatedIdentifierType="DOI" relationType="IsPartOf">10.5555/whole<');
  expect(full).not.toContain('一段不是标识的文字');
  expect(full).toContain('<date dateType="Collected">2015/2024</date>');
  expect(full).toContain('<westBoundLongitude>112</westBoundLongitude><eastBoundLongitude>114.5<');
  expect(full).toContain('rightsURI="https://creativecommons.org/licenses/by/4.0/"');
  expect(full).toContain('<language>zh</language>');
  expect(await metadataOf(ids['one']!, 'datacite')).toContain(
    `<identifier identifierType="URL">${BASE}/resources/${ids['one']}<`,
  );
});

test(`a thesis and a paper are what they are${lintNote(DATACITE)}`, async () => {
  const journal = { journal: '电子与信息学报', volume: '46', issue: '3', pages: '101-109', issn: '1009-5896' };
  const paper = await publish(seeds, 'literature', { title: '论文', ...journal, share_scope: 'full' });
  const xml = await metadataOf(paper, 'datacite');
  expect(xml).toContain('<relatedItem relatedItemType="Journal" relationType="IsPublishedIn">');
  expect(xml).toContain('<firstPage>101</firstPage><lastPage>109</lastPage>');
  if (canLint(DATACITE)) expect(lint(xml, DATACITE)).toBe('');
});

test('core metadata is valid by its own schema, which is served', async () => {
  const schema = await nobody(app).call('GET', '/schemas/core.xsd');
  expect(schema.status).toBe(200);
  const one = await metadataOf(ids['one']!, 'core');
  expect(one).toContain('<resourceName><chinese>水稻（R-1）</chinese></resourceName>');
  expect(one).toContain('<serviceProvider><name>示范RICE库</name>');
  const two = await metadataOf(ids['two']!, 'core');
  expect(two).toContain('<sharing><sharePathway>线上共享</sharePathway><shareScope>完全共享</shareScope></sharing>');
  expect(two).toContain('<identifier>CSTR:31253.11.keyuan.000001</identifier>');
  if (!canLint(SCHEMAS)) return;
  const file = join(mkdtempSync(join(tmpdir(), 'keyuan-xsd-')), 'core.xsd');
  writeFileSync(file, schema.bytes);
  for (const xml of [one, two]) expect(lint(xml, file)).toBe('');
});
