import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { act, addHouse, draft, type House, publish } from '../../testing/catalogue-desk.ts';
import { nobody } from '../../testing/import-desk.ts';

let app: TestApp;
let mine: House;
let other: House;
beforeAll(async () => {
  app = await startTestApp();
  mine = await addHouse(app, 'FILES');
  other = await addHouse(app, 'OTHERFILES');
});
afterAll(() => app.close());

interface View {
  id: string;
  name: string;
  media_type: string;
  size: number;
  sha256: string;
  access: string;
  revision: number;
  address: string | null;
  code?: string;
}

/** 1 x 1 pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const TABLE = Buffer.from('编号,数值\n1,2\n'.repeat(1000));

const add = (house: Pick<House, 'author'>, id: string, bytes: Buffer, query: Record<string, string>) =>
  house.author.call<View>('POST', `/api/resources/${id}/files?${new URLSearchParams(query).toString()}`, bytes);
const dataset = (title: string, share_scope = 'full') => publish(mine, 'dataset', { title, share_scope });

test('a file of an open record is anybody’s: whole, in ranges, not again when it is known', async () => {
  const id = await dataset('有文件的数据集');
  const { status, body } = await add(mine, id, TABLE, { name: '../夹/数据表.csv', caption: '原始数据' });
  expect(status).toBe(201);
  const sha256 = createHash('sha256').update(TABLE).digest('hex');
  expect(body).toMatchObject({ name: '数据表.csv', media_type: 'text/csv', size: TABLE.length, sha256 });

  const { body: record } = await nobody(app).call<{ files: View[] }>('GET', `/api/resources/${id}`);
  const [file] = record.files;
  const get = (headers: Record<string, string> = {}) =>
    app.http.inject({ method: 'GET', url: file!.address!, headers });
  const whole = await get();
  expect(whole.rawPayload.equals(TABLE)).toBe(true);
  expect(whole.headers).toMatchObject({
    'accept-ranges': 'bytes',
    etag: `"${sha256}"`,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('数据表.csv')}`,
  });
  const middle = await get({ range: 'bytes=10-19' });
  expect(middle.statusCode).toBe(206);
  expect(middle.headers['content-range']).toBe(`bytes 10-19/${TABLE.length}`);
  expect(middle.rawPayload.equals(TABLE.subarray(10, 20))).toBe(true);
  expect((await get({ range: 'bytes=-5' })).rawPayload.equals(TABLE.subarray(-5))).toBe(true);
  expect((await get({ range: `bytes=${TABLE.length - 3}-` })).rawPayload.equals(TABLE.subarray(-3))).toBe(true);
  const beyond = await get({ range: `bytes=${TABLE.length}-` });
  expect([beyond.statusCode, beyond.headers['content-range']]).toEqual([416, `bytes */${TABLE.length}`]);
  // A download begun on another content starts again.
  expect((await get({ range: 'bytes=0-1', 'if-range': '"other"' })).statusCode).toBe(200);
  expect((await get({ 'if-none-match': `"${sha256}"` })).statusCode).toBe(304);
});

test('files that are to be asked for, files of conditional records and of drafts are not given out', async () => {
  const conditional = await dataset('有条件共享的数据集', 'conditional');
  const held = (await add(mine, conditional, TABLE, { name: 'a.csv' })).body;
  const shown = await nobody(app).call<{ items: View[] }>('GET', `/api/resources/${conditional}/files`);
  expect(shown.body.items).toMatchObject([{ name: 'a.csv', address: null }]);
  const refused = await nobody(app).call<View>('GET', `/api/resources/${conditional}/files/${held.id}`);
  expect([refused.status, refused.body.code]).toEqual([403, 'catalogue.file_on_request']);
  expect((await mine.author.call('GET', `/api/resources/${conditional}/files/${held.id}`)).status).toBe(200);
  expect((await other.author.call('GET', `/api/resources/${conditional}/files/${held.id}`)).status).toBe(403);

  const open = await dataset('开放数据集');
  const asked = (await add(mine, open, TABLE, { name: 'b.csv', access: 'on_request' })).body;
  expect((await nobody(app).call('GET', `/api/resources/${open}/files/${asked.id}`)).status).toBe(403);

  const hidden = (await draft(mine, 'dataset', { title: '草稿', share_scope: 'full' })).body.id;
  const early = (await add(mine, hidden, TABLE, { name: 'c.csv' })).body;
  expect((await nobody(app).call('GET', `/api/resources/${hidden}/files`)).status).toBe(404);
  expect((await nobody(app).call('GET', `/api/resources/${hidden}/files/${early.id}`)).status).toBe(404);
  // Of a record, only its own files.
  expect((await mine.author.call('GET', `/api/resources/${open}/files/${early.id}`)).status).toBe(404);
});

test('a picture is shown, and is one by its bytes, not by its name', async () => {
  const id = await dataset('有图片的数据集', 'conditional');
  const picture = await add(mine, id, PNG, { name: '样本.png', role: 'image', caption: '样本照片' });
  expect(picture.body).toMatchObject({ media_type: 'image/png', address: expect.any(String) });
  const seen = await app.http.inject({ method: 'GET', url: picture.body.address! });
  expect(seen.headers['content-disposition']).toMatch(/^inline/);
  for (const bytes of [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'), TABLE]) {
    const refused = await add(mine, id, bytes, { name: '样本.png', role: 'image' });
    expect([refused.status, refused.body.code]).toEqual([422, 'catalogue.not_a_picture']);
  }
  expect((await add(mine, id, Buffer.alloc(0), { name: 'x.csv' })).body.code).toBe('catalogue.empty_file');
  const page = await add(mine, id, Buffer.from('<html><script>1</script>'), { name: '页.html' });
  expect(page.body.media_type).toBe('application/octet-stream');
});

test('only the platform’s people change files; two at once are told; what is taken off is gone for all', async () => {
  const id = await dataset('文件改动');
  const { body: file } = await add(mine, id, TABLE, { name: 'a.csv' });
  const address = `/api/resources/${id}/files/${file.id}`;
  expect((await add(other, id, TABLE, { name: 'a.csv' })).status).toBe(403);
  expect((await nobody(app).call('DELETE', address)).status).toBe(401);
  expect((await other.author.call('DELETE', address)).status).toBe(403);
  const change = { revision: 1, access: 'on_request', caption: '须申请' };
  expect((await mine.author.call<View>('PATCH', address, change)).body).toMatchObject({
    access: 'on_request',
    revision: 2,
  });
  expect((await mine.author.call('PATCH', address, change)).status).toBe(409);
  expect((await mine.author.call('DELETE', address)).status).toBe(204);
  expect((await mine.author.call('GET', address)).status).toBe(404);
  await act(mine.author, id, 'withdraw', '试验');
  expect((await add(mine, id, TABLE, { name: 'b.csv' })).body.code).toBe('catalogue.files_closed');
  expect((await nobody(app).call('GET', `/api/resources/${id}/files`)).status).toBe(410);
});

test('GZ-A.human.2a NAT-25.4 data of persons are nobody’s to take, whatever the record and its file say; its platform has them', async () => {
  const more = { share_scope: 'full', personal_data: 'deidentified' };
  const id = await publish(mine, 'dataset', { title: '含个人信息的数据集', ...more });
  const { body: file } = await add(mine, id, TABLE, { name: '个体.csv', access: 'open' });
  const address = `/api/resources/${id}/files/${file.id}`;
  const { status, body } = await nobody(app).call<View>('GET', address);
  expect([status, body.code]).toEqual([403, 'catalogue.file_on_request']);
  expect((await mine.author.call('GET', address)).status).toBe(200);
});
