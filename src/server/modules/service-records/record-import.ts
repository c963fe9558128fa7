import { createHash } from 'node:crypto';
import { purposesOf } from './platform-terms.ts';
import { Problem } from '../../../shared/problems.ts';
import { RECORD_CHANNELS, UNIT_KINDS } from '../../../shared/service-records/codes.ts';
import { recordProblem } from '../../../shared/service-records/problems.ts';
import {
  GROUP_OF,
  NEEDED_RECORD_COLUMNS,
  RECORD_COLUMNS,
  type RecordColumnId,
} from '../../../shared/service-records/record-columns.ts';
import { serviceRecordRoutes } from '../../../shared/service-records/routes.ts';
import { fenOf } from '../../../shared/stock/fees.ts';
import { SERVICE_KINDS, SERVICE_MODES, USER_GROUPS } from '../../../shared/stock/service-codes.ts';
import { act } from '../../kernel/act.ts';
import type { Ctx } from '../../kernel/context.ts';
import { parseInput } from '../../kernel/http/mount.ts';
import type { Id } from '../../kernel/ids.ts';
import { type RecordHead, recordsNumbered } from '../catalogue/index.ts';
import { type PlatformRecord, regionsNamed } from '../identity/index.ts';
import {
  type CellFault,
  codeOf,
  problemFaults,
  readFaults,
  readSmallTable,
  refusedTable,
  type TableRow,
  underHeading,
} from '../imports/index.ts';
import { keptPlatform } from './access.ts';
import { writeRecord } from './write.ts';

const [MOST_ROWS, ROWS_SHOWN] = [2000, 200];
type Cells = Partial<Record<RecordColumnId, string>>;

class TriedOnly extends Error {}

interface Taking {
  platform: PlatformRecord;
  records: ReadonlyMap<string, readonly RecordHead[]>;
  regions: ReadonlyMap<string, string>;
  tryOnly: boolean;
  /** Equal rows of the table so far, by what they say. */
  seen: Map<string, number>;
}

const several = (cell: string | undefined): string[] =>
  (cell ?? '')
    .split(/[;；、]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/**
 * Takes in services from a table: every good row at once, each for itself; the others come back with what is wrong.
 * @throws service_records.table_unknown | service_records.table_too_long | service_records.platform_unknown |
 *   kernel.not_allowed | kernel.file_unknown | imports.* where the file cannot be read
 */
export async function importRecords(ctx: Ctx, given: { platform: string; file: Id; try_only: boolean }) {
  const platform = await keptPlatform(ctx, given.platform);
  const { headings, columns, rows, tooLong } = await readSmallTable<RecordColumnId>(ctx, given.file, {
    label: { zh: '服务记录', en: 'service records' },
    columns: RECORD_COLUMNS,
    most: MOST_ROWS,
  });
  if (NEEDED_RECORD_COLUMNS.some((needed) => !columns.some(({ field }) => field === needed)))
    throw recordProblem('service_records.table_unknown');
  if (tooLong) throw recordProblem('service_records.table_too_long', { limit: MOST_ROWS });
  const taking: Taking = {
    platform,
    tryOnly: given.try_only,
    seen: new Map(),
    records: await recordsNumbered(
      ctx.db,
      platform.id,
      rows.flatMap(({ cells }) => several(cells.resources)),
    ),
    regions: await regionsNamed(
      ctx.db,
      rows.flatMap(({ cells }) => cells.region ?? []),
    ),
  };
  const refused: { row: TableRow; faults: CellFault[] }[] = [];
  let known = 0;
  for (const { row, cells } of rows) {
    const faults =
      row.faults.length > 0 ? readFaults(ctx, row, headings) : await takeRow(ctx, taking, cells, () => known++);
    if (faults.length > 0) refused.push({ row, faults: faults.map((fault) => underHeading(fault, columns)) });
  }
  return {
    taken: rows.length - refused.length - known,
    known,
    refused: refused.length,
    rows: refused.slice(0, ROWS_SHOWN).map(({ row, faults }) => ({ row: row.row, faults })),
    refused_table: refused.length === 0 ? null : refusedTable(headings, refused),
  };
}

const YES = /^(?:是|境外|yes|y|true|1)$/i;
const whole = (text: string | undefined): number | string | undefined =>
  text !== undefined && /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : text;

/** A row as the body of the form; what cannot be read goes on as it is and is refused under its column. */
function bodyOf(ctx: Ctx, { platform, records, regions }: Taking, cells: Cells) {
  const unit_kind = codeOf(UNIT_KINDS, cells.unit_kind);
  const inferred = Object.hasOwn(GROUP_OF, unit_kind ?? '') ? GROUP_OF[unit_kind as keyof typeof GROUP_OF] : 'public';
  return {
    platform: platform.code,
    kind: codeOf(SERVICE_KINDS, cells.kind),
    title: cells.title,
    channel: codeOf(RECORD_CHANNELS, cells.channel) ?? 'offline',
    modes: several(cells.modes).map((mode) => codeOf(SERVICE_MODES, mode)),
    on: cells.on,
    receiver: {
      person: cells.person,
      unit: cells.unit,
      unit_kind,
      group: codeOf(USER_GROUPS, cells.group) ?? inferred,
      region: regions.get(cells.region ?? '') ?? cells.region,
      abroad: YES.test(cells.abroad ?? ''),
      address: cells.address,
    },
    purpose: codeOf(purposesOf(ctx, platform), cells.purpose) ?? 'other',
    purpose_text: cells.purpose_text,
    project: cells.project,
    resources: several(cells.resources).flatMap((number) => {
      const found = records.get(number) ?? [];
      return found.length === 1 ? [{ id: found[0]!.id }] : [];
    }),
    quantity: cells.quantity,
    unit: cells.quantity_unit,
    participants: whole(cells.participants),
    hours: whole(cells.hours),
    income_fen: cells.income === undefined ? 0 : (fenOf(cells.income) ?? cells.income),
    cost_fen: cells.cost === undefined ? undefined : (fenOf(cells.cost) ?? cells.cost),
    contract: cells.contract,
    specification: cells.specification,
    specified_on: cells.specified_on,
    due_back: cells.due_back,
    outcome: cells.outcome,
  };
}

/** Which column a path of the body is about. */
const columnOf = (path: string): string => {
  if (path.startsWith('resources')) return 'resources';
  if (path === 'unit') return 'quantity_unit';
  if (path === 'income_fen') return 'income';
  if (path === 'cost_fen') return 'cost';
  return path.replace(/^receiver\./, '').replace(/\.\d+$/, '');
};

/**
 * What a row says, and how many like it stood before it in its table: the same table taken in again names the same occasions, and
 * two like rows of one table are two services.
 */
function subjectOf({ platform, seen }: Taking, content: unknown): string {
  const said = createHash('sha256').update(JSON.stringify(content)).digest('base64url');
  const nth = (seen.get(said) ?? 0) + 1;
  seen.set(said, nth);
  return `import:${platform.id}:${said}:${nth}`;
}

/** @returns what is wrong; nothing: it is taken, or `onKnown` told that it was before */
async function takeRow(ctx: Ctx, taking: Taking, cells: Cells, onKnown: () => void): Promise<CellFault[]> {
  const unclear = several(cells.resources).filter((number) => (taking.records.get(number) ?? []).length !== 1);
  if (unclear.length > 0) {
    const names = unclear.join('、');
    const [zh, en] = [
      `本平台没有编号“${names}”的资源，或几条资源使用它`,
      `The platform has no one record numbered “${names}”`,
    ];
    return [{ column: 'resources', message: ctx.lang === 'en' ? en : zh }];
  }
  try {
    const given = { params: {}, query: {}, body: bodyOf(ctx, taking, cells) };
    const { platform: _, ...content } = parseInput(serviceRecordRoutes.createServiceRecord, given).body;
    let fresh = true;
    const subject = subjectOf(taking, content);
    await act(
      ctx,
      { action: 'service_records.record.import', detail: { platform: taking.platform.code } },
      async (tx) => {
        const made = await writeRecord(ctx, tx, taking.platform, {
          platform: taking.platform.id,
          source: 'import',
          subject,
          content: { ...content, receiver: { ...content.receiver, account: null } },
        });
        ({ fresh } = made);
        tx.on('service_record', made.id);
        if (taking.tryOnly && fresh) throw new TriedOnly();
      },
    );
    if (!fresh) onKnown();
    return [];
  } catch (cause) {
    if (cause instanceof Problem) return problemFaults(ctx, cause, columnOf);
    if (cause instanceof TriedOnly) return [];
    throw cause;
  }
}
