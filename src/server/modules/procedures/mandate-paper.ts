import { chineseDate } from '../../../shared/documents/paper-text.ts';
import { basisLine } from '../../../shared/policy/basis-line.ts';
import type { Tx } from '../../kernel/act.ts';
import { accountOf, type Ctx } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { issuePaper, paperKind } from '../documents/index.ts';
import { organisationNames, portalProgrammes } from '../identity/index.ts';
import { ruleSetOf } from '../policy/index.ts';
import { authoritiesOf } from './authority-names.ts';

/** Kind of the letter of commission (委托书) in the project's list. */
const MANDATE = 'DOC-12';

export interface Mandate {
  programme: string;
  organisation: Id;
  procedures: readonly string[];
  from_date: string;
  to_date?: string | null | undefined;
  /** Number or title of the paper it rests on. */
  document: string;
  /** In words, where a case says so; else the procedures are named. */
  tasks?: string | undefined;
}

/** Issues the letter of a commission inside the act that records it, where the rule set knows such letters. */
export async function issueMandate(ctx: Ctx, tx: Tx, id: Id, given: Mandate): Promise<void> {
  const { db } = tx;
  const programme = (await portalProgrammes({ ...ctx, db })).find((one) => one.id === given.programme)!;
  const ruleSet = ruleSetOf(ctx, programme.ruleSet);
  const described = ruleSet.documents?.documents.find(({ value }) => value.id === MANDATE);
  if (!described) return;
  const { programme: name, authority, joint } = await authoritiesOf(ctx, db, given.programme, ruleSet);
  const agent = (await organisationNames({ db }, [given.organisation])).get(given.organisation)!;
  const procedures = ruleSet.procedures?.procedures ?? {};
  const named = given.procedures.map((one) => procedures[one]?.label.zh ?? one).join('、');
  await issuePaper(ctx, tx, {
    kind: paperKind(ruleSet, MANDATE),
    ruleSet,
    facts: {
      action: 'grant',
      date: ctx.today,
      issuers: { authority: [authority], joint, office: [authority], filer: [authority] },
      values: {
        programme: name,
        authority,
        joint: joint.join('、'),
        agent,
        tasks: given.tasks ?? (named === '' ? '第三方机构承担的各项工作' : named),
        basis: basisLine(ruleSet.instrument, described.cite.article).zh,
        from: chineseDate(given.from_date),
        until: given.to_date ? `至${chineseDate(given.to_date)}止` : '至委托人撤销委托之日止',
        document: given.document,
      },
      rows: {},
      // On trial, under a draft or past its term, nothing has effect.
      trial: programme.mark !== undefined,
    },
    programme: given.programme,
    subject: { kind: 'delegation', id },
    owner: accountOf(ctx.actor),
    readers: null,
    public: false,
  });
}
