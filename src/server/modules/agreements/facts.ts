import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Asked } from '../../../shared/agreements/asked.ts';
import { contractContent } from '../../../shared/agreements/contract-content.ts';
import type {
  CheckState,
  EndedBy,
  Known,
  KnownContract,
  KnownPermit,
  StatementKind,
} from '../../../shared/agreements/known.ts';
import { statementContent } from '../../../shared/agreements/statement-content.ts';
import { templateContent } from '../../../shared/agreements/template-content.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import { recordFields } from '../catalogue/index.ts';

/** The subject under which a platform's own licences are kept. */
export const OWN = 'own';

type Rows<T extends (db: ReadDb) => { execute: () => Promise<unknown[]> }> = Awaited<
  ReturnType<ReturnType<T>['execute']>
>;

export const versions = (db: ReadDb) =>
  db
    .selectFrom('agreement_version as v')
    .innerJoin('agreement_template as t', 't.id', 'v.template_id')
    .select(['v.template_id', 'v.version', 't.kind', 't.platform_id', 'v.content', 'v.digest', 'v.published_at'])
    .select(['t.state', 't.version as current']);
export type VersionRow = Rows<typeof versions>[number];

const acceptances = (db: ReadDb) =>
  db
    .selectFrom('agreement_acceptance as a')
    .innerJoin('agreement_version as v', (join) =>
      join.onRef('v.template_id', '=', 'a.template_id').onRef('v.version', '=', 'a.version'),
    )
    .select(['a.template_id', 'a.version', 'a.account_id', 'a.name', 'a.unit', 'a.at', 'v.content']);

export const permitUses = (db: ReadDb) =>
  db
    .selectFrom('permit_use as u')
    .innerJoin('permit as p', 'p.id', 'u.permit_id')
    .selectAll('u')
    .select(['p.id', 'p.kind', 'p.number', 'p.issuer', 'p.scope', 'p.valid_from', 'p.valid_until', 'p.file_id'])
    .select(['p.ended_on', 'p.ended_by', 'p.ended_reason', 'p.ended_name', 'p.revision as permit_revision'])
    .select(['p.platform_id as own_platform', 'p.account_id']);
export type UseRow = Rows<typeof permitUses>[number];

const statements = (db: ReadDb) => db.selectFrom('request_statement').selectAll();

export const contracts = (db: ReadDb) => db.selectFrom('service_contract').selectAll();
export type ContractRow = Rows<typeof contracts>[number];

const contractsPaid = (db: ReadDb) =>
  contracts(db).select((eb) =>
    jsonArrayFrom(
      eb
        .selectFrom('contract_payment as p')
        .select(['p.on_date', 'p.reference', 'p.actor_name'])
        .select(sql<string>`p.id::text`.as('id'))
        .select(sql<string>`p.fen::text`.as('fen'))
        .whereRef('p.contract_id', '=', 'service_contract.id')
        .orderBy('p.id'),
    ).as('payments'),
  );

/** What stands on record for a part of a request: rows that its rules and its page both go by, each read once. */
export interface Facts {
  /** Current versions of the platform's agreements, withdrawn ones too. */
  versions: VersionRow[];
  acceptances: Rows<typeof acceptances>;
  /** Permits handed in for it, and all of the platform's own licences. */
  uses: UseRow[];
  /** The newest first; an older one of its kind no longer counts. */
  statements: Rows<typeof statements>;
  /** With its payments in order; money and ids as text. */
  contract: Rows<typeof contractsPaid>[number] | undefined;
  fields: Known['fields'];
}

/** Inside `act` give the transaction's database. */
export async function readFacts(db: ReadDb, asked: Asked): Promise<Facts> {
  const { subject, platformId } = asked;
  return {
    versions: await versions(db)
      .where('t.platform_id', '=', platformId)
      .whereRef('v.version', '=', 't.version')
      .orderBy('t.id')
      .execute(),
    acceptances: await acceptances(db).where('a.subject', '=', subject).orderBy('a.id').execute(),
    uses: await permitUses(db)
      .where((eb) =>
        eb.or([
          eb('u.subject', '=', subject),
          eb.and([eb('u.subject', '=', OWN), eb('u.platform_id', '=', platformId)]),
        ]),
      )
      .orderBy('p.id')
      .execute(),
    statements: await statements(db)
      .where('subject', '=', subject)
      .orderBy(sql`id desc`)
      .execute(),
    contract: await contractsPaid(db).where('subject', '=', subject).executeTakeFirst(),
    fields: await recordFields(
      db,
      asked.resources.map(({ id }) => id),
    ),
  };
}

/** The same as the rules want to know it. */
export const knownFrom = (facts: Facts): Known => ({
  templates: facts.versions.flatMap(({ template_id, version, state, content }) => {
    if (state !== 'published') return [];
    const { name_zh, types } = templateContent.parse(content);
    return [{ id: template_id, version, name: name_zh, types }];
  }),
  acceptances: facts.acceptances.map((row) => ({
    template: row.template_id,
    version: row.version,
    account: row.account_id,
    shares: templateContent.parse(row.content).shares,
  })),
  permits: facts.uses.map(permitOf),
  statements: facts.statements.map(({ kind, state, content }) => {
    const { foreign, shares } = statementContent.parse(content);
    return { kind: kind as StatementKind, state: state as CheckState, foreign, shares };
  }),
  contract: facts.contract === undefined ? null : contractOf(facts.contract),
  fields: facts.fields,
});

export const knownOf = async (db: ReadDb, asked: Asked): Promise<Known> => knownFrom(await readFacts(db, asked));

/** How a permit ended before its last day; null: it did not. */
export const endOf = (row: Pick<UseRow, 'ended_on' | 'ended_by' | 'ended_reason'>): KnownPermit['ended'] =>
  row.ended_on === null ? null : { on: row.ended_on, by: row.ended_by as EndedBy, reason: row.ended_reason ?? '' };

const permitOf = (row: UseRow): KnownPermit => ({
  kind: row.kind,
  number: row.number,
  of: row.own_platform === null ? 'requester' : 'platform',
  state: row.state as CheckState,
  from: row.valid_from,
  until: row.valid_until,
  ended: endOf(row),
});

const contractOf = (row: ContractRow): KnownContract => ({
  state: row.state as KnownContract['state'],
  totalFen: Number(row.total_fen),
  hostSignedOn: row.host_signed_on,
  userSignedOn: row.user_signed_on,
  inForceFrom: row.in_force_from,
  until: row.until_on,
  shares: contractContent.parse(row.content).shares,
});
