/** Makes search rows beside the server's thread: cutting Chinese into words is most of the work of the index. */
import { parentPort, workerData } from 'node:worker_threads';
import type { PrepareData, PrepareReply, PrepareRequest } from './prepare-threads.ts';
import { prepareForSearch } from './search-preparation.ts';
import { readResourceTypes } from './type-registry.ts';

const types = readResourceTypes((workerData as PrepareData).typeFolders);
const port = parentPort!;

function answer({ call, sources }: PrepareRequest): PrepareReply {
  try {
    const entries = sources.map(({ id, publishedAt, type: name, platform, content }) => {
      const type = types.get(name);
      if (!type) throw new Error(`no resource type “${name}”`);
      return { id, publishedAt, prepared: prepareForSearch(type, platform, content) };
    });
    return { call, entries };
  } catch (cause) {
    return { call, failure: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) };
  }
}

port.on('message', (request: PrepareRequest) => port.postMessage(answer(request)));
