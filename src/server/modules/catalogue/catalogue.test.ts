import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countStatements } from '../../kernel/db/open.ts';
import { ANONYMOUS } from '../../kernel/context.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import {
  act,
  addHouse,
  type Copy,
  draft,
  find,
  type House,
  operatorOf,
  publish,
} from '../../testing/catalogue-desk.ts';
import { nobody } from '../../testing/import-desk.ts';
import { listRelated } from './related.ts';
import { listVersions } from './versions.ts';
import { readResource } from './view.ts';

let app: TestApp;
let house: House;

beforeAll(async () => {
  app = await startTestApp();
  house = await addHouse(app, 'OPEN-HOUSE', { programme: 'national' });
});
afterAll(() => app.close());

const RICE = {
  title: '粤香占水稻核心种质表型数据集',
  description: '二〇二四年早季在广州增城观测的水稻株高、穗粒数与千粒重。',
  share_scope: 'full',
  keywords: ['水稻', '表型'],
};

describe('life of a record', () => {
  test('a draft is nobody’s business; published, it is found, read and cited', async () => {
    const made = await draft(house, 'dataset', RICE);
    expect(made.status).toBe(201);
    expect(made.body.actions.map(({ name }) => name)).toEqual(expect.arrayContaining(['edit', 'publish', 'delete']));
    expect((await nobody(app).call('GET', `/api/resources/${made.body.id}`)).status).toBe(404);
    expect((await find(app, `q=${encodeURIComponent('粤香占')}`)).items).toEqual([]);

    expect((await act(house.author, made.body.id, 'publish')).status).toBe(200);
    const { items } = await find(app, `q=${encodeURIComponent('粤香占')}`);
    expect(items).toHaveLength(1);
    expect(items[0]!.highlights.title).toEqual([[0, 3]]);
    const { body } = await nobody(app).call<{
      title: string;
      citations: { format: string; text: string }[];
      platform: { code: string };
    }>('GET', `/api/resources/${made.body.id}`);
    expect(body).toMatchObject({
      title: RICE.title,
      platform: { code: 'OPEN-HOUSE' },
      state: 'published',
      access: 'open',
    });
    expect(body.citations.find(({ format }) => format === 'gbt7714-2025')!.text).toContain(RICE.title);
  });

  test('a revision waits beside the public record; published, the former version stays and the difference is shown', async () => {
    const id = await publish(house, 'dataset', { ...RICE, title: '稻瘟病抗性鉴定数据集' });
    const before = (await house.author.call<Copy>('GET', `/api/work/resources/${id}`)).body;
    const saved = await house.author.call<Copy>('PUT', `/api/resources/${id}`, {
      revision: before.revision,
      fields: { ...before.fields, title: '稻瘟病抗性鉴定数据集（修订）' },
      note: '补充 2025 年数据',
    });
    expect(saved.body).toMatchObject({ is_revision: true, revision_state: 'draft', state: 'published' });
    expect((await nobody(app).call<{ title: string }>('GET', `/api/resources/${id}`)).body.title).toBe(
      '稻瘟病抗性鉴定数据集',
    );

    expect((await act(house.author, id, 'publish')).status).toBe(200);
    const now = (await nobody(app).call<{ title: string; version: number }>('GET', `/api/resources/${id}`)).body;
    expect(now).toMatchObject({ title: '稻瘟病抗性鉴定数据集（修订）', version: 2 });
    const old = await nobody(app).call<{ title: string; notices: { kind: string }[] }>(
      'GET',
      `/api/resources/${id}?version=1`,
    );
    expect(old.body.title).toBe('稻瘟病抗性鉴定数据集');
    expect(old.body.notices.map(({ kind }) => kind)).toContain('earlier');
    const changes = await nobody(app).call<{ items: { id: string; before: string[]; after: string[] }[] }>(
      'GET',
      `/api/resources/${id}/changes?from=1&to=2`,
    );
    expect(changes.body.items).toEqual([
      {
        id: 'title',
        label: expect.any(String),
        before: ['稻瘟病抗性鉴定数据集'],
        after: ['稻瘟病抗性鉴定数据集（修订）'],
      },
    ]);
    expect((await find(app, `q=${encodeURIComponent('稻瘟病 修订')}`)).items.map((hit) => hit.id)).toEqual([id]);
  });

  test('who changed meanwhile is told, with both states', async () => {
    const { body } = await draft(house, 'dataset', { ...RICE, title: '并发测试' });
    const change = { revision: body.revision, fields: { ...body.fields, description: '改' }, note: '' };
    expect((await house.author.call('PUT', `/api/resources/${body.id}`, change)).status).toBe(200);
    const late = await house.checker.call<{ code: string }>('PUT', `/api/resources/${body.id}`, change);
    expect(late).toMatchObject({ status: 409, body: { code: 'kernel.stale_version' } });
  });

  test('where the platform asks for it, another person checks', async () => {
    const strict = await addHouse(app, 'STRICT-HOUSE', { checkedByOther: true });
    const { body } = await draft(strict, 'dataset', { ...RICE, title: '须他人审核' });
    expect((await act(strict.author, body.id, 'publish')).body.code).toBe('catalogue.not_now');
    expect((await act(strict.author, body.id, 'check')).body.code).toBe('catalogue.own_record');
    expect((await act(strict.checker, body.id, 'check')).status).toBe(200);
    expect((await act(strict.author, body.id, 'publish')).status).toBe(200);
  });

  test('suspended records leave the search but not their page; withdrawn ones leave a tombstone', async () => {
    const id = await publish(house, 'dataset', { ...RICE, title: '将被撤回的数据集', doi: '10.5072/keyuan.gone' });
    expect((await act(house.author, id, 'suspend')).body.code).toBe('catalogue.reason_needed');
    expect((await act(house.author, id, 'suspend', '核对数据')).status).toBe(200);
    expect((await find(app, `q=${encodeURIComponent('将被撤回')}`)).items).toEqual([]);
    expect((await nobody(app).call('GET', `/api/resources/${id}`)).status).toBe(200);
    expect((await act(house.author, id, 'withdraw', '数据有误')).status).toBe(200);
    const gone = await nobody(app).call<{
      code: string;
      tombstone: { title: string; reason: string; identifiers: { display: string }[] };
    }>('GET', `/api/resources/${id}`);
    expect(gone).toMatchObject({
      status: 410,
      body: { code: 'catalogue.withdrawn', tombstone: { title: '将被撤回的数据集', reason: '数据有误' } },
    });
    expect(gone.body.tombstone.identifiers.map(({ display }) => display)).toEqual(['DOI:10.5072/keyuan.gone']);
  });

  test('many at once: what cannot be done comes back with its reason', async () => {
    const good = (await draft(house, 'dataset', { ...RICE, title: '批量发布甲' })).body.id;
    const done = await publish(house, 'dataset', { ...RICE, title: '批量发布乙' });
    const { body } = await house.author.call<{ done: number; refused: { id: string; code: string }[] }>(
      'POST',
      '/api/work/actions',
      {
        action: 'publish',
        ids: [good, done],
      },
    );
    expect(body.done).toBe(1);
    expect(body.refused).toMatchObject([{ id: done, code: 'catalogue.not_now' }]);
  });
});

describe('rules, by clause', () => {
  test('NAT-5.1 what public money made is open unless an exception with its basis is recorded; nothing classified is taken', async () => {
    const E1 = { title: 'E1', funding: 'fiscal', share_scope: 'none' };
    const closed = await draft(house, 'dataset', E1);
    expect(closed.status).toBe(422);
    expect(closed.body.errors).toMatchObject([{ path: 'body.fields.share_scope', code: 'rule.must_be_open' }]);
    expect(closed.body.cite).toMatchObject({ policy: 'national', article: '第五条第一款', clause: 'NAT-5.1' });
    const special = {
      ...E1,
      exception_kind: 'special_rule',
      exception_basis: '《人类遗传资源管理条例》',
      exception_review_on: '2027-06-30',
    };
    const saved = await draft(house, 'dataset', special);
    expect(saved.status).toBe(201);
    const secret = await draft(house, 'dataset', { ...special, title: 'E1s', exception_kind: 'secrecy' });
    expect(secret).toMatchObject({ status: 422, body: { errors: [{ code: 'rule.classified' }] } });
    expect(secret.body.errors![0]!.message).toContain('非涉密系统');
    const declared = await house.author.call('POST', '/api/work/withheld', {
      platform: house.code,
      count: 1,
      officer: '李保密',
    });
    expect(declared.status).toBe(201);
    const report = await house.author.call<{ withheld: number; closed: { kind: string; count: number }[] }>(
      'GET',
      `/api/work/withheld?platform=${house.code}`,
    );
    expect(report.body).toMatchObject({ withheld: 1, closed: [{ kind: 'special_rule', count: 1 }] });
  });

  test('NAT-5.2 private owners publish and withdraw without a reason, and it leaves the catalogue at once', async () => {
    const id = await publish(house, 'dataset', { title: '社会资本建设的种子数据', funding: 'private' });
    expect((await find(app, `q=${encodeURIComponent('社会资本建设')}`)).total.value).toBe(1);
    expect((await act(house.author, id, 'withdraw')).status).toBe(200);
    expect((await find(app, `q=${encodeURIComponent('社会资本建设')}`)).total.value).toBe(0);
  });

  test('NAT-13.2b an accredited platform publishes with an identifier only; a clash names the other record', async () => {
    const accredited = await addHouse(app, 'ACCREDITED', { programme: 'national', state: 'accredited' });
    const without = await draft(accredited, 'dataset', { ...RICE, title: '没有标识' });
    const refused = await act(accredited.author, without.body.id, 'publish');
    expect(refused).toMatchObject({
      status: 422,
      body: { cite: { clause: 'NAT-13.2b' }, errors: [{ code: 'rule.identifier_missing' }] },
    });

    await publish(accredited, 'dataset', { ...RICE, title: '有标识', cstr: 'CSTR:31253.11.keyuan.0001' });
    const clash = await draft(house, 'dataset', { ...RICE, title: '冒用标识', cstr: 'cstr：31253.11.KEYUAN.0001' });
    expect(clash).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'body.fields.cstr', code: 'write.identifier_taken' }] },
    });
    expect(clash.body.errors![0]!.message).toContain('有标识');
    const resolved = await app.http.inject('/cstr/31253.11.keyuan.0001');
    expect(resolved.statusCode).toBe(302);
    const parsed = await nobody(app).call(
      'GET',
      `/api/identifiers/parse?value=${encodeURIComponent('CSTR:CSTR：31253.11.keyuan.0001')}`,
    );
    expect(parsed.body).toMatchObject({
      scheme: 'cstr',
      normalized: '31253.11.keyuan.0001',
      valid: true,
      problem: null,
    });
  });

  test('NAT-13.2b an owner may publish without one: flagged and counted', async () => {
    const id = await publish(house, 'dataset', { ...RICE, title: '无标识亦可' });
    const { body } = await house.author.call<Copy>('GET', `/api/work/resources/${id}`);
    expect(body.flags).toMatchObject([{ kind: 'rule.identifier_wanted', cite: { clause: 'NAT-13.2b' } }]);
    const quality = await house.author.call<{ published: number; identified: number }>(
      'GET',
      `/api/work/quality?platform=${house.code}`,
    );
    expect(quality.body.identified).toBeLessThan(quality.body.published);
  });

  test('NAT-13.3b GZ-9.5a a record confirmed 366 days ago is overdue', async () => {
    const lazy = await addHouse(app, 'LAZY-HOUSE', { programme: 'national' });
    const id = await publish(lazy, 'dataset', { ...RICE, title: '久未更新' });
    const overdue = async () =>
      (
        await lazy.author.call<{ items: { id: string }[] }>('GET', '/api/work/resources?attention=overdue')
      ).body.items.map((row) => row.id);
    app.setTime('2027-11-24T02:00:00Z');
    expect(await overdue()).toEqual([]);
    app.setTime('2027-11-25T02:00:00Z');
    expect(await overdue()).toEqual([id]);
    expect((await act(lazy.author, id, 'confirm')).status).toBe(200);
    expect(await overdue()).toEqual([]);
    app.setTime('2026-11-24T02:00:00.000Z');
  });

  test('HB-5.1 internal use is no exception in Hubei', async () => {
    const hubei = await addHouse(app, 'HUBEI-HOUSE', { programme: 'hubei' });
    const refused = await draft(hubei, 'dataset', {
      title: '省级科技计划资助',
      funding: 'fiscal',
      share_scope: 'none',
    });
    expect(refused.body.cite).toMatchObject({ policy: 'hubei', clause: 'HB-5.1' });
  });

  test('HB-5.2, HN-2.2c private records are listed and show their funding', async () => {
    for (const programme of ['hubei', 'hunan']) {
      const owner = await addHouse(app, `PRIVATE-${programme.toUpperCase()}`, { programme });
      const id = await publish(owner, 'dataset', { title: `民企藏品 ${programme}`, funding: 'private' });
      expect((await nobody(app).call('GET', `/api/resources/${id}`)).body).toMatchObject({ funding: 'private' });
      expect(
        (await find(app, `q=${encodeURIComponent('民企藏品')}&programme=${programme}`)).items.map((hit) => hit.id),
      ).toEqual([id]);
    }
  });

  test('HN-2.2a, HN-2.2b Hunan: closed instruments are refused; a defence unit declares first', async () => {
    const unit = await addHouse(app, 'DEFENCE-UNIT', { programme: 'hunan', defence: true });
    const closed = await draft(unit, 'dataset', { title: '财政购置', funding: 'fiscal', share_scope: 'none' });
    expect(closed.body.cite).toMatchObject({ policy: 'hunan', clause: 'HN-2.2a' });
    const made = await draft(unit, 'dataset', { ...RICE, title: '国防科研单位的非涉密数据' });
    const refused = await act(unit.author, made.body.id, 'publish');
    expect(refused).toMatchObject({ status: 422, body: { cite: { clause: 'HN-2.2b' } } });
    const saved = await unit.author.call<Copy>('PUT', `/api/resources/${made.body.id}`, {
      revision: made.body.revision,
      fields: { ...made.body.fields, declaration_officer: '王声明', declaration_on: '2026-11-01' },
    });
    expect(saved.status).toBe(200);
    expect((await act(unit.author, made.body.id, 'publish')).status).toBe(200);
    const shown = await nobody(app).call('GET', `/api/resources/${made.body.id}`);
    expect(shown.bytes.toString()).not.toContain('王声明');
  });

  test('GZ-5.1 another reason approved by the city is an exception in Guangzhou, not in Hunan', async () => {
    const fields = {
      title: '整理中的数据',
      funding: 'fiscal',
      share_scope: 'none',
      exception_kind: 'approved_reason',
      exception_basis: '整理至 2027-03-31',
      exception_approval: '示范市科函〔2026〕1 号',
      exception_review_on: '2027-03-31',
    };
    const [gz, hn] = [
      await addHouse(app, 'GZ-HOUSE', { programme: 'guangzhou' }),
      await addHouse(app, 'HN-HOUSE', { programme: 'hunan' }),
    ];
    expect((await draft(gz, 'dataset', fields)).status).toBe(201);
    expect((await draft(hn, 'dataset', fields)).body).toMatchObject({ status: 422, cite: { policy: 'hunan' } });
  });

  test('NAT-23.6 a recommended platform’s records say who recommended it and when', async () => {
    const recommended = await addHouse(app, 'RECOMMENDED', { programme: 'national', state: 'recommended' });
    const id = await publish(recommended, 'dataset', { ...RICE, title: '推荐平台的数据' });
    const { body } = await nobody(app).call<{ notices: { kind: string; text: string }[] }>(
      'GET',
      `/api/resources/${id}`,
    );
    expect(body.notices.find(({ kind }) => kind === 'recommended')?.text).toMatch(/示范省科技厅.*2026-03-01/);
  });
});

describe('reading', () => {
  test('a record page costs at most six statements', async () => {
    const id = await publish(house, 'dataset', { ...RICE, title: '语句数' });
    const ctx = app.contextOf(ANONYMOUS);
    const { count, texts } = await countStatements(async () => {
      await Promise.all([readResource(ctx, id), listVersions(ctx, id), listRelated(ctx, id)]);
    });
    expect(count, texts.join('\n')).toBeLessThanOrEqual(6);
  });

  test('the page of a portal lists only the platforms of its programme', async () => {
    const { items } = await find(app, 'programme=hubei&limit=100');
    expect(items.length).toBeGreaterThan(0);
    expect((await find(app, 'programme=nowhere')).items).toEqual([]);
  });

  test('an operator of the programme takes a record off, but cannot edit it', async () => {
    const operator = await operatorOf(app, 'national');
    const id = await publish(house, 'dataset', { ...RICE, title: '门户运营单位暂停' });
    const { body } = await operator.call<Copy>('GET', `/api/work/resources/${id}`);
    expect(body.actions.map(({ name }) => name).sort()).toEqual(['suspend', 'withdraw']);
    expect((await act(operator, id, 'suspend', '投诉核查')).status).toBe(200);
    const save = await operator.call('PUT', `/api/resources/${id}`, {
      revision: body.revision + 1,
      fields: body.fields,
    });
    expect(save.status).toBe(403);
  });

  test('a mistake is reported without an account and answered once', async () => {
    const id = await publish(house, 'dataset', { ...RICE, title: '有错别字' });
    const sent = await nobody(app).call<{ receipt: string }>('POST', `/api/resources/${id}/mistakes`, {
      text: '标题有错别字，请更正',
      contact: '',
    });
    expect(sent.status).toBe(201);
    const open = await house.author.call<{ items: { id: string; revision: number; resource: { id: string } }[] }>(
      'GET',
      '/api/work/mistakes?state=open',
    );
    const mine = open.body.items.find(({ resource }) => resource.id === id)!;
    const answer = { revision: mine.revision, state: 'accepted', answer: '已更正，谢谢' };
    expect((await house.author.call('POST', `/api/work/mistakes/${mine.id}/answer`, answer)).status).toBe(200);
    expect(
      (await house.author.call('POST', `/api/work/mistakes/${mine.id}/answer`, { ...answer, revision: 2 })).status,
    ).toBe(409);
  });

  test('what is exported is what the importer reads; formulas are defused', async () => {
    const own = await addHouse(app, 'EXPORT-HOUSE');
    await publish(own, 'dataset', { ...RICE, title: '=HYPERLINK("x")' });
    const { bytes, headers } = await own.author.call('GET', '/api/work/export?platform=EXPORT-HOUSE&type=dataset');
    expect(headers['content-type']).toContain('text/csv');
    expect(bytes.toString()).toContain(`'=HYPERLINK`);
  });
});
