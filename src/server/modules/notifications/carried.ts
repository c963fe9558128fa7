import { type Bilingual, type Lang, pick } from '../../../shared/i18n.ts';
import { baseUrlOf } from '../../kernel/config.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { activeAccounts } from '../identity/index.ts';
import { casesSeenBy } from '../procedures/index.ts';

/**
 * The words of messages for the mail that carries them, as it is written: whoever lost the role while the mail waited gets none.
 * @returns undefined: nothing is left to send
 */
export async function carriedText(
  ctx: Ctx,
  account: Id,
  ids: readonly Id[],
  lang: Lang,
): Promise<{ subject: string; text: string; count: number } | undefined> {
  if ((await activeAccounts(ctx.db, [account])).length === 0) return undefined;
  const rows = await ctx.db
    .selectFrom('message')
    .select(['id', 'subject', 'body', 'link', 'case_id'])
    .where('account_id', '=', account)
    .where('id', 'in', ['0', ...ids])
    .orderBy('id')
    .execute();
  const seen = await casesSeenBy(
    ctx,
    account,
    rows.flatMap(({ case_id }) => case_id ?? []),
  );
  const left = rows.filter(({ case_id }) => case_id === null || seen.has(case_id));
  if (left.length === 0) return undefined;
  const home = `${baseUrlOf(ctx.services.config)}${lang === 'en' ? '/en' : ''}/workbench`;
  const parts = left.map(({ subject, body, link }) => {
    const words = pick(body as unknown as Bilingual, lang);
    const head = left.length === 1 ? [] : [`■ ${pick(subject as unknown as Bilingual, lang)}`];
    return [...head, words, ...(link === null ? [] : [`${home}${link}`])].join('\n');
  });
  return {
    subject: pick(left[0]!.subject as unknown as Bilingual, lang),
    text: parts.join('\n\n'),
    count: left.length,
  };
}
