import { createHash } from 'node:crypto';
import { codeFault, type PartyKind, partyOf } from '../../../shared/accreditation/objector.ts';
import { normaliseUscc } from '../../../shared/identity/uscc.ts';
import type { GateFault } from '../../../shared/procedures/case-facts.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import { type CaseEffect, type CaseRow, casesById, type Gate, rulesOf, wasAssignedBelow } from '../procedures/index.ts';
import { textOf } from './notice-facts.ts';

/**
 * Gate `objector_named`: fields `party` (unit or person), `party_name`, `party_code` and, of a unit, `seal` say who objects; who they
 * are is checked by form here and by the clerk after that. One request of each about one result (GZ-26.3).
 */
export const objectorNamed: Gate = async (ctx, row) => {
  const faults: GateFault[] = [];
  const party = partyOf(row.data['party']);
  const code = textOf(row.data['party_code']);
  if (!party) faults.push(fault('party', '请选择以单位或个人名义提出', 'say whether a unit or a person objects'));
  if ([...textOf(row.data['party_name']).trim()].length < 2)
    faults.push(
      fault('party_name', '须写明单位名称或真实姓名，匿名不受理', 'the name is missing; not accepted without'),
    );
  const wrong =
    code.trim() === ''
      ? { zh: '须填写统一社会信用代码或身份证件号码', en: 'the credit code or number of the document is missing' }
      : party && codeFault(party, code);
  if (wrong) faults.push(fault('party_code', wrong.zh, wrong.en));
  if (party === 'unit' && textOf(row.data['seal']) === '')
    faults.push(fault('seal', '单位提出的须上传加盖公章的扫描件', 'a unit sends a scan with its seal'));
  if (faults.length > 0 || !party) return faults;
  const result = await resultOf(ctx, ctx.db, row);
  const before = await ctx.db
    .selectFrom('objection_party')
    .select('case_id')
    .where('result', '=', result)
    .where('party_digest', '=', digestOf(result, party, code))
    .where('case_id', '<>', row.id)
    .executeTakeFirst();
  return before
    ? [
        fault(
          'party_code',
          '该单位或个人已就同一资源库（平台）的同一结果提出过，只能提出一次',
          'this unit or person has objected to this result of this platform before; once is what there is',
        ),
      ]
    : [];
};

const fault = (field: string, zh: string, en: string): GateFault => ({ path: `fields.${field}`, zh, en });

/** Gate `handler_uninvolved`: an expert of the case does not handle the objection to its result (GZ-27.2). */
export const handlerUninvolved: Gate = async (ctx, row) => {
  const account = accountOf(ctx.actor);
  const notice = (await casesById(ctx.db, [row.parent_id!])).get(row.parent_id!)!;
  if (account === null || !(await wasAssignedBelow(ctx.db, notice.parent_id!, account))) return [];
  return [
    {
      path: 'actor',
      zh: '您是原评审专家，须由其他人员复核',
      en: 'you were an expert of the case: somebody else reviews it',
    },
  ];
};

/** Effect `record_objector`: from now on this request is the one its party has about the result. */
export const recordObjector: CaseEffect = async (ctx, tx, row) => {
  const party = partyOf(row.data['party']);
  if (!party) return;
  const result = await resultOf(ctx, tx.db, row);
  await tx.db
    .insertInto('objection_party')
    .values({
      case_id: row.id,
      result,
      party_digest: digestOf(result, party, textOf(row.data['party_code'])),
      filed_at: ctx.now,
    })
    .execute();
};

/** Effect `release_objector`: what is returned to be completed has not been used up (AMB-GZ-30). */
export const releaseObjector: CaseEffect = async (_ctx, tx, row) => {
  await tx.db.deleteFrom('objection_party').where('case_id', '=', row.id).execute();
};

/**
 * What is objected to: the case that a notice is about and the kind of notice. A corrected result put on notice anew is the same one
 * to who objected before, unless the rule set says otherwise (notice.objection.again).
 */
async function resultOf(ctx: Ctx, db: ReadDb, row: CaseRow): Promise<string> {
  const notice = (await casesById(db, [row.parent_id!])).get(row.parent_id!)!;
  const again = rulesOf(ctx, row).ruleSet.notice?.objection.value.again ?? 'same_result';
  return again === 'new_result' ? notice.id : `${notice.parent_id}:${notice.procedure}`;
}

const digestOf = (result: string, party: PartyKind, code: string): string =>
  createHash('sha256')
    .update([result, party, normaliseUscc(code)].join('\n'))
    .digest('hex');
