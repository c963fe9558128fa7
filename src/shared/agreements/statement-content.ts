import { z } from 'zod';
import { line, prose } from '../identity/text.ts';
import { shares } from './template-content.ts';

/** What one side states and the other confirms; a kind reads only what it needs. */
export const statementContent = z.object({
  text: prose(2000).default(''),
  foreign: z.boolean().default(false).describe('a foreign party asks, controls who asks, or stands behind an agent'),
  on_behalf_of: line(200).nullish().describe('who will use it, where somebody else asks'),
  shares,
});
export type StatementContent = z.output<typeof statementContent>;
