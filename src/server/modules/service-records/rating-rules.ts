import type { Ctx } from '../../kernel/context.ts';
import type { PlatformRecord } from '../identity/index.ts';

/** Whether a platform learns who rates it. House rule until a rule set says otherwise: it does not, so that nobody pays for a word. */
export const ratersNamed = (_ctx: Ctx, _platform: PlatformRecord): boolean => false;
