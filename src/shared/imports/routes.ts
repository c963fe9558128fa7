import { z } from 'zod';
import { cursor, id, limit, next } from '../catalogue/schemas.ts';
import { defineRoutes } from '../contract.ts';
import { EDITORS } from '../catalogue/routes.ts';

export const IMPORT_STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export const IMPORT_FORMATS = ['csv', 'tsv', 'xlsx', 'jsonl', 'dwca'] as const;

const mapping = z
  .record(z.string().max(500), z.string().max(100).nullable())
  .describe('column heading to field id; null leaves the column aside');

const note = z.object({ code: z.string(), message: z.string() });

const constants = z
  .record(z.string().max(100), z.string().max(2000))
  .describe('field id to the value of all rows in which no column gives one');

export const importView = z
  .object({
    id,
    platform: z.object({ code: z.string(), name: z.string() }),
    type: z.string(),
    type_label: z.string(),
    file_name: z.string(),
    format: z.enum(IMPORT_FORMATS),
    dry_run: z.boolean(),
    target_state: z.enum(['draft', 'published']),
    state: z.enum(IMPORT_STATES),
    state_label: z.string(),
    rows_total: z.number().int().nullable().describe('known once the file was read through'),
    rows_done: z.number().int(),
    created: z.number().int(),
    updated: z.number().int(),
    unchanged: z.number().int(),
    refused: z.number().int(),
    warnings: z.number().int(),
    /** Rows a second, and seconds left, while it runs. */
    rate: z.number().nullable(),
    seconds_left: z.number().nullable(),
    failure: z.object({ code: z.string(), message: z.string() }).nullable(),
    /** What is to be said of the whole: encoding, sheet, columns left aside, drafts to be checked. */
    notes: z.array(note),
    /** How far it is undone; null: nobody asked for that. */
    undo: z
      .object({
        state: z.enum(['waiting', 'running', 'done', 'failed']),
        reason: z.string(),
        total: z.number().int().describe('records the import created or changed'),
        done: z.number().int(),
        removed: z.number().int(),
        withdrawn: z.number().int(),
        restored: z.number().int(),
        left: z.number().int(),
        failure: z.string().nullable(),
        by: z.string(),
        ended_at: z.string().nullable(),
      })
      .nullable(),
    started_by: z.string(),
    created_at: z.string(),
    started_at: z.string().nullable(),
    ended_at: z.string().nullable(),
  })
  .meta({ id: 'Import' });

const byId = z.object({ id });

export const importRoutes = defineRoutes({
  uploadFile: {
    method: 'POST',
    path: '/api/files',
    summary: 'Upload a file as raw bytes',
    allow: EDITORS,
    query: z.object({ name: z.string().min(1).max(255) }),
    body: 'bytes',
    reply: z.object({ id, name: z.string(), size: z.number().int(), sha256: z.string() }),
    status: 201,
  },
  previewImport: {
    method: 'POST',
    path: '/api/imports/preview',
    summary: 'Read the head of a file: format, headings, first rows, suggested mapping and what it would say of them',
    allow: EDITORS,
    body: z.object({
      file: id,
      platform: z.string().max(60),
      type: z.string().max(60),
      mapping: mapping.optional(),
      constants: constants.optional(),
      sheet: z.string().max(200).optional(),
    }),
    reply: z.object({
      format: z.enum(IMPORT_FORMATS),
      encoding: z.string().nullable().describe('of a text file'),
      sheets: z.array(z.string()),
      sheet: z.string().nullable(),
      heading_row: z.number().int(),
      headings: z.array(z.string()),
      archive: z
        .object({
          dataset: z
            .object({
              title: z.string(),
              creators: z.string(),
              published: z.string(),
              licence: z.string(),
              abstract: z.string(),
            })
            .nullable(),
          tables: z.array(
            z.object({
              row_type: z.string(),
              name: z.string(),
              file: z.string(),
              rows: z.number().int(),
              encoding: z.string(),
              role: z.enum(['records', 'joined', 'aside']).describe('aside: no column of it goes to a field'),
            }),
          ),
        })
        .nullable()
        .describe('of a Darwin Core Archive: its data set and its tables, that of the records first'),
      mapping: z.record(z.string(), z.string().nullable()),
      /** How each column was matched by itself: id, label, alias, none. */
      matched: z.record(z.string(), z.enum(['id', 'label', 'alias', 'none'])),
      /** Fields without a column that the local number or the minimum set asks for. */
      missing: z.array(z.object({ id: z.string(), label: z.string(), why: z.enum(['key', 'minimum']) })),
      /** Why an import with this mapping would not start. */
      problem: note.nullable(),
      rows: z.array(
        z.object({
          row: z.number().int(),
          cells: z.array(z.string()),
          faults: z.array(
            z.object({ column: z.string().nullable(), severity: z.enum(['error', 'warning']), message: z.string() }),
          ),
        }),
      ),
    }),
  },
  startImport: {
    method: 'POST',
    path: '/api/imports',
    summary: 'Import a file, or try it without writing',
    allow: EDITORS,
    body: z.object({
      file: id,
      platform: z.string().max(60),
      type: z.string().max(60),
      mapping: mapping.optional().describe('columns it does not name are matched by their headings'),
      constants: constants.optional(),
      sheet: z.string().max(200).optional(),
      dry_run: z.boolean().default(false),
      state: z.enum(['draft', 'published']).default('draft'),
    }),
    reply: importView,
    status: 202,
  },
  listImports: {
    method: 'GET',
    path: '/api/imports',
    summary: 'Imports of one’s platforms, newest first',
    allow: EDITORS,
    query: z.object({ platform: z.string().max(60).optional(), limit, cursor }),
    reply: z.object({ items: z.array(importView), next }),
  },
  readImport: {
    method: 'GET',
    path: '/api/imports/:id',
    summary: 'How far an import is',
    allow: EDITORS,
    params: byId,
    reply: importView,
  },
  listImportFaults: {
    method: 'GET',
    path: '/api/imports/:id/faults',
    summary: 'Refused rows and warnings: row, column, field, rule',
    allow: EDITORS,
    params: byId,
    query: z.object({ severity: z.enum(['error', 'warning']).optional(), limit, cursor }),
    reply: z.object({
      items: z.array(
        z.object({
          row: z.number().int(),
          severity: z.enum(['error', 'warning']),
          field: z.string().nullable(),
          column: z.string().nullable(),
          code: z.string(),
          message: z.string(),
        }),
      ),
      /** The same faults counted by code and field, most first. */
      summary: z.array(
        z.object({ code: z.string(), field: z.string().nullable(), message: z.string(), count: z.number().int() }),
      ),
      next,
    }),
  },
  downloadRefused: {
    method: 'GET',
    path: '/api/imports/:id/refused',
    summary: 'The refused rows as a file of the same kind, with the reasons per cell',
    allow: EDITORS,
    params: byId,
    reply: 'file',
  },
  cancelImport: {
    method: 'POST',
    path: '/api/imports/:id/cancel',
    summary: 'Stop an import; what is in stays in',
    allow: EDITORS,
    params: byId,
    reply: importView,
  },
  undoImport: {
    method: 'POST',
    path: '/api/imports/:id/undo',
    summary: 'Undo an import: created records go or are withdrawn, changed ones get their former content',
    allow: EDITORS,
    params: byId,
    body: z.object({
      reason: z.string().trim().min(2).max(500).describe('stands in the tombstones of what is withdrawn'),
    }),
    reply: importView,
    status: 202,
  },
  listUndoLeft: {
    method: 'GET',
    path: '/api/imports/:id/left',
    summary: 'Records that the undoing of an import left as they are, and why',
    allow: EDITORS,
    params: byId,
    query: z.object({ limit, cursor }),
    reply: z.object({
      items: z.array(z.object({ id, title: z.string(), code: z.string(), message: z.string() })),
      next,
    }),
  },
  downloadTemplate: {
    method: 'GET',
    path: '/api/resource-types/:type/template',
    summary: 'An empty spreadsheet with the type’s columns and code lists',
    allow: EDITORS,
    params: z.object({ type: z.string().max(60) }),
    query: z.object({ format: z.enum(['csv', 'xlsx', 'jsonl']).default('xlsx') }),
    reply: 'file',
  },
});
