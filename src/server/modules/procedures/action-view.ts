import type { z } from 'zod';
import { pick } from '../../../shared/i18n.ts';
import type { CaseFacts } from '../../../shared/procedures/case-facts.ts';
import type { Offer } from '../../../shared/procedures/decide.ts';
import { needText } from '../../../shared/procedures/need-texts.ts';
import type { actionView as schema } from '../../../shared/procedures/schemas.ts';
import type { Ctx } from '../../kernel/context.ts';
import { fieldView } from './field-view.ts';
import { whoLabel } from './labels.ts';
import { type CaseRules, citeOf } from './rules.ts';

/** An action as a button: its name, what it asks for, what is still missing, and the article. */
export function actionView(ctx: Ctx, rules: CaseRules, facts: CaseFacts, offer: Offer): z.input<typeof schema> {
  const { procedure, procedures, ruleSet } = rules;
  const { transition, party, held, unmet, signed } = offer;
  const clocks = ruleSet.clocks?.clocks ?? {};
  const waiting = unmet.filter(({ need }) => !need.in_principle);
  return {
    action: transition.action,
    label: pick(transition.label, ctx.lang),
    help: transition.help ? pick(transition.help, ctx.lang) : null,
    to:
      transition.to === undefined
        ? null
        : { state: transition.to, label: pick(procedure.states[transition.to]!.label, ctx.lang) },
    as: party,
    as_label: whoLabel(party, ctx.lang),
    ready: !held && !signed && waiting.length === 0,
    held,
    signed,
    signatures: transition.signatures
      ? transition.by.map((who) => ({
          as: who,
          label: whoLabel(who, ctx.lang),
          signed: facts.signatures.some((done) => done.action === transition.action && done.party === who),
        }))
      : [],
    needs: unmet.map((one) => ({
      kind: one.kind,
      text: pick(needText(one, { procedure, procedures, clocks }), ctx.lang),
      fields: one.fields,
      faults: (one.faults ?? []).map((fault) => ({
        path: fault.path,
        text: pick(fault, ctx.lang),
        cite: citeOf(ruleSet, fault.cite ? { cite: fault.cite, basis: fault.cite.basis } : {}, one.need, transition),
      })),
      in_principle: one.need.in_principle,
      cite: citeOf(ruleSet, one.need, transition),
    })),
    asks: transition.asks.map((ask) => fieldView(procedure, ask.replace('?', ''), ctx.lang, !ask.endsWith('?'))),
    optional: transition.optional,
    cite: citeOf(ruleSet, transition),
  };
}
