import type { Asked } from '../../../shared/agreements/asked.ts';
import { agreementsProblem } from '../../../shared/agreements/problems.ts';
import { kernelProblem } from '../../../shared/kernel/problems.ts';
import { templateContent } from '../../../shared/agreements/template-content.ts';
import { act } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { employersOf, type PlatformRecord } from '../identity/index.ts';
import { isRequester, partOf } from './access.ts';
import { textOf, versions } from './templates.ts';

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
  const row = await versions(ctx)
    .where('v.template_id', '=', given.template)
    .where('v.version', '=', given.version)
    .executeTakeFirst();
  if (row?.platform_id !== asked.platformId || row.state !== 'published')
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

/** Agreements that are about a part, in the version accepted first where somebody did, with who accepted them. */
export async function agreementsOf(ctx: Ctx, asked: Asked, platform: PlatformRecord) {
  const rows = await versions(ctx).where('t.platform_id', '=', platform.id).execute();
  const accepted = await ctx.db
    .selectFrom('agreement_acceptance')
    .select(['template_id', 'version', 'account_id', 'name', 'unit', 'at'])
    .where('subject', '=', asked.subject)
    .orderBy('id')
    .execute();
  const types = new Set(asked.resources.map(({ typeId }) => typeId));
  const me = accountOf(ctx.actor);
  return rows
    .filter((row) => row.version === row.current)
    .flatMap((row) => {
      const mine = accepted.filter(({ template_id }) => template_id === row.template_id);
      const wanted = templateContent.parse(row.content).types;
      const about = row.state === 'published' && (wanted.length === 0 || wanted.some((type) => types.has(type)));
      if (!about && mine.length === 0) return [];
      return [
        {
          ...textOf(row, platform, ctx.lang),
          accepted: mine.map(({ name, unit, version, at }) => ({ name, unit, version, at })),
          may_accept: about && isRequester(ctx, asked) && !mine.some(({ account_id }) => account_id === me),
        },
      ];
    });
}
