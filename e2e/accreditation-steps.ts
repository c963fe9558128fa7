import { expect } from 'vitest';
import { act, type Cast, type CaseView, openNew, readCase, write } from './case-desk.ts';
import { moveTo, today } from './product-time.ts';
import { addDays } from '../src/shared/dates.ts';

/** Experts of the demonstration and how they are called. */
export const EXPERTS = ['expert', 'expert/2', 'expert/3'];

/** The notice of a period has passed: the day after its last. */
export function afterClock({ clocks }: CaseView, clock: string): void {
  const found = clocks.findLast((one) => one.clock === clock);
  if (!found) throw new Error(`no clock ${clock}`);
  if (today() <= found.last) moveTo(addDays(found.last, 1));
}

/** A call from its draft to its publication, open for a month from today. */
export async function publishCall(
  cast: Cast,
  of: { programme: string; by: string; more?: Record<string, unknown> },
): Promise<string> {
  const here = await cast.seat(of.by);
  const id = await openNew(here, of.programme, 'call');
  await write(here, id, {
    title: `旅程申报通知 ${today()}`,
    guide: '依托单位按编写提纲填报，材料须真实完整。',
    ...of.more,
    window_from: today(),
    window_to: addDays(today(), 30),
  });
  expect((await act(here, id, 'publish')).state).toBe('published');
  return id;
}

/** What the reviews of a programme ask for: its sheet, and marks near the top of each item. */
export type Sheet = Readonly<Record<string, number>>;

/** Experts declare, fill in their sheets and hand them in, each from the own desk. */
export async function reviewAll(cast: Cast, application: CaseView, sheet: Sheet): Promise<void> {
  const reviews = application.sub_cases.filter(({ procedure }) => procedure === 'expert_review');
  expect(reviews).toHaveLength(EXPERTS.length);
  for (const expert of EXPERTS) {
    const here = await cast.seat(expert);
    // Which of them is theirs only they can tell: the others are hidden from them.
    const seen = await Promise.all(reviews.map(({ id }) => here.page.request.get(`/api/cases/${id}`)));
    const mine = reviews.filter((_, n) => seen[n]!.ok());
    expect(mine, `${expert} sees one review`).toHaveLength(1);
    const { id } = mine[0]!;
    expect((await act(here, id, 'declare')).state).toBe('reading');
    await write(here, id, { sheet, opinion: '资源有特色，条件具备，目标可行。', recommendation: 'approve' });
    expect((await act(here, id, 'review')).state).toBe('reviewed');
  }
}

/** A site visit is recorded: place, people, facts checked, findings. */
export async function recordVisit(cast: Cast, by: string, id: string, unit: string): Promise<void> {
  const here = await cast.seat(by);
  await write(here, id, {
    visited_on: today(),
    place: '主库',
    people: '评审组三人',
    checked: [{ unit, item: '抽查一百份', confirmed: true }],
    findings: '抽查一百份，账物相符。',
  });
  expect((await act(here, id, 'record')).state).toBe('visited');
}

/** A notice is written and published; its period starts the next working day. @returns the notice as published */
export async function publishNotice(cast: Cast, by: string, id: string, text: string): Promise<CaseView> {
  const here = await cast.seat(by);
  const { fields } = await readCase(here, id);
  const given: Record<string, unknown> = { text, contact: '基础研究处，电话 020-90000001' };
  await write(
    here,
    id,
    Object.fromEntries(Object.entries(given).filter(([name]) => fields.some((one) => one.id === name))),
  );
  const published = await act(here, id, 'publish');
  expect(published.state).toBe('published');
  return published;
}

export interface Objector {
  person: string;
  name: string;
  /** Number of an identity document: of a region that does not exist, with a valid check digit. */
  code: string;
  content: string;
}

/** Somebody objects to a notice. @returns the objection as filed */
export async function object(
  cast: Cast,
  programme: string,
  notice: string,
  { person, name, code, content }: Objector,
): Promise<CaseView> {
  const here = await cast.seat(person);
  const id = await openNew(here, programme, 'objection', { parent: notice });
  await write(here, id, {
    party: 'person',
    party_name: name,
    party_code: code,
    identity: '相关领域用户，电话 020-90000002',
    content,
    reasons: '公开目录与公示材料不符，附截图。',
  });
  const filed = await act(here, id, 'file');
  expect(filed.state).toBe('filed');
  return filed;
}
