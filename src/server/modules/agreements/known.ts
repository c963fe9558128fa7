import { sql } from 'kysely';
import type { Asked } from '../../../shared/agreements/asked.ts';
import { contractContent } from '../../../shared/agreements/contract-content.ts';
import type {
  CheckState,
  Known,
  KnownContract,
  KnownPermit,
  KnownStatement,
  StatementKind,
} from '../../../shared/agreements/known.ts';
import { statementContent } from '../../../shared/agreements/statement-content.ts';
import { templateContent } from '../../../shared/agreements/template-content.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import { recordFields } from '../catalogue/index.ts';
import { accountNames } from '../identity/index.ts';

/** The subject under which a platform's own licences are kept. */
export const OWN = 'own';

/** All that is known of a part of a request; inside `act` give the transaction's database. */
export async function knownOf(db: ReadDb, asked: Asked): Promise<Known> {
  return {
    templates: await templatesOf(db, asked.platformId),
    acceptances: await acceptancesOf(db, asked.subject),
    permits: await permitsOf(db, asked),
    statements: await statementsOf(db, asked.subject),
    contract: await contractOf(db, asked.subject),
    fields: await recordFields(
      db,
      asked.resources.map(({ id }) => id),
    ),
    names: await accountNames(db, asked.requester.users),
  };
}

async function templatesOf(db: ReadDb, platform: string): Promise<Known['templates']> {
  const rows = await db
    .selectFrom('agreement_template as t')
    .innerJoin('agreement_version as v', (join) =>
      join.onRef('v.template_id', '=', 't.id').onRef('v.version', '=', 't.version'),
    )
    .select(['t.id', 'v.version', 'v.content'])
    .where('t.platform_id', '=', platform)
    .where('t.state', '=', 'published')
    .orderBy('t.id')
    .execute();
  return rows.map(({ id, version, content }) => {
    const { name_zh, types } = templateContent.parse(content);
    return { id, version, name: name_zh, types };
  });
}

async function acceptancesOf(db: ReadDb, subject: string): Promise<Known['acceptances']> {
  const rows = await db
    .selectFrom('agreement_acceptance as a')
    .innerJoin('agreement_version as v', (join) =>
      join.onRef('v.template_id', '=', 'a.template_id').onRef('v.version', '=', 'a.version'),
    )
    .select(['a.template_id', 'a.version', 'a.account_id', 'v.content'])
    .where('a.subject', '=', subject)
    .execute();
  return rows.map((row) => ({
    template: row.template_id,
    version: row.version,
    account: row.account_id,
    shares: templateContent.parse(row.content).shares,
  }));
}

async function permitsOf(db: ReadDb, { subject, platformId }: Asked): Promise<KnownPermit[]> {
  const rows = await db
    .selectFrom('permit_use as u')
    .innerJoin('permit as p', 'p.id', 'u.permit_id')
    .select(['p.kind', 'p.number', 'p.platform_id', 'p.valid_from', 'p.valid_until', 'u.state'])
    .where('p.withdrawn', '=', false)
    .where((eb) =>
      eb.or([eb('u.subject', '=', subject), eb.and([eb('u.subject', '=', OWN), eb('p.platform_id', '=', platformId)])]),
    )
    .orderBy('p.id')
    .execute();
  return rows.map((row) => ({
    kind: row.kind,
    number: row.number,
    of: row.platform_id === null ? 'requester' : 'platform',
    state: row.state as CheckState,
    from: row.valid_from,
    until: row.valid_until,
  }));
}

async function statementsOf(db: ReadDb, subject: string): Promise<KnownStatement[]> {
  const { rows } = await sql<{ kind: StatementKind; state: CheckState; content: unknown }>`
    select distinct on (kind) kind, state, content from request_statement
    where subject = ${subject} order by kind, id desc`.execute(db);
  return rows.map(({ kind, state, content }) => {
    const { foreign, shares } = statementContent.parse(content);
    return { kind, state, foreign, shares };
  });
}

async function contractOf(db: ReadDb, subject: string): Promise<KnownContract | null> {
  const row = await db.selectFrom('service_contract').selectAll().where('subject', '=', subject).executeTakeFirst();
  if (!row) return null;
  return {
    state: row.state as KnownContract['state'],
    totalFen: Number(row.total_fen),
    hostSignedOn: row.host_signed_on,
    userSignedOn: row.user_signed_on,
    inForceFrom: row.in_force_from,
    until: row.until_on,
    shares: contractContent.parse(row.content).shares,
  };
}
