import type { z } from 'zod';
import { civilDateAt } from '../../../shared/dates.ts';
import type { complaintsRoutes, complaintStatus } from '../../../shared/complaints/routes.ts';
import { complaintsProblem } from '../../../shared/complaints/problems.ts';
import type { InputOf } from '../../../shared/contract.ts';
import { RECEIPT } from '../../../shared/documents/kinds.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Download } from '../../kernel/http/mount.ts';
import { fileOfCode, listPapers } from '../documents/index.ts';
import { findPlatform, portalProgrammes } from '../identity/index.ts';
import {
  clocksOf,
  outsideCtx,
  momentAt,
  type OutsideView,
  takeFromOutside,
  valueText,
  viewFromOutside,
} from '../procedures/index.ts';
import { demandOwn, type Mine } from './access.ts';
import { fieldsOf } from './form.ts';
import { takeFiles } from './uploads.ts';

/** How a complaint stands, for whoever has its code. @throws complaints.not_found */
export async function readStatus(ctx: Ctx, mine: Mine): Promise<z.input<typeof complaintStatus>> {
  const id = await demandOwn(ctx, mine);
  const view = await viewFromOutside(ctx, id);
  const { row, rules, steps, actions } = view;
  const programme = (await portalProgrammes(ctx)).find((one) => one.id === row.programme_id)!;
  const platform = (await findPlatform(ctx.db, row.platform_id!))!;
  const clocks = await clocksOf(ctx.db, id);
  const running = clocks.find(({ state, ended_on }) => state === 'running' && ended_on === null);
  return {
    number: id,
    programme: programme.name,
    platform: { zh: platform.name_zh, en: platform.name_en ?? platform.name_zh },
    filed_on: civilDateAt(row.opened_at),
    state: rules.procedure.states[row.state]!.label,
    closed: row.closed_at !== null,
    due: row.closed_at === null ? (running?.last_date ?? null) : null,
    paused: row.closed_at === null && clocks.some(({ state }) => state === 'paused'),
    steps: steps.map(({ answers, ...step }) => ({
      ...step,
      answers: answers.map(({ id: field, label, value }) => ({
        label,
        text: {
          zh: valueText(rules.procedure, field, value, 'zh-CN'),
          en: valueText(rules.procedure, field, value, 'en'),
        },
      })),
    })),
    actions: actions.map(({ action, label }) => ({ action, label, fields: fieldsOf(rules, row.state, action) })),
    papers: await papersOf(ctx, view),
  };
}

/** Adds what was asked for, or withdraws. @throws complaints.not_found | file_gone; procedures.* as the table says */
export async function actOnComplaint(
  asker: Ctx,
  { action, data, files, ...mine }: InputOf<typeof complaintsRoutes.actOnComplaint>['body'],
) {
  const ctx = outsideCtx(asker);
  const id = await demandOwn(asker, mine);
  const { rules, row } = await viewFromOutside(ctx, id);
  const moment = await momentAt(ctx, row.programme_id);
  const event = { action: 'complaints.complaint.act', subject: { kind: 'case', id }, detail: { action } };
  await act(ctx, event, async (tx) =>
    takeFromOutside(ctx, tx, moment, id, { action, data, files: await takeFiles(ctx, tx, rules, files) }),
  );
  return readStatus(asker, mine);
}

/** @throws complaints.not_found */
export async function downloadPaper(ctx: Ctx, { paper, ...mine }: Mine & { paper: string }): Promise<Download> {
  const id = await demandOwn(ctx, mine);
  const found = (await papersOf(ctx, await viewFromOutside(ctx, id))).find(({ code }) => code === paper);
  if (!found) throw complaintsProblem('complaints.not_found');
  return fileOfCode(ctx, found.code);
}

/** Receipts, and the papers that everybody who sees the case may read. */
async function papersOf(ctx: Ctx, { row, receipts }: OutsideView) {
  const papers = await listPapers(ctx.db, { kind: 'case', ids: [row.id], desks: new Set(), limit: 50 });
  return [
    ...receipts.map(({ code, number }) => ({ code, number, title: RECEIPT.label })),
    ...papers
      .filter(({ state }) => state === 'valid')
      .toReversed()
      .map(({ code, number, title }) => ({ code, number, title: { zh: title, en: title } })),
  ];
}
