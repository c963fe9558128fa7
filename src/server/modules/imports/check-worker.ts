import { parentPort, workerData } from 'node:worker_threads';
import { prepareForSearch, readResourceTypes } from '../catalogue/index.ts';
import { type CheckedRow, rowChecker } from './check-rows.ts';
import type { CheckEnd, CheckReply, CheckRequest, CheckTask, ReadyRow, ThreadData } from './checker.ts';
import type { TableRow } from './table-row.ts';

const types = readResourceTypes((workerData as ThreadData).typeFolders);
const tasks = new Map<number, (row: TableRow) => ReadyRow>();
const port = parentPort!;

function checkerOf({ type: id, prepare, ...plan }: CheckTask): (row: TableRow) => ReadyRow {
  const type = types.get(id);
  if (!type) throw new Error(`no resource type “${id}”`);
  const check = rowChecker({ ...plan, type });
  const prepared = ({ record }: CheckedRow): Pick<ReadyRow, 'prepared'> =>
    prepare && record ? { prepared: prepareForSearch(type, prepare, record) } : {};
  return (row) => {
    const checked = check(row);
    return { ...checked, ...prepared(checked) };
  };
}

function answer(request: CheckRequest): CheckReply {
  const { call, task } = request;
  try {
    if (request.begin) tasks.set(task, checkerOf(request.begin));
    const rows = request.rows.map(tasks.get(task)!);
    return { call, rows };
  } catch (cause) {
    return { call, failure: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) };
  }
}

port.on('message', (message: CheckRequest | CheckEnd) => {
  if ('end' in message) tasks.delete(message.end);
  else port.postMessage(answer(message));
});
