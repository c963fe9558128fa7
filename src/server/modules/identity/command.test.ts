import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../../commands.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { callerOf, seedPeople, signIn } from '../../testing/people.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  await seedPeople(app);
});
afterAll(() => app.close());

async function run(...argv: string[]) {
  let out = '';
  let err = '';
  const output = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  const exit = await runCommand(app, { argv, cwd: '/' }, output, new AbortController().signal);
  return { exit, out, err, token: /link#([\w-]+)/.exec(out)?.[1] };
}

test('user add prints a link that sets the password, and gives the roles', async () => {
  const added = await run(
    'user',
    'add',
    '--account',
    'wang.fang',
    '--name',
    '王 芳',
    '--organisation',
    '广州示范大学',
    '--role',
    'platform_staff',
    '--scope',
    'platform:GZ-ALPHA',
    '--role',
    'expert',
    '--scope',
    'instance:*',
  );
  expect(added).toMatchObject({ exit: 0, err: '' });
  const used = await callerOf(app).post('/api/links/use', { token: added.token, password: 'Lotus-in-summer-3' });
  expect(used.json()).toEqual({ account: 'wang.fang' });
  const session = (await (await signIn(app, 'wang.fang', 'Lotus-in-summer-3')).get('/api/session')).json();
  expect(session.account.organisation.name).toBe('广州示范大学');
  expect(session.roles.map(({ role }: { role: string }) => role)).toEqual(['platform_staff', 'expert']);
});

test('a fault leaves nothing behind and says what is wrong', async () => {
  const cases: [string[], RegExp][] = [
    [['--role', 'king'], /king/],
    [['--role', 'platform_staff', '--scope', 'platform:NOWHERE'], /platform:NOWHERE/],
    [['--role', 'platform_staff'], /平台运行人员/],
    [['--scope', 'platform:GZ-ALPHA'], /--role/],
    [['--role', 'system_administrator', '--role', 'auditor'], /GB\/T 22239/],
    [['--email', 'not an address'], /email/],
  ];
  for (const [more, why] of cases) {
    const answer = await run('user', 'add', '--account', 'never', '--name', '无 名', ...more);
    expect(answer.exit).toBe(1);
    expect(answer.err).toMatch(why);
  }
  expect((await run('user', 'link', '--account', 'never')).exit).toBe(1);
  expect((await run('user', 'add', '--account', 'HEAD', '--name', '重 名')).err).toContain('HEAD');
  expect((await run('user')).err).toContain('Usage');
});

test('user link resets a password from the command line', async () => {
  const { token } = await run('user', 'link', '--account', 'Head');
  expect((await callerOf(app).post('/api/links/reading', { token })).json().purpose).toBe('password_reset');
});
