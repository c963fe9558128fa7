import { CSTR_STATES, type CstrState, mayStep } from '../../../shared/catalogue/cstr.ts';
import { IDENTIFIER_PROBLEMS } from '../../../shared/catalogue/identifier-problems.ts';
import { identifierInWords, identifierKey, parseIdentifier } from '../../../shared/catalogue/identifiers.ts';
import { catalogueProblem } from '../../../shared/catalogue/problems.ts';
import { EDITORS } from '../../../shared/catalogue/routes.ts';
import { pick } from '../../../shared/i18n.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { demand } from './access.ts';
import { hostOf } from './public.ts';
import { findResource } from './store.ts';

/** What an identifier is, and which public record bears it here. */
export async function parseIdentifierText(ctx: Ctx, value: string) {
  const { scheme, normalized, valid, problem } = parseIdentifier(value);
  return {
    scheme,
    normalized,
    valid,
    problem,
    problem_text: problem === null ? null : pick(IDENTIFIER_PROBLEMS[problem], ctx.lang),
    resource: valid ? ((await bearerOf(ctx, scheme, normalized)) ?? null) : null,
  };
}

/** The record, published once, that bears an identifier. */
async function bearerOf(ctx: Ctx, scheme: string, normalized: string): Promise<Id | undefined> {
  const found = await ctx.db
    .selectFrom('resource_identifier as i')
    .innerJoin('resource as r', 'r.id', 'i.resource_id')
    .select('r.id')
    .where('i.scheme', '=', scheme)
    .where('i.value_key', '=', identifierKey(normalized))
    .where('r.published_at', 'is not', null)
    .executeTakeFirst();
  return found?.id;
}

/**
 * The record an identifier leads to, however it is written.
 * @throws catalogue.identifier_unknown
 */
export async function resolveIdentifier(ctx: Ctx, text: string): Promise<Id> {
  const { scheme, normalized, valid } = parseIdentifier(text);
  const id = valid ? await bearerOf(ctx, scheme, normalized) : undefined;
  if (id === undefined) throw catalogueProblem('catalogue.identifier_unknown', { value: text.slice(0, 300) });
  return id;
}

export interface IdentifierStep {
  scheme: string;
  value: string;
  state: string;
  /** Number of the registration task at the registry. */
  task: string;
}

/** Notes how far the registration of an identifier has come, which is done at the national registry. */
export async function setIdentifierState(
  ctx: Ctx,
  id: Id,
  { scheme, value, state, task }: IdentifierStep,
): Promise<void> {
  const resource = await findResource(ctx.db, id);
  if (!resource) throw catalogueProblem('catalogue.resource_unknown');
  demand(ctx, await hostOf(ctx, resource), EDITORS);
  const key = identifierKey(parseIdentifier(value).normalized);
  const event = {
    action: 'catalogue.identifier.move',
    subject: { kind: 'resource', id },
    detail: { scheme, value, state },
  };
  await act(ctx, event, async (tx) => {
    const row = await tx.db
      .selectFrom('resource_identifier')
      .selectAll()
      .where('scheme', '=', scheme)
      .where('value_key', '=', key)
      .where('resource_id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw catalogueProblem('catalogue.identifier_unknown', { value: identifierInWords(scheme, value) });
    const [from, to] = [row.state as CstrState, state as CstrState];
    if (!(to in CSTR_STATES) || !mayStep(from, to)) {
      const label = (name: CstrState): string => (name in CSTR_STATES ? pick(CSTR_STATES[name], ctx.lang) : name);
      throw catalogueProblem('catalogue.identifier_step', { from: label(from), to: label(to) });
    }
    await tx.db
      .updateTable('resource_identifier')
      .set({ state, state_at: ctx.now, task: task === '' ? row.task : task })
      .where('scheme', '=', scheme)
      .where('value_key', '=', key)
      .execute();
  });
}
