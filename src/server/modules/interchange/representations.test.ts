import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { act, addHouse, type House, publish } from '../../testing/catalogue-desk.ts';
import { importFile } from '../../testing/import-desk.ts';
import { SHARED_DATA, skipNote } from '../../testing/shared-data.ts';
import { violations } from '../../testing/shacl.ts';
import { canLint, lint } from '../../testing/xmllint.ts';
import { mountPortal } from '../portal/index.ts';
import { bestOffer } from './accept.ts';

const BASE = 'https://keyuan.example.cn';
const SHAPES = join(SHARED_DATA, '06-dcat/shapes/dcat-ap-3.0.1-shapes.ttl');
const SCHEMA_ORG = join(SHARED_DATA, '06-dcat/schema-org/P418Required.ttl');
const entry = { script: '/assets/portal.js', styles: [], preload: [] };

let app: TestApp;
let house: House;
let data: string;
let rice: string;

beforeAll(async () => {
  app = await startTestApp({ KEYUAN_BASE_URL: BASE }, (http, parts) =>
    mountPortal(http, { assets: { portal: entry, workbench: entry, folder: undefined }, ...parts }),
  );
  house = await addHouse(app, 'RICE', { programme: 'national' });
  await app.services.storage.db
    .updateTable('platform')
    .set({
      homepage: 'https://rice.example.org/',
      contact: JSON.stringify({ email: 'rice@example.org', phone: '027-87280000' }),
    })
    .where('id', '=', house.id)
    .execute();
  data = await publish(house, 'dataset', {
    title: '稻田甲烷 <通量> "数据"\n\\集',
    title_en: 'Methane fluxes',
    description:
      '长江中游稻田甲烷通量的逐半小时观测，含气象要素，共十年，供模型检验与清单编制使用，质量控制按照规范进行。',
    creators: ['张三', 'Smith, John 0000-0002-1825-0097'],
    keywords: ['水稻', '甲烷'],
    disciplines: ['210', '170'],
    subjects: ['农田生态'],
    language: ['中文'],
    license: 'CC-BY-4.0',
    license_note: '请注明来源',
    share_scope: 'full',
    cstr: '31253.11.keyuan.000001',
    time_start: '2015',
    time_end: '2024-06',
    west: 112,
    east: 114.5,
    south: 29,
    north: 31,
    place: ['江汉平原'],
    country: ['CHN'],
    formats: ['CSV', '自有格式'],
    data_volume: '12.5 GB',
    update_frequency: 'annual',
    access_url: ['https://example.org/data?a=1&b=水'],
    api_url: 'https://example.org/api',
    derived_from: ['10.5555/source'],
    part_of: ['/resources/1'],
    documented_by: ['https://example.org/paper'],
    related_resources: ['10.1000/182', '不是标识'],
    generated_on: '2024-06',
    method: '涡度相关法',
    region: '420100',
  });
  rice = await publish(house, 'germplasm_crop', { ACCENUMB: 'R-1', GENUS: 'Oryza', share_scope: 'conditional' });
});
afterAll(() => app.close());

const get = async (url: string, accept?: string) => {
  const { statusCode, body, headers } = await app.http.inject({ url, headers: accept === undefined ? {} : { accept } });
  return { status: statusCode, body, type: String(headers['content-type']), headers };
};

describe('Accept', () => {
  const offers = [
    { mediaType: 'text/html' },
    { mediaType: 'application/xml' },
    { mediaType: 'application/ld+json', profile: 'https://schema.org/' },
    { mediaType: 'application/ld+json', profile: 'http://www.w3.org/ns/dcat#' },
  ];
  const cases: [string, number | undefined][] = [
    ['', 0],
    ['*/*', 0],
    ['text/*;q=0.1, application/xml', 1],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 0],
    ['application/ld+json', 2],
    ['application/ld+json;profile="http://www.w3.org/ns/dcat#"', 3],
    ['application/ld+json;profile="http://www.w3.org/ns/dcat", */*;q=0.1', 3],
    ['application/ld+json;profile="urn:other"', undefined],
    ['text/html;q=0, */*', 1],
    ['text/html;q=0', undefined],
    ['image/png', undefined],
    [';;;,,,', undefined],
    ['APPLICATION/XML', 1],
    ['application/xml;q=abc', undefined],
  ];
  test.each(cases)('%j', (header, index) => expect(bestOffer(header, offers)).toBe(index));
});

describe('a record in other forms', () => {
  test.each([
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html'],
    ['*/*', 'text/html'],
    ['application/xml', 'application/xml'],
    ['application/vnd.datacite.datacite+xml', 'application/vnd.datacite.datacite+xml'],
    ['application/ld+json', 'application/ld+json'],
    ['text/turtle', 'text/turtle'],
    ['application/x-bibtex', 'application/x-bibtex'],
    ['application/vnd.citationstyles.csl+json', 'application/vnd.citationstyles.csl+json'],
    ['application/linkset+json', 'application/linkset+json'],
  ])('Accept: %s', async (accept, type) => {
    for (const path of ['/resources', '/en/resources', '/national/resources']) {
      const answer = await get(`${path}/${data}`, accept);
      expect([answer.status, answer.type]).toEqual([200, `${type}; charset=utf-8`]);
      expect(String(answer.headers['vary'])).toContain('Accept');
    }
  });

  test('what there is not is told: 406, 400, 404, 410', async () => {
    const none = await get(`/resources/${data}`, 'image/png');
    expect(none).toMatchObject({ status: 406, type: 'application/problem+json; charset=utf-8' });
    expect(none.body).toContain('text/turtle');
    expect((await get(`/resources/${data}?format=marc`)).status).toBe(400);
    expect((await get('/resources/99?format=core')).status).toBe(404);
    expect((await get('/resources/9999999999999999999?format=core')).status).toBe(404);
    expect((await get('/nowhere/resources/1?format=core')).status).toBe(404);
    expect((await get(`/resources/${data}?format=core&version=7`)).status).toBe(404);
    const gone = await publish(house, 'dataset', { title: '撤回', share_scope: 'full' });
    await act(house.author, gone, 'withdraw', '重复');
    const answer = await get(`/resources/${gone}`, 'text/turtle');
    expect(answer.status).toBe(410);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'catalogue.withdrawn', tombstone: { id: gone } });
  });

  test('an earlier version in its own words', async () => {
    const { body } = await house.author.call<{ revision: number; fields: Record<string, unknown> }>(
      'GET',
      `/api/work/resources/${rice}`,
    );
    await house.author.call('PUT', `/api/resources/${rice}`, {
      revision: body.revision,
      fields: { ...body.fields, ACCENAME: ['新名'] },
    });
    await act(house.author, rice, 'publish');
    expect((await get(`/resources/${rice}?format=core`)).body).toContain('新名');
    expect((await get(`/resources/${rice}?format=core&version=1`)).body).not.toContain('新名');
  });

  test('every form of the page’s list is there, well-formed, and leads back', async () => {
    const page = await get(`/resources/${data}`);
    const forms = [...page.body.matchAll(/href="(\/resources\/\d+\?format=[\w-]+)"/g)].map(([, href]) => href!);
    expect(forms).toHaveLength(6);
    for (const form of forms) {
      const answer = await get(form);
      expect(answer.status, form).toBe(200);
      expect(answer.headers['link']).toBe(`<${BASE}/resources/${data}>; rel="describes"; type="text/html"`);
      if (answer.type.includes('json')) JSON.parse(answer.body);
      if (answer.type.includes('xml') && canLint('04-datacite')) expect(lint(answer.body), form).toBe('');
    }
  });
});

describe('signposting', () => {
  test('the page says how to cite it, what it is, its licence, items and descriptions', async () => {
    const { headers } = await get(`/resources/${data}`);
    const links = String(headers['link']).split(/, (?=<)/);
    expect(links).toEqual([
      '<https://cstr.cn/31253.11.keyuan.000001>; rel="cite-as"',
      '<https://schema.org/AboutPage>; rel="type"',
      '<https://schema.org/Dataset>; rel="type"',
      '<https://orcid.org/0000-0002-1825-0097>; rel="author"',
      '<https://creativecommons.org/licenses/by/4.0/>; rel="license"',
      '<https://example.org/data?a=1&b=%E6%B0%B4>; rel="item"',
      '<https://example.org/api>; rel="item"',
      ...['core', 'datacite', 'oai_dc', 'schema', 'dcat-jsonld', 'dcat-ttl'].map((id) =>
        expect.stringMatching(
          new RegExp(`^<${BASE}/resources/${data}\\?format=${id}>; rel="describedby"; type="[^"]+"`),
        ),
      ),
      `<${BASE}/resources/${data}?format=linkset>; rel="linkset"; type="application/linkset+json"`,
    ]);
    expect((await get('/')).headers['link']).toBeUndefined();
    expect((await app.http.inject({ method: 'HEAD', url: `/resources/${data}` })).headers['link']).toBe(
      headers['link'],
    );
  });

  test('the linkset has the same links, and those of the forms back', async () => {
    const { linkset } = JSON.parse((await get(`/resources/${data}?format=linkset`)).body) as {
      linkset: Record<string, unknown[]>[];
    };
    expect(linkset[0]).toMatchObject({
      anchor: `${BASE}/resources/${data}`,
      'cite-as': [{ href: 'https://cstr.cn/31253.11.keyuan.000001' }],
    });
    expect(linkset[0]!['describedby']).toHaveLength(6);
    expect(linkset.slice(1).every((context) => 'describes' in context)).toBe(true);
  });
});

describe('DCAT-AP', () => {
  test('Turtle and JSON-LD say the same', async () => {
    const [ttl, jsonld] = [
      await get(`/resources/${data}?format=dcat-ttl`),
      await get(`/resources/${data}?format=dcat-jsonld`),
    ];
    const sizes = await Promise.all([
      violations(ttl.body, 'text/turtle', []),
      violations(jsonld.body, 'application/ld+json', []),
    ]);
    expect(sizes[0].size).toBe(sizes[1].size);
    expect(sizes[0].size).toBeGreaterThan(60);
    expect(ttl.body).toContain('dct:title "稻田甲烷 <通量> \\"数据\\" \\\\集"@zh, "Methane fluxes"@en');
    expect(ttl.body).toContain('dcat:byteSize "12500000000"^^xsd:nonNegativeInteger');
    expect(ttl.body).toContain('<https://example.org/data?a=1&b=%E6%B0%B4>');
    expect(ttl.body).toContain('dct:relation <https://doi.org/10.1000/182>');
    expect(ttl.body).toContain(`dct:isPartOf <${BASE}/resources/1>`);
    expect(ttl.body).toContain('prov:wasDerivedFrom <https://doi.org/10.5555/source>');
  });

  test('the catalogue is paged, and holds every public record once', async () => {
    const rows = Array.from({ length: 150 }, (_, i) => `B-${i},批量 ${i},full`);
    await importFile(house.author, 'many.csv', ['dataset_number,title,share_scope', ...rows].join('\n'), {
      platform: 'RICE',
      type: 'dataset',
      state: 'published',
    });
    const seen: string[] = [];
    let next: string | undefined = '/catalog?format=ttl';
    for (let pages = 0; next !== undefined; pages++) {
      expect(pages).toBeLessThan(5);
      const answer = await get(next);
      seen.push(
        ...[...answer.body.matchAll(/^<[^>]+\/resources\/(\d+)#resource> a dcat:(?:Dataset|Resource)/gm)].map(
          ([, id]) => id!,
        ),
      );
      next = /^<([^>]+)>; rel="next"$/.exec(String(answer.headers['link'] ?? ''))?.[1]?.slice(BASE.length);
    }
    expect(seen).toHaveLength(152);
    expect(new Set(seen).size).toBe(152);
    expect((await get('/catalog?format=ttl&set=type:germplasm_crop')).body).toContain('dcat:Resource');
  });

  test('asked for by Accept; a browser is led to the explanation; what is wrong is refused', async () => {
    expect((await get('/catalog', 'application/ld+json')).type).toContain('ld+json');
    expect((await get('/catalog')).type).toContain('turtle');
    expect(await get('/catalog', 'text/html,*/*;q=0.8')).toMatchObject({
      status: 303,
      headers: { location: '/help#exchange' },
    });
    expect((await get('/catalog', 'image/png')).status).toBe(406);
    expect((await get('/catalog?format=rdf')).status).toBe(400);
    expect((await get('/catalog?format=ttl&set=type:nothing')).status).toBe(404);
    const forged = Buffer.from(JSON.stringify(['xxxxxxxx', '2026-99-99', '1'])).toString('base64url');
    for (const cursor of ['x', forged]) expect((await get(`/catalog?format=ttl&cursor=${cursor}`)).status).toBe(400);
  });

  test(`no shape of DCAT-AP 3.0.1 is violated${skipNote(SHAPES)}`, async ({ skip }) => {
    if (!existsSync(SHAPES)) skip();
    for (const url of [
      `/resources/${data}?format=dcat-ttl`,
      `/resources/${rice}?format=dcat-ttl`,
      '/catalog?format=ttl',
    ])
      expect((await violations((await get(url)).body, 'text/turtle', [SHAPES])).found, url).toEqual([]);
    // The shapes do find something where something is wrong.
    const bad = (await get(`/resources/${data}?format=dcat-ttl`)).body.replace(/dct:title [^;]+;/, '');
    expect((await violations(bad, 'text/turtle', [SHAPES])).found.length).toBeGreaterThan(0);
  }, 120_000);
});

test(`schema.org JSON-LD fits its shapes${skipNote(SCHEMA_ORG)}`, async ({ skip }) => {
  if (!existsSync(SCHEMA_ORG)) skip();
  const { body } = await get(`/resources/${data}?format=schema`);
  // Without the network; and the shapes are written for http.
  const local = JSON.stringify({ ...(JSON.parse(body) as object), '@context': { '@vocab': 'http://schema.org/' } });
  expect((await violations(local, 'application/ld+json', [SCHEMA_ORG])).found).toEqual([]);
  const bad = local.replace('"description"', '"about"');
  expect((await violations(bad, 'application/ld+json', [SCHEMA_ORG])).found.length).toBeGreaterThan(0);
});

describe('for crawlers', () => {
  test('the sitemap names pages, platforms and every public record', async () => {
    const index = await get('/sitemap.xml');
    const parts = [...index.body.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, loc]) => loc!.slice(BASE.length));
    expect(parts[0]).toBe('/sitemaps/pages.xml');
    expect(parts).toHaveLength(2);
    const records = await get(parts[1]!);
    expect([...records.body.matchAll(/<loc>/g)]).toHaveLength(152);
    expect(records.body).toMatch(/<lastmod>2026-11-24T02:00:00.000Z<\/lastmod>/);
    expect((await get(parts[0]!)).body).toContain(`${BASE}/platforms/RICE`);
    for (const name of ['x.xml', '999999999999999999.xml', '1', '..%2F..%2Fetc'])
      expect((await get(`/sitemaps/${name}`)).status, name).toBe(404);
  });

  test('robots.txt keeps searches out and names the sitemap', async () => {
    const { body } = await get('/robots.txt');
    expect(body).toContain('Disallow: /search?');
    expect(body).toContain(`Sitemap: ${BASE}/sitemap.xml`);
  });
});
