import { Agent, request } from 'node:http';

export interface LightAnswer {
  status: number;
  body: Buffer;
}

/**
 * Many clients in one process: connections kept open, answers asked for compressed as browsers do and taken as they come. Clients of a
 * portal sit at machines of their own; `fetch`, which unpacks, would take a tenth of the server's processors here.
 */
export function lightClient(address: string, connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const { hostname, port } = new URL(address);
  return {
    send: (path: string, { body, cookie }: { body?: object | undefined; cookie?: string | undefined } = {}) =>
      new Promise<LightAnswer>((resolve, reject) => {
        const text = body && JSON.stringify(body);
        const asked = request(
          {
            agent,
            hostname,
            port,
            path,
            method: text === undefined ? 'GET' : 'POST',
            headers: {
              'accept-encoding': 'gzip',
              ...(cookie !== undefined && { cookie }),
              ...(text !== undefined && {
                'content-type': 'application/json',
                'content-length': String(Buffer.byteLength(text)),
              }),
            },
          },
          (answer) => {
            const parts: Buffer[] = [];
            answer.on('data', (part: Buffer) => parts.push(part));
            answer.on('end', () => resolve({ status: answer.statusCode!, body: Buffer.concat(parts) }));
            answer.on('error', reject);
          },
        );
        asked.on('error', reject);
        asked.end(text);
      }),
    close: () => agent.destroy(),
  };
}
