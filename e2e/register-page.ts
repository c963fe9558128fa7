import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { expectSound, shot, visit } from './browser.ts';
import { checkCertificate } from './citizen.ts';

/** What anybody finds of a platform in the public register: its standing and its page, at which it is read without signing in. */
export async function entryOf(
  browser: Browser,
  programme: string,
  platform: string,
  { standing = 'valid', certificate }: { standing?: 'valid' | 'ended'; certificate?: Buffer } = {},
): Promise<void> {
  const here = await visit(browser);
  const query = new URLSearchParams({ programme, platform });
  const found = (await (await here.page.request.get(`/api/register?${query}`)).json()) as {
    items: { id: string; standing: string; standing_label: { zh: string }; platform: { name_zh: string } }[];
  };
  expect(found.items, `${platform} in the register`).toHaveLength(1);
  const [entry] = found.items;
  expect(entry!.standing).toBe(standing);
  // By the ways a reader takes: the register of the network, a search by name, the entry.
  await here.page.goto(`/${programme}`);
  await here.page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '名录' }).click();
  await here.page.getByRole('searchbox', { name: /按名称、单位、牌匾/ }).fill(entry!.platform.name_zh);
  await here.page.getByRole('button', { name: '查找' }).click();
  await here.page.locator(`main a[href$="/register/${entry!.id}"]`).click();
  await here.page.waitForURL(`**/register/${entry!.id}`);
  await here.page.getByText(entry!.platform.name_zh).first().waitFor();
  await here.page.getByText(entry!.standing_label.zh).first().waitFor();
  await expectSound(here, `the entry of ${platform}`);
  await shot(here.page, `journey-register-${programme}-${standing}`);
  if (certificate) await checkCertificate(here.page, certificate);
  await here.close();
}
