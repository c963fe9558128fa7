import { z } from 'zod';
import { EDITORS } from '../catalogue/people.ts';
import { cursor, id, limit, next } from '../catalogue/schemas.ts';
import { defineRoutes } from '../contract.ts';
import { civilDate } from '../identity/schemas.ts';
import { line, prose } from '../identity/text.ts';
import {
  holdingsView,
  importResult,
  settingInput,
  settingView,
  storeInput,
  storeView,
  takeView,
  warningsView,
} from './keeping-schemas.ts';
import { LABEL_SHEET_IDS } from './label-sheets.ts';
import { lotView, quantityInput } from './schemas.ts';

const byId = z.object({ id });
const revision = z.number().int();
const code = z.string().max(60);
const ofPlatform = z.object({ platform: code });

export const keepingRoutes = defineRoutes({
  listStores: {
    method: 'GET',
    path: '/api/work/stock/stores',
    summary: 'Stores of a platform with their capacity and conditions',
    allow: EDITORS,
    query: ofPlatform,
    reply: z.object({ items: z.array(storeView) }),
  },
  createStore: {
    method: 'POST',
    path: '/api/work/stock/stores',
    summary: 'Add a store',
    allow: EDITORS,
    body: storeInput.extend({ platform: code }),
    reply: storeView,
    status: 201,
  },
  changeStore: {
    method: 'PUT',
    path: '/api/work/stock/stores/:id',
    summary: 'Change a store, or close it',
    allow: EDITORS,
    params: byId,
    body: storeInput.extend({ revision, closed: z.boolean().default(false) }),
    reply: storeView,
  },
  readStockSetting: {
    method: 'GET',
    path: '/api/work/stock/setting',
    summary: 'What a platform says of its stock to the public, and what it must keep',
    allow: EDITORS,
    query: ofPlatform,
    reply: settingView,
  },
  changeStockSetting: {
    method: 'PUT',
    path: '/api/work/stock/setting',
    summary: 'Change it',
    allow: EDITORS,
    body: settingInput.extend({ platform: code, revision }),
    reply: settingView,
  },
  readStockWarnings: {
    method: 'GET',
    path: '/api/work/stock/warnings',
    summary: 'What is to be done about a platform’s stock: shortages, expiries, tests, regeneration, full stores',
    allow: EDITORS,
    query: ofPlatform,
    reply: warningsView,
  },
  readHoldings: {
    method: 'GET',
    path: '/api/work/stock/holdings',
    summary: 'Holdings of a platform at the end of a day by type and unit, with the changes of each year up to it',
    allow: EDITORS,
    query: ofPlatform.extend({ on: civilDate.optional() }),
    reply: holdingsView,
  },
  printLabels: {
    method: 'POST',
    path: '/api/work/stock/labels',
    summary: 'Labels of lots with bar code and QR code as a sheet in PDF',
    allow: EDITORS,
    body: z.object({
      platform: code,
      lots: z.array(id).min(1).max(500),
      sheet: z.enum(LABEL_SHEET_IDS),
      skip: z.number().int().min(0).max(200).default(0).describe('places of a begun sheet that are used up'),
    }),
    reply: 'file',
    asks: true,
  },
  exportLots: {
    method: 'GET',
    path: '/api/work/stock/export',
    summary: 'All lots of a platform as a table that can be taken in again',
    allow: EDITORS,
    query: ofPlatform.extend({ format: z.enum(['csv', 'xlsx']).default('csv') }),
    reply: 'file',
  },
  importLots: {
    method: 'POST',
    path: '/api/work/stock/import',
    summary: 'Take in lots from a table (CSV, XLSX): good rows are kept, the others handed back with their faults',
    allow: EDITORS,
    body: ofPlatform.extend({
      file: id.describe('of POST /api/files'),
      try_only: z.boolean().default(false).describe('only look; nothing is kept'),
    }),
    reply: importResult,
  },

  listTakes: {
    method: 'GET',
    path: '/api/work/stock/takes',
    summary: 'Stock-takings of a platform, newest first',
    allow: EDITORS,
    query: ofPlatform.extend({ limit, cursor }),
    reply: z.object({ items: z.array(takeView), next }),
  },
  openTake: {
    method: 'POST',
    path: '/api/work/stock/takes',
    summary: 'Begin a stock-taking of a whole platform, a store or a shelf of it',
    allow: EDITORS,
    body: ofPlatform.extend({ store: id.optional(), shelf: line(60).optional() }),
    reply: takeView,
    status: 201,
  },
  readTake: {
    method: 'GET',
    path: '/api/work/stock/takes/:id',
    summary: 'A stock-taking: what should be there, what was seen, what differs',
    allow: EDITORS,
    params: byId,
    reply: takeView.extend({
      lines: z.array(
        z.object({
          lot: lotView.pick({ id: true, number: true, code: true, unit: true, on_hand: true, resource: true }),
          place: z.string(),
          found: z.enum(['as_expected', 'differs', 'missing', 'elsewhere']),
          found_label: z.string(),
          counted: z.string().nullable(),
          difference: z.string().nullable(),
          movements: z.number().int(),
        }),
      ),
    }),
  },
  scanInTake: {
    method: 'POST',
    path: '/api/work/stock/takes/:id/scans',
    summary: 'Codes that were scanned, typed or pasted, each with what was counted of it where it was',
    allow: EDITORS,
    params: byId,
    body: z.object({
      scans: z
        .array(z.object({ code: line(300), counted: quantityInput.nullish() }))
        .min(1)
        .max(1000),
    }),
    reply: z.object({
      seen: z.number().int(),
      unknown: z.array(z.string()).describe('codes that are no lot of this platform'),
      refused: z.array(z.object({ code: z.string(), reason: z.string() })),
    }),
  },
  bookTake: {
    method: 'POST',
    path: '/api/work/stock/takes/:id/booking',
    summary:
      'Book the differences: corrections with their reason, lots found elsewhere put here, the missing as chosen',
    allow: EDITORS,
    params: byId,
    body: z.object({
      revision,
      reason: prose(500),
      lines: z
        .array(
          z.object({
            lot: id,
            movements: z.number().int().describe('how many the ledger had when the differences were looked at'),
            reason: prose(500).optional(),
          }),
        )
        .max(5000)
        .describe('lots whose difference is booked; missing ones named here are set to zero'),
    }),
    reply: takeView,
  },
  dropTake: {
    method: 'POST',
    path: '/api/work/stock/takes/:id/drop',
    summary: 'Give up a stock-taking; nothing is booked',
    allow: EDITORS,
    params: byId,
    body: z.object({ revision }),
    reply: takeView,
  },
});
