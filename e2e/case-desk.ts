import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { fillForm } from '../src/server/replay/fill-form.ts';
import { samplePdf } from '../src/server/replay/sample-pdf.ts';
import type { CheckRow } from '../src/shared/procedures/check-rows.ts';
import { expectSound, signIn, visit, type Visit } from './browser.ts';
import { typeChecks, typeMarks } from './sheets-by-click.ts';

/** A field as the interface describes it. */
export interface FieldView {
  id: string;
  label: string;
  type: string;
  choices: { id: string; label: string }[] | null;
  revision: number;
}

export interface CaseView {
  id: string;
  state: string;
  procedure: string;
  fields: FieldView[];
  actions: {
    action: string;
    label: string;
    asks: FieldView[];
    needs: { kind: string; text: string; in_principle: boolean }[];
  }[];
  sub_cases: { id: string; procedure: string; state: string }[];
  clocks: { clock: string; first: string; last: string; state: string }[];
}

/** Everybody of a programme, each at a browser of their own; who was seen before is signed in still. */
export class Cast {
  readonly #seats = new Map<string, Visit>();
  readonly #browser: Browser;
  readonly #programme: string;

  constructor(browser: Browser, programme: string) {
    this.#browser = browser;
    this.#programme = programme;
  }

  /** `host_admin/9` is `host_admin9.guangzhou`. */
  async seat(person: string): Promise<Visit> {
    const known = this.#seats.get(person);
    if (known) return known;
    const here = await visit(this.#browser);
    await signIn(here, `${person.replace('/', '')}.${this.#programme}`);
    this.#seats.set(person, here);
    return here;
  }

  async close(): Promise<void> {
    for (const { close } of this.#seats.values()) await close();
  }
}

/** A case as the interface shows it to whoever is signed in. @throws Error when it is not theirs to see */
export async function readCase({ page }: Visit, id: string): Promise<CaseView> {
  const answer = await page.request.get(`/api/cases/${id}`);
  if (!answer.ok()) throw new Error(`case ${id}: ${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as CaseView;
}

const settled = async ({ page }: Visit): Promise<void> => {
  await page.locator('main h1').first().waitFor();
  await page.waitForLoadState('networkidle');
};

export async function openPage(here: Visit, id: string): Promise<void> {
  await here.page.goto(`/workbench/cases/${id}`);
  await settled(here);
}

/** Buttons of two characters are drawn with a space between them. */
const nameOf = (label: string): RegExp =>
  new RegExp(`^${[...label].map((one) => one.replace(/[()（）.]/, '\\$&')).join('\\s?')}$`);

/** Searched for by its text: of a long list only a part is drawn. */
async function choose({ page }: Visit, control: string, choice: string): Promise<void> {
  await page.locator(control).click();
  await page.locator(control).fill(choice);
  await page
    .locator('.ant-select-dropdown:visible .ant-select-item-option')
    .filter({ hasText: choice })
    .first()
    .click();
}

/** The list is searched on the server: who is looked for has to be there, and then among the chosen. */
async function pickPeople({ page }: Visit, control: string, names: readonly string[]): Promise<void> {
  await page.locator(control).click();
  for (const name of names) {
    await page.locator(control).fill(name);
    await page.waitForLoadState('networkidle');
    const found = page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: name });
    const chosen = page
      .locator('.ant-select-dropdown:visible .ant-select-item-option-selected')
      .filter({ hasText: name })
      .first();
    // What the search brings may replace the list under the pointer: then the click met nobody.
    for (let tries = 0; tries < 5 && !(await chosen.isVisible()); tries++) {
      await found.first().click();
      await chosen.waitFor({ timeout: 3000 }).catch(() => {});
    }
    await chosen.waitFor();
  }
  await page.keyboard.press('Escape');
}

async function upload({ page }: Visit, control: string, name: string): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.locator(control).click()]);
  await chooser.setFiles({ name: `${name}.pdf`, mimeType: 'application/pdf', buffer: samplePdf(name) });
  await page.getByText(`${name}.pdf`).first().waitFor();
}

/** Enters a value with the control of its field. */
async function enter(here: Visit, control: string, field: FieldView, value: unknown): Promise<void> {
  const at = here.page.locator(control);
  switch (field.type) {
    case 'choice':
      return choose(here, control, field.choices!.find(({ id }) => id === value)?.label ?? String(value));
    case 'boolean':
      await at.setChecked(value === true);
      return;
    case 'accounts':
      return pickPeople(here, control, value as string[]);
    case 'file':
      return upload(here, control, String(value));
    case 'marks':
      return typeMarks(here, control, value as Record<string, number>);
    case 'checks':
      return typeChecks(here, control, value as CheckRow[]);
    default:
      await at.fill(String(value));
      await at.blur();
  }
}

/** Dozens of figures are sent as their form sends them; `typeFigures` enters them by hand. */
const SENT = new Set(['figures']);

/** Writes fields of a case in its form, as a writer does, and waits until each is kept. */
export async function write(here: Visit, id: string, values: Readonly<Record<string, unknown>>): Promise<void> {
  const { fields } = await readCase(here, id);
  const fieldOf = (name: string): FieldView => {
    const found = fields.find((one) => one.id === name);
    if (!found) throw new Error(`no field ${name}`);
    return found;
  };
  for (const [path, value] of Object.entries(values).filter(([name]) => SENT.has(fieldOf(name).type))) {
    const { revision } = fieldOf(path);
    const answer = await here.page.request.patch(`/api/cases/${id}/draft`, { data: { path, value, revision } });
    expect(answer.status(), `${path}: ${await answer.text()}`).toBe(200);
  }
  await openPage(here, id);
  for (const [name, value] of Object.entries(values).filter(([one]) => !SENT.has(fieldOf(one).type))) {
    await enter(here, `#case-${name}`, fieldOf(name), value);
    await here.page.locator(`#case-${name}-state`).getByText('已保存', { exact: true }).waitFor();
  }
}

/** Fills the form of a case (the plan) with sample texts, over the interface of whoever is signed in. */
export async function writePlan({ page }: Visit, id: string): Promise<void> {
  await fillForm(
    {
      async call(method, url, data) {
        const answer = await page.request.fetch(url, { method, ...(data !== undefined && { data: data as object }) });
        return { status: answer.status(), body: (await answer.json()) as never };
      },
    },
    id,
  );
}

/** Takes an action on the page of the case, with what its dialog asks for. @returns the case afterwards */
export async function act(
  here: Visit,
  id: string,
  action: string,
  data: Readonly<Record<string, unknown>> = {},
): Promise<CaseView> {
  await openPage(here, id);
  const found = (await readCase(here, id)).actions.find((one) => one.action === action);
  if (!found) throw new Error(`${action} is not offered`);
  // What stands in the way in principle is set aside with a reason; nothing else may stand there.
  expect(
    found.needs.filter(({ in_principle }) => !in_principle),
    `${action} is held up`,
  ).toEqual([]);
  const { page } = here;
  await page
    .getByRole('button', { name: nameOf(found.label) })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  for (const [name, value] of Object.entries(data))
    await enter(
      here,
      `#ask-${name}`,
      found.asks.find((one) => one.id === name)!,
      value,
    );
  for (const { kind } of found.needs) await page.locator(`#override-${kind}`).fill('经集体研究，确有必要。');
  await dialog.getByRole('button', { name: nameOf(found.label) }).click();
  await dialog.waitFor({ state: 'detached' });
  return readCase(here, id);
}

interface Choices {
  parent?: string;
  platform?: string;
}

/** Opens a case from the page of new cases. @returns its id */
export async function openNew(
  here: Visit,
  programme: string,
  procedure: string,
  choices: Choices = {},
): Promise<string> {
  await askNew(here, programme, procedure, choices);
  await here.page.waitForURL(/\/cases\/\d+$/);
  await settled(here);
  return /\d+$/.exec(here.page.url())![0];
}

/** Asks for a new case; the page shows it, or why there is none. */
export async function askNew(here: Visit, programme: string, procedure: string, choices: Choices): Promise<void> {
  const { page } = here;
  await page.goto(
    `/workbench/cases/new?programme=${programme}&procedure=${procedure}${choices.parent ? `&parent=${choices.parent}` : ''}`,
  );
  await settled(here);
  if (choices.platform !== undefined) {
    await page.getByLabel('资源库（平台）', { exact: true }).click();
    await page
      .locator('.ant-select-dropdown:visible .ant-select-item-option')
      .filter({ hasText: choices.platform })
      .first()
      .click();
  }
  await page.getByRole('button', { name: nameOf('开启') }).click();
}

/** Waits until the program has moved a case on by itself, as when a period is over. */
export async function becomes(here: Visit, id: string, state: string): Promise<CaseView> {
  await expect.poll(async () => (await readCase(here, id)).state, { timeout: 30_000, interval: 300 }).toBe(state);
  return readCase(here, id);
}

/** The newest sub-case of a procedure. */
export function newest(view: CaseView, procedure: string): string {
  const found = view.sub_cases
    .filter((one) => one.procedure === procedure)
    .toSorted((a, b) => Number(b.id) - Number(a.id))[0];
  if (!found) throw new Error(`no ${procedure} under ${view.id}`);
  return found.id;
}

export async function look(here: Visit, what: string): Promise<void> {
  await here.page.waitForLoadState('networkidle');
  await here.page.waitForTimeout(400);
  await expectSound(here, what);
}
