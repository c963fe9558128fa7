import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { kernelProblem } from '../../../shared/kernel/problems.ts';

/** First and last byte, both included. */
export interface ByteRange {
  start: number;
  end: number;
}

/** A download: what a handler of a `reply: 'file'` route returns. */
export interface Download {
  /** A function gives any range of the bytes: such a file may be taken in pieces, and needs `size` and `sha256`. */
  bytes: Readable | Buffer | ((range?: ByteRange) => Promise<Readable>);
  /** File name offered to the user. */
  name: string;
  mediaType: string;
  /** Bytes, when known. */
  size?: number;
  /** In hex. */
  sha256?: string;
  /** Shown in the browser instead of saved. */
  inline?: boolean;
}

/** Answers with a file: whole, a range of it (RFC 9110, 14), or not at all where the caller has it already. */
export async function sendFile(request: FastifyRequest, reply: FastifyReply, file: Download): Promise<FastifyReply> {
  const kind = file.inline === true ? 'inline' : 'attachment';
  reply
    .type(file.mediaType)
    .header('content-disposition', `${kind}; filename*=UTF-8''${encodeURIComponent(file.name)}`)
    .header('cache-control', 'no-cache');
  const { bytes, size } = file;
  if (typeof bytes !== 'function') {
    if (size !== undefined) reply.header('content-length', size);
    return reply.send(bytes);
  }
  if (size === undefined || file.sha256 === undefined)
    throw new Error(`${file.name}: in pieces only with size and digest`);
  const tag = `"${file.sha256}"`;
  reply
    .header('accept-ranges', 'bytes')
    .header('etag', tag)
    // RFC 9530: of the whole file, whatever part of it is sent.
    .header('repr-digest', `sha-256=:${Buffer.from(file.sha256, 'hex').toString('base64')}:`);
  if (request.headers['if-none-match'] === tag) return reply.code(304).send();
  // HEAD asks what the file is; nobody takes anything by it.
  const take = (part?: ByteRange) => (request.method === 'HEAD' ? Readable.from([]) : bytes(part));
  const range = rangeAsked(request, tag, size);
  if (range === 'outside') {
    reply.header('content-range', `bytes */${size}`);
    throw kernelProblem('kernel.range', { size });
  }
  if (range === undefined) return reply.header('content-length', size).send(await take());
  return reply
    .code(206)
    .header('content-range', `bytes ${range.start}-${range.end}/${size}`)
    .header('content-length', range.end - range.start + 1)
    .send(await take(range));
}

/** One range, of this very file; several, or one of another version, are answered with the whole. */
function rangeAsked({ headers }: FastifyRequest, tag: string, size: number): ByteRange | 'outside' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '');
  if (!match || (headers['if-range'] !== undefined && headers['if-range'] !== tag)) return undefined;
  const [first, last] = [match[1]!, match[2]!];
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start >= size || (first === '' && Number(last) === 0)) return 'outside';
  return start > end ? undefined : { start, end };
}
