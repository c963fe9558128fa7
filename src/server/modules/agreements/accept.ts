import type { Asked } from '../../../shared/agreements/asked.ts';
import { isAbout } from '../../../shared/agreements/known.ts';
import { agreementsProblem } from '../../../shared/agreements/problems.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { templateContent } from '../../../shared/agreements/template-content.ts';
import { act } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { employersOf, type PlatformRecord } from '../identity/index.ts';
import { isRequester, partOf } from './access.ts';
import { type Facts, versions } from './facts.ts';
import { textOf } from './templates.ts';

/**
 * A named user accepts the version that was read, for this part of a request. Accepting again changes nothing.
 * @throws agreements.part_unknown | kernel.not_allowed | agreements.template_unknown | agreements.version_old
 */
export async function acceptAgreement(
  ctx: Ctx,
  subject: string,
  given: { template: Id; version: number; digest: string },
): Promise<void> {
  const { asked } = await partOf(ctx, subject);
  const account = accountOf(ctx.actor);
  if (account === null || !isRequester(ctx, asked)) throw kernelProblem('kernel.not_allowed');
  const row = await versions(ctx.db)
    .where('v.template_id', '=', given.template)
    .where('v.version', '=', given.version)
    .executeTakeFirst();
  if (row?.platform_id !== asked.platformId || row.state !== 'published')
    throw agreementsProblem('agreements.template_unknown');
  // One about something else would settle ownership of this.
  if (!isAbout(templateContent.parse(row.content).types, asked.resources))
    throw agreementsProblem('agreements.template_unknown');
  if (row.current !== given.version || row.digest !== given.digest) throw agreementsProblem('agreements.version_old');
  const unit = (await employersOf(ctx.db, [account])).get(account)?.name ?? null;
  const event = {
    action: 'agreements.agreement.accept',
    subject: { kind: 'request_part', id: subject },
    detail: { template: given.template, version: given.version, digest: given.digest },
  };
  await act(ctx, event, async (tx) => {
    await tx.db
      .insertInto('agreement_acceptance')
      .values({
        id: await ctx.services.ids.next(tx.db),
        subject,
        template_id: given.template,
        version: given.version,
        digest: row.digest,
        account_id: account,
        name: ctx.actor.kind === 'anonymous' ? '' : ctx.actor.name,
        unit,
        at: ctx.now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

/** Agreements that are about a part, as they now are, with who accepted which version of them. */
export function agreementsOf(ctx: Ctx, asked: Asked, platform: PlatformRecord, facts: Facts) {
  const me = accountOf(ctx.actor);
  return facts.versions.flatMap((row) => {
    const given = facts.acceptances.filter(({ template_id }) => template_id === row.template_id);
    const about = row.state === 'published' && isAbout(templateContent.parse(row.content).types, asked.resources);
    if (!about && given.length === 0) return [];
    return [
      {
        ...textOf(row, platform, ctx.lang),
        accepted: given.map(({ name, unit, version, at }) => ({ name, unit, version, at })),
        may_accept: about && isRequester(ctx, asked) && !given.some(({ account_id }) => account_id === me),
      },
    ];
  });
}
