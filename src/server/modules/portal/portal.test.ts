import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countStatements } from '../../kernel/db/open.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { act, addHouse, addProgramme, type House, publish } from '../../testing/catalogue-desk.ts';
import { assetsOf, type WebAssets } from './assets.ts';
import { mountPortal } from './index.ts';

const entry = (script: string) => ({ script, styles: ['/assets/portal.css'], preload: ['/assets/chunk.js'] });
const assets: WebAssets = {
  portal: entry('/assets/portal.js'),
  workbench: entry('/assets/workbench.js'),
  folder: undefined,
};
const BASE = 'https://keyuan.example';
/** A title that would break out of any markup it was pasted into. */
const NAUGHTY = '粤香占</script><img src=x onerror=alert(1)>"&$&数据集';

let app: TestApp;
let house: House;
let id: string;

beforeAll(async () => {
  app = await startTestApp({ KEYUAN_BASE_URL: BASE }, (http, parts) => mountPortal(http, { assets, ...parts }));
  house = await addHouse(app, 'OPEN-HOUSE', { programme: 'national' });
  await addProgramme(app, 'guangzhou');
  id = await publish(house, 'dataset', {
    title: NAUGHTY,
    description: '二〇二四年早季在广州增城观测的水稻株高、穗粒数与千粒重。',
    share_scope: 'full',
  });
});
afterAll(() => app.close());

async function get(url: string, headers: Record<string, string> = {}) {
  const { statusCode, body, headers: answer } = await app.http.inject({ url, headers });
  return { status: statusCode, html: body, headers: answer };
}

const tagOf = (html: string, pattern: RegExp): string | undefined => pattern.exec(html)?.[1];
const titleOf = (html: string) => tagOf(html, /<title>([^<]*)<\/title>/);

describe('a record’s page', () => {
  test('has what readers and machines need in the first HTML', async () => {
    const { status, html, headers } = await get(`/resources/${id}`);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-language']).toBe('zh-CN');
    expect(html).toContain('二〇二四年早季在广州增城观测');
    expect(titleOf(html)).toMatch(/^粤香占&lt;\/script&gt;.* - /);
    expect(html).toContain(`<link rel="canonical" href="${BASE}/resources/${id}"/>`);
    expect(html).toContain(`hrefLang="en" href="${BASE}/en/resources/${id}"`);
    expect(html).toMatch(/<meta name="description" content="二〇二四年早季/);
    expect(html).toMatch(/<meta name="citation_title" content="粤香占/);
    expect(html).toMatch(/<meta name="citation_publication_date" content="2026\/11\/24"/);
    expect(html).toMatch(/<meta name="DC\.publisher" content="示范OPEN-HOUSE库"/);
    const ld = tagOf(html, /<script type="application\/ld\+json">([^<]*)<\/script>/);
    expect(JSON.parse(ld!)).toMatchObject({ '@context': 'https://schema.org/', name: NAUGHTY });
  });

  test('a title cannot break out of the page or of its data', async () => {
    const { html } = await get(`/resources/${id}`);
    expect(html).not.toContain('<img src=x');
    const data = tagOf(html, /<script type="application\/json" id="data">([^<]*)<\/script>/);
    const { first } = JSON.parse(data!) as { first: { data: { resource: { title: string } } } };
    expect(first.data.resource.title).toBe(NAUGHTY);
  });

  test('on an English page the English title leads, and Chinese texts say that they are', async () => {
    const both = await publish(house, 'dataset', {
      title: '双语数据集',
      title_en: 'A dataset in two languages',
      description: '只有中文说明。',
      share_scope: 'full',
    });
    const { html } = await get(`/en/resources/${both}`);
    expect(html).toContain('<h1>A dataset in two languages</h1>');
    expect(html).toMatch(/<p [^>]*lang="zh-CN"[^>]*>双语数据集<\/p>/);
    expect(html).toMatch(/<p lang="zh-CN">只有中文说明。<\/p>/);
    expect((await get(`/resources/${both}`)).html).toContain('<h1>双语数据集</h1>');
  });

  test('costs at most eight statements: the record, its parts, what may be asked for, and its use', async () => {
    await get(`/resources/${id}`);
    const { count, texts } = await countStatements(() => get(`/resources/${id}`));
    expect(count, texts.join('\n')).toBeLessThanOrEqual(8);
  });

  test('answers 304 to who has it already', async () => {
    const { headers } = await get(`/resources/${id}`);
    const again = await get(`/resources/${id}`, { 'if-none-match': String(headers['etag']) });
    expect(again.status).toBe(304);
    expect(again.html).toBe('');
  });

  test('withdrawn: 410 with the tombstone, and nothing of the record', async () => {
    const gone = await publish(house, 'dataset', {
      title: '将被撤回的数据集',
      description: '此段文字撤回后不得再出现。',
      share_scope: 'full',
    });
    expect((await act(house.author, gone, 'withdraw', '与另一条重复')).status).toBe(200);
    const { status, html } = await get(`/resources/${gone}`);
    expect(status).toBe(410);
    expect(html).toContain('将被撤回的数据集');
    expect(html).toContain('与另一条重复');
    expect(html).toContain('name="robots" content="noindex"');
    expect(html).not.toContain('此段文字撤回后不得再出现');
  });
});

describe('addresses', () => {
  test.each([
    ['/nothing-here', 404],
    ['/resources/999999999999', 404],
    ['/resources/12x', 404],
    ['/platforms/NO-SUCH', 404],
    ['/platforms/%E0%A4%A', 400],
    ['/search?cursor=garbage', 400],
    ['/', 200],
    ['/en', 200],
    ['/search', 200],
    ['/search?q=%E7%B2%A4%E9%A6%99%E5%8D%A0', 200],
    ['/platforms', 200],
    ['/services', 200],
    ['/en/services?kind=testing', 200],
    ['/services/1', 404],
    ['/platforms/OPEN-HOUSE', 200],
    ['/guangzhou/search', 200],
    ['/en/national/platforms', 200],
    ['/help', 200],
    ['/about', 200],
    ['/accessibility', 200],
    ['/privacy', 200],
  ])('%s is %i', async (url, status) => {
    expect((await get(url)).status).toBe(status);
  });

  test('a query longer than the interface takes is refused with a page that says so', async () => {
    const { status, html } = await get(`/search?q=${'稻'.repeat(1001)}`);
    expect(status).toBe(400);
    expect(html).toContain('1000');
  });

  test('an error page says what happened in the language of the address', async () => {
    expect(titleOf((await get('/nothing-here')).html)).toMatch(/^没有这个页面/);
    const english = await get('/en/nothing-here');
    expect(english.html).toContain('<html lang="en"');
    expect(titleOf(english.html)).not.toMatch(/\p{Script=Han}/u);
  });

  test('an unknown address of the interface is a problem, not a page', async () => {
    const { status, headers } = await get('/api/nothing-here');
    expect(status).toBe(404);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    const write = await app.http.inject({ method: 'POST', url: '/nothing-here', payload: {} });
    expect(write.statusCode).toBe(404);
    expect(write.json()).toMatchObject({ code: 'kernel.not_found', status: 404 });
  });

  test('a network’s pages bear its name; records have one address over all networks', async () => {
    const { html } = await get('/guangzhou/search');
    expect(titleOf(html)).toContain('广州');
    expect(html).toContain(`rel="canonical" href="${BASE}/guangzhou/search"`);
    const record = await get(`/national/resources/${id}`);
    expect(record.html).toContain(`rel="canonical" href="${BASE}/resources/${id}"`);
  });

  test('the request’s host decides nothing that is printed', async () => {
    const { html } = await get('/', { host: 'evil.example' });
    expect(html).not.toContain('evil.example');
  });
});

describe('search page', () => {
  test('marks what was found and keeps the choice in the address', async () => {
    const { html } = await get(`/search?q=${encodeURIComponent('粤香占')}`);
    expect(html).toContain('<mark>粤香占</mark>');
    expect(html).toMatch(/href="\/search\?q=[^"]*&amp;type=dataset"/);
  });

  test('helps where nothing was found', async () => {
    const { status, html } = await get(`/search?q=${encodeURIComponent('粤香占 qzxjvkw')}`);
    expect(status).toBe(200);
    expect(html).not.toContain('<mark>');
    expect(html).toMatch(/href="\/search\?q=%E7%B2%A4%E9%A6%99%E5%8D%A0"/);
  });
});

describe('display', () => {
  test('is a cookie set by a plain link, and the next page follows it', async () => {
    const reply = await app.http.inject({ url: '/display/large-contrast?back=%2Fhelp%3Fa%3D1' });
    expect(reply.statusCode).toBe(303);
    expect(reply.headers.location).toBe('/help?a=1');
    const { name, value } = reply.cookies[0]!;
    const { html } = await get('/help', { cookie: `${name}=${value}` });
    expect(html).toMatch(/<html lang="zh-CN" data-size="large" data-contrast="high"/);
  });

  test.each(['//evil.example/', 'https://evil.example/', '/\\evil.example', 'javascript:alert(1)'])(
    'does not lead away to %s',
    async (back) => {
      const reply = await app.http.inject({ url: `/display/large?back=${encodeURIComponent(back)}` });
      expect(reply.headers.location).toMatch(/^\/(?![/\\])/);
    },
  );
});

describe('policies', () => {
  test('nothing inline runs on a page, and nothing is framed', async () => {
    const { headers, html } = await get('/');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(html.match(/<script(?![^>]*(?:src=|type="application\/(?:ld\+)?json"))[^>]*>/g)).toBeNull();
    expect(html).not.toMatch(/ style="/);
  });

  test('the workbench prints a fresh nonce for styles', async () => {
    const [one, two] = [await get('/workbench/resources'), await get('/en/workbench')];
    const nonce = tagOf(one.html, /name="csp-nonce" content="([^"]+)"/);
    expect(String(one.headers['content-security-policy'])).toContain(`'nonce-${nonce}'`);
    expect(two.html).not.toContain(nonce!);
    expect(two.html).toContain('<html lang="en"');
    expect(one.headers['cache-control']).toBe('no-store');
  });
});

test('styles of chunks that both front ends use come with either', () => {
  const manifest = {
    a: { file: 'a.js', imports: ['shared'], css: ['a.css'] },
    b: { file: 'b.js', imports: ['shared'] },
    shared: { file: 'shared.js', css: ['shared.css'] },
  };
  expect(assetsOf(manifest, 'a')).toEqual({
    script: '/a.js',
    styles: ['/shared.css', '/a.css'],
    preload: ['/shared.js'],
  });
  expect(assetsOf(manifest, 'b').styles).toEqual(['/shared.css']);
});

test('a search is followed as Atom: public records, the newest first, an entity tag', async () => {
  const q = encodeURIComponent('粤香占');
  const { status, html: xml, headers } = await get(`/search.atom?q=${q}&sort=title`);
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('application/atom+xml; charset=utf-8');
  expect(xml).toContain(`<id>${BASE}/search.atom?q=`);
  expect(xml).toContain(`<link rel="alternate" type="text/html" href="${BASE}/resources/${id}"/>`);
  // The naughty title is text and nothing else.
  expect(xml).not.toContain('<img');
  expect(xml.match(/<entry>/g)).toHaveLength(1);
  const again = await get(`/search.atom?q=${q}&sort=title`, { 'if-none-match': String(headers['etag']) });
  expect([again.status, again.html]).toEqual([304, '']);
  expect((await get(`/en/search.atom?q=${q}`)).html).toContain('xml:lang="en"');
  expect((await get(`/guangzhou/search.atom?q=${q}`)).html).not.toContain('<entry>');
  expect((await get('/search')).html).toContain('type="application/atom+xml"');
});
