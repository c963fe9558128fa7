import { parentPort, workerData } from 'node:worker_threads';
import { prepareForSearch, readResourceTypes } from '../catalogue/index.ts';
import { rowChecker } from './check-rows.ts';
import type { CheckOrder, CheckReply, CheckRequest } from './checker.ts';

const { typeFolders, type: typeId, prepare, ...plan } = workerData as CheckOrder;
const type = readResourceTypes(typeFolders).get(typeId)!;
const check = rowChecker({ ...plan, type });
const port = parentPort!;

port.on('message', ({ rows }: CheckRequest) => {
  const checked = rows.map((row) => {
    const found = check(row);
    return prepare && found.record ? { ...found, prepared: prepareForSearch(type, prepare, found.record) } : found;
  });
  port.postMessage({ rows: checked } satisfies CheckReply);
});
