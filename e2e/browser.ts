import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterEach, expect, inject } from 'vitest';

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** How every page is looked at: each width and each language once; with KEYUAN_LOOKS=all each language at each width. */
export const WAYS = [
  { width: '1440', lang: 'zh', prefix: '', viewport: DESKTOP },
  { width: '390', lang: 'en', prefix: '/en', viewport: PHONE },
  ...(process.env['KEYUAN_LOOKS'] === 'all'
    ? [
        { width: '1440', lang: 'en', prefix: '/en', viewport: DESKTOP },
        { width: '390', lang: 'zh', prefix: '', viewport: PHONE },
      ]
    : []),
];

const FAILURES = 'e2e-failures';
const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The machine's Chromium, else the one that came with the packages. */
export async function openBrowser(): Promise<Browser> {
  const own = process.env['CHROMIUM'] ?? INSTALLED.find((path) => existsSync(path));
  if (own !== undefined) return chromium.launch({ executablePath: own, args: ['--no-sandbox'] });
  const { default: packed } = await import('@sparticuz/chromium');
  // In a single process, as the package proposes, the browser ends with its first closed context.
  const args = packed.args.filter((arg) => arg !== '--single-process');
  return chromium.launch({ executablePath: await packed.executablePath(), args });
}

/** A page that remembers what went wrong in it. */
export interface Visit {
  page: Page;
  /** Script errors, refused resources and breaches of the content security policy so far. */
  faults: string[];
  close: () => Promise<void>;
}

const open = new Set<Page>();

/** What every open page showed when a journey failed, in `e2e-failures/`. */
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  mkdirSync(FAILURES, { recursive: true });
  const name = task.name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60);
  for (const [n, page] of [...open].entries())
    await page.screenshot({ path: join(FAILURES, `${name}-${n}.png`), fullPage: true }).catch(() => undefined);
});

export async function visit(browser: Browser, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: inject('address'),
    viewport: DESKTOP,
    locale: 'zh-CN',
    // Nothing to wait for, and nothing drawn twice.
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  open.add(page);
  page.once('close', () => open.delete(page));
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('console', (message) => {
    // The browser reports every 4xx document as an error too; statuses are asserted where they matter.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      faults.push(`console: ${message.text()}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    if (reason !== 'net::ERR_ABORTED') faults.push(`request: ${request.url()} ${reason}`);
  });
  return { page, faults, close: () => context.close() };
}

/** Signs a demonstration account in, `portal_operator.national`. */
export async function signIn({ page }: Visit, account: string): Promise<void> {
  const reply = await page.request.post('/api/session', { data: { account, password: inject('password') } });
  if (!reply.ok()) throw new Error(`sign-in of ${account}: ${reply.status()} ${await reply.text()}`);
}

/** Waits until the script has taken the page over, so that what follows tests it and not plain links. */
export const taken = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => Object.keys(document.documentElement).some((key) => key.startsWith('__react')));

/** Serious and critical breaches of WCAG 2.1 A and AA. */
export async function breaches(page: Page): Promise<string[]> {
  // Evaluated, not put in as a script element, so that the page's content security policy stays as it is.
  await page.evaluate(axe.source);
  const results = await page.evaluate<AxeResults>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] })`,
  );
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map(({ target }) => target.join(' ')).join('\n  ')}`);
}

/** What every page must be: free of faults, accessible, no wider than the window. */
export async function expectSound({ page, faults }: Visit, what: string): Promise<void> {
  expect(await breaches(page), `accessibility of ${what}`).toEqual([]);
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(excess, `${what} scrolls sideways, px`).toBeLessThanOrEqual(0);
  expect(faults, `faults of ${what}`).toEqual([]);
}

/** Keeps a picture of the page in the folder that KEYUAN_SHOTS names; without it none is taken. */
export async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['KEYUAN_SHOTS'];
  if (folder === undefined || folder === '') return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
