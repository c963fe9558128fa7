import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { expectSound, shot, visit } from './browser.ts';

/** What anybody finds of a platform in the public register: its standing and its page, at which it is read without signing in. */
export async function entryOf(
  browser: Browser,
  programme: string,
  platform: string,
  standing: 'valid' | 'ended' = 'valid',
): Promise<void> {
  const here = await visit(browser);
  const query = new URLSearchParams({ programme, platform });
  const found = (await (await here.page.request.get(`/api/register?${query}`)).json()) as {
    items: { id: string; standing: string; standing_label: { zh: string }; platform: { name_zh: string } }[];
  };
  expect(found.items, `${platform} in the register`).toHaveLength(1);
  const [entry] = found.items;
  expect(entry!.standing).toBe(standing);
  await here.page.goto(`/register/${entry!.id}`);
  await here.page.getByText(entry!.platform.name_zh).first().waitFor();
  await here.page.getByText(entry!.standing_label.zh).first().waitFor();
  await expectSound(here, `the entry of ${platform}`);
  await shot(here.page, `journey-register-${programme}-${standing}`);
  await here.close();
}
