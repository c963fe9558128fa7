import { z } from 'zod';
import { citationView } from '../citation.ts';

const text = z.object({ zh: z.string(), en: z.string() });

/** How a programme's instrument stands on a day. */
export const programmeInstrument = z
  .object({
    programme: z.string(),
    rule_set: z.string(),
    version: z.string().describe('a case is pinned to it'),
    title: text,
    document_no: z.string().nullable(),
    status: z.enum(['draft', 'in_force', 'expired', 'superseded']),
    issued_on: z.string().nullable().describe('of the rule set, else as entered for the programme'),
    date: z.string(),
    from: z.string().nullable(),
    until: z.string().nullable().describe('last day; null: unknown or without end'),
    standing: z.enum(['undated', 'not_yet', 'in_force', 'expiring', 'expired']),
    text: text.describe('the standing in words'),
    mark: text.nullable().describe('badge to show on every page of the programme; null: none'),
    basis_line: text.describe('how a document cites it'),
    may_open_round: z.boolean(),
    cite: citationView,
    fallback: z
      .array(z.object({ title: text, document_no: z.string().nullable() }))
      .describe('governs what it leaves open'),
  })
  .meta({ id: 'ProgrammeInstrument' });
