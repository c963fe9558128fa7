import { type Lang, pick } from '../../../shared/i18n.ts';
import type { MailEffect } from '../../../shared/notifications/messages.ts';
import { baseUrlOf } from '../../kernel/config.ts';
import { findPlatform } from '../identity/index.ts';
import { type CaseEffect, rulesOf } from '../procedures/index.ts';

/** The first mail address somebody wrote among how they can be reached. */
export const addressIn = (contact: unknown): string | undefined =>
  typeof contact === 'string'
    ? /[\w.+-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.)+[A-Za-z]{2,24}(?![\w.-]*@)/.exec(
        contact.normalize('NFKC'),
      )?.[0]
    : undefined;

/** What the department writes for whoever complained. */
const WRITTEN_FOR_THEM = ['more', 'answer'] as const;

/**
 * Effect `tell_complainant`: a mail to the address that was left, in the language of the complaint. Where none was left nobody is told
 * anything. The code does not go with it: mail passes through other hands.
 */
export const tellComplainant: CaseEffect = async (ctx, tx, row, { transition, answers, data }) => {
  const to = addressIn({ ...row.data, ...data }['contact']);
  if (to === undefined) return;
  const platform = (await findPlatform(tx.db, row.platform_id!))!;
  const kept = await tx.db.selectFrom('complaint').select('lang').where('case_id', '=', row.id).executeTakeFirst();
  // Not kept yet: it is being written now, by whoever asks.
  const lang = kept === undefined ? ctx.lang : langOf(kept.lang);
  const { fields } = rulesOf(ctx, row).procedure;
  const words = WRITTEN_FOR_THEM.flatMap((field) =>
    fields[field] && typeof answers[field] === 'string'
      ? [`${pick(fields[field].label, lang)}: ${answers[field]}`]
      : [],
  );
  const mail: MailEffect = {
    to,
    private: true,
    template: 'complaint',
    lang,
    params: {
      number: row.id,
      platform: lang === 'en' ? (platform.name_en ?? platform.name_zh) : platform.name_zh,
      step: pick(transition.label, lang),
      on: ctx.today,
      text: words.length === 0 ? '' : `\n${words.join('\n')}\n`,
      address: `${baseUrlOf(ctx.services.config)}${lang === 'en' ? '/en' : ''}/complaints/status`,
    },
  };
  await tx.queue('mail', mail, `complaint:${row.id}:${transition.action}:${ctx.now}`);
};

const langOf = (text: string): Lang => (text === 'en' ? 'en' : 'zh-CN');
