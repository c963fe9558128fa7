import { samplePlan } from '../../shared/plans/sample-plan.ts';
import { planShape } from '../../shared/plans/shape.ts';
import type { PlanValue } from '../../shared/plans/values.ts';
import type { Form } from '../../shared/policy/forms.ts';
import type { Id } from '../kernel/ids.ts';
import type { Player } from './stage.ts';

interface View {
  form: Form;
  policy: string;
  round: Record<string, unknown>;
  editable: boolean;
  values: { path: string; value: PlanValue; revision: number }[];
  suggested: Record<string, PlanValue>;
}

/**
 * Fills what is still blank of a case's form with sample texts, as a writer does; `changes` go in as they are.
 * @returns undefined where the player has no form to write, else what the interface answered
 */
export async function fillForm(
  player: Pick<Player, 'call'>,
  id: Id,
  changes: Readonly<Record<string, PlanValue>> = {},
): Promise<{ status: number; body: unknown } | undefined> {
  const seen: { status: number; body: View } = await player.call('GET', `/api/cases/${id}/plan`);
  if (seen.status >= 400 || !seen.body.editable) return undefined;
  const { form, policy, round, values, suggested } = seen.body;
  const cover = Object.fromEntries(Object.entries(suggested).map(([path, value]) => [path.split('/')[1]!, value]));
  const written = new Map(values.map((one) => [one.path, one]));
  const sample = Object.entries(samplePlan(planShape(policy, form, round), cover)).filter(
    ([path]) => !written.has(path),
  );
  const fields = [...sample, ...Object.entries(changes)].map(([path, value]) => ({
    path,
    value,
    revision: written.get(path)?.revision ?? 0,
  }));
  if (fields.length === 0) return undefined;
  return player.call('POST', `/api/cases/${id}/plan/values`, { fields });
}
