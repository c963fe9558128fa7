import { totalOf } from '../../../shared/experts/sheet.ts';
import { isCheckRows } from '../../../shared/procedures/check-rows.ts';
import { type CaseEffect, findCase, rulesOf, setFields } from '../procedures/index.ts';
import { marksOf } from './gates.ts';

/** The total of the sheet is the case's score. */
const totalScore: CaseEffect = async (ctx, tx, row) => {
  const sheet = rulesOf(ctx, row).ruleSet.reviews?.sheets[row.procedure];
  if (sheet) await setFields(tx, row.id, { score: totalOf(sheet.value.items, marksOf(row)) });
};

/** What a visit measured takes the place of what was claimed: from here on the criteria are judged by it. The claim stays in the record. */
const correctFigures: CaseEffect = async (_ctx, tx, row) => {
  const parent = row.parent_id === null ? undefined : await findCase(tx.db, row.parent_id);
  const checked = row.data['checked'];
  if (!parent || !isCheckRows(checked)) return;
  const figures = parent.data['figures'];
  const found = checked.filter(
    ({ figure, confirmed, found: value }) =>
      figure && !confirmed && value !== undefined && value !== null && value !== '',
  );
  if (found.length === 0 || typeof figures !== 'object' || figures === null) return;
  const measured = Object.fromEntries(found.map(({ figure, found: value }) => [figure!, value]));
  await setFields(tx, parent.id, { figures: { ...figures, ...measured } });
};

export const caseEffects = { total_score: totalScore, correct_figures: correctFigures } satisfies Record<
  string,
  CaseEffect
>;
