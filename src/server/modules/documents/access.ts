import { DECIDERS } from '../../../shared/identity/administration.ts';
import { type Actor, accountOf, scopesOf } from '../../kernel/context.ts';
import type { Ctx } from '../../kernel/context.ts';

interface Reach {
  public: boolean;
  owner_id: string | null;
  programme: string | null;
}

/** Who may see all that a document says: its owner, the deciding authority of its programme, anybody where it is public. */
export const mayDownload = (actor: Actor, { public: open, owner_id, programme }: Reach): boolean =>
  open ||
  actor.kind === 'system' ||
  (owner_id !== null && accountOf(actor) === owner_id) ||
  (programme !== null && scopesOf(actor, 'programme', DECIDERS).includes(programme));

/** Who takes a document back: the deciding authority of its programme. */
export const mayDecide = (actor: Actor, { programme }: Pick<Reach, 'programme'>): boolean =>
  actor.kind === 'system' || (programme !== null && scopesOf(actor, 'programme', DECIDERS).includes(programme));

/** Documents of the caller's own. */
export const ownedBy = (ctx: Ctx): string => accountOf(ctx.actor) ?? '0';
