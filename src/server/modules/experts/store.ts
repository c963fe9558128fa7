import type { z } from 'zod';
import { expertsProblem } from '../../../shared/experts/problems.ts';
import type { declaredTie, employment, EXPERT_STATES, jointProject } from '../../../shared/experts/schemas.ts';
import type { Tx } from '../../kernel/act.ts';
import type { ReadDb } from '../../kernel/db/open.ts';
import type { Id } from '../../kernel/ids.ts';

type Employment = z.output<typeof employment>;

/** An entry of the pool. */
export interface ExpertEntry {
  id: Id;
  programme_id: string | null;
  name: string;
  account_id: Id | null;
  title: string;
  disciplines: string[];
  languages: string[];
  email: string | null;
  phone: string | null;
  employers: Employment[];
  projects: z.output<typeof jointProject>[];
  declared: z.output<typeof declaredTie>[];
  state: (typeof EXPERT_STATES)[number];
  reason: string | null;
  revision: number;
  created_at: string;
}

/** What is written of an entry. */
export type ExpertContent = Omit<ExpertEntry, 'id' | 'programme_id' | 'revision' | 'created_at'>;

export async function findExpert(db: ReadDb, id: Id): Promise<ExpertEntry> {
  const row = await db.selectFrom('expert').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw expertsProblem('experts.expert_unknown');
  return row as unknown as ExpertEntry;
}

/** Every expert a programme may draw from: those of its pool, and those of all pools. */
export async function poolOf(db: ReadDb, programme: string): Promise<ExpertEntry[]> {
  const rows = await db
    .selectFrom('expert')
    .selectAll()
    .where((eb) => eb.or([eb('programme_id', '=', programme), eb('programme_id', 'is', null)]))
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows as unknown as ExpertEntry[];
}

/** Entries of accounts, in whatever pool. */
export async function entriesOf(db: ReadDb, accounts: readonly Id[]): Promise<ExpertEntry[]> {
  if (accounts.length === 0) return [];
  const rows = await db
    .selectFrom('expert')
    .selectAll()
    .where('account_id', 'in', [...accounts])
    .orderBy('id')
    .execute();
  return rows as unknown as ExpertEntry[];
}

const columns = ({ employers, projects, declared, ...plain }: ExpertContent) => ({
  ...plain,
  employers: JSON.stringify(employers),
  projects: JSON.stringify(projects),
  declared: JSON.stringify(declared),
});

export async function insertExpert(
  tx: Tx,
  entry: ExpertContent & { id: Id; programme_id: string | null; created_at: string; demo: boolean },
): Promise<void> {
  const { id, programme_id, created_at, demo, ...content } = entry;
  await tx.db
    .insertInto('expert')
    .values({ id, programme_id, created_at, demo, ...columns(content) })
    .execute();
}

export async function updateExpert(tx: Tx, id: Id, content: ExpertContent): Promise<void> {
  await tx.db
    .updateTable('expert')
    .set((eb) => ({ ...columns(content), revision: eb('revision', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** Where somebody works now: the first employer that has no end. */
export const employerOf = ({ employers }: Pick<ExpertEntry, 'employers'>, today: string): Employment | undefined =>
  employers.find(({ to }) => !to || to >= today);
