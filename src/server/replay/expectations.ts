import type { Expected } from '../../shared/policy/recorded-case.ts';
import type { App } from '../app.ts';
import { systemActor } from '../kernel/context.ts';
import type { Id } from '../kernel/ids.ts';
import { readCase, toldSince } from '../modules/procedures/index.ts';
import type { Stage } from './stage.ts';

const sorted = (list: readonly string[]): string => [...new Set(list)].sort().join(', ') || '-';

/** What a case is otherwise than a recorded step expects; in words, one line each. */
export async function differences(app: App, stage: Stage, id: Id, expected: Expected, since: Id): Promise<string[]> {
  const ctx = app.contextOf(systemActor('replay'));
  const view = await readCase(ctx, id);
  const found: string[] = [];
  const same = (what: string, wanted: string, is: string): void =>
    void (wanted !== is && found.push(`${what}: ${wanted} expected, ${is} found`));
  if (expected.state !== undefined) same('state', expected.state, view.state);
  for (const [clock, wanted] of Object.entries(expected.clocks ?? {})) {
    const is = view.clocks.findLast((one) => one.clock === clock);
    same(`clock ${clock}`, `${wanted.first}..${wanted.last}`, is ? `${is.first}..${is.last}` : 'no such clock');
    if (wanted.state !== undefined) same(`clock ${clock}`, wanted.state, is?.state ?? 'none');
  }
  if (expected.sub_cases) {
    for (const [procedure, count] of Object.entries(expected.sub_cases))
      same(
        `sub-cases ${procedure}`,
        String(count),
        String(view.sub_cases.filter((sub) => sub.procedure === procedure).length),
      );
  }
  for (const [person, actions] of Object.entries(expected.actions ?? {})) {
    const { status, body } = await stage.players.get(person)!.call('GET', `/api/cases/${id}`);
    const is = status === 200 ? (body as { actions: { action: string }[] }).actions.map(({ action }) => action) : [];
    same(`actions of ${person}`, sorted(actions), sorted(is));
  }
  if (expected.told || expected.documents) {
    const { told, produces } = await toldSince(ctx, id, since);
    if (expected.told) same('told', sorted(expected.told), sorted(told));
    if (expected.documents) same('documents', sorted(expected.documents), sorted(produces));
  }
  return found;
}
