import { z } from 'zod';
import { id } from '../catalogue/schemas.ts';
import { keysOf } from '../identity/codes.ts';
import { email } from '../identity/schemas.ts';
import { line } from '../identity/text.ts';
import { UNIT_KINDS } from '../service-records/codes.ts';

/** Days the page of open data is good for, from the proof or from the end of its last embargo. */
export const OPEN_DATA_DAYS = 30;

/** Who asks for open data without an account, and what for. */
export const openDataAsked = z.object({
  resources: z.array(id).min(1).max(20),
  email,
  person: line(60).nullish(),
  unit: line(200).nullish().describe('name of the unit; not for individuals'),
  unit_kind: z.enum(keysOf(UNIT_KINDS)).default('individual'),
  region: z
    .string()
    .regex(/^\d{6}$/)
    .nullish()
    .describe('GB/T 2260; not where it is abroad'),
  abroad: z.boolean().default(false),
  purpose: z.string().max(60).describe('of the purposes the shortlist names'),
  purpose_text: line(1000),
});
export type OpenDataAsked = z.output<typeof openDataAsked>;

/** Open data behind a key. */
export const openDataView = z.object({
  until: z.string().describe('instant at which the key expires'),
  resources: z.array(
    z.object({
      id,
      title: z.string(),
      platform: z.object({ code: z.string(), name: z.string() }),
      opens_on: z.string().nullable().describe('civil date on which an embargo ends; null: now'),
      cite_as: z.string().nullable(),
      files: z.array(
        z.object({ id, name: z.string(), size: z.number().int(), sha256: z.string(), address: z.string().nullable() }),
      ),
    }),
  ),
  gone: z.number().int().describe('resources that are no longer open'),
});
