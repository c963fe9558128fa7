import { type Dialect, PostgresDialect } from 'kysely';
import pg from 'pg';
import { createTurns } from './turns.ts';

const plain = (text: string): string => text;
const instantText = (text: string): string => new Date(text).toISOString();
const { builtins } = pg.types;
/** Values come back as in PGlite: 64-bit numbers, decimals and dates as text, instants as ISO text. */
const PARSERS: Record<number, (text: string) => unknown> = {
  [builtins.INT8]: plain,
  [builtins.NUMERIC]: plain,
  [builtins.DATE]: plain,
  [builtins.TIMESTAMP]: plain,
  [builtins.TIMESTAMPTZ]: instantText,
};

export interface PostgresOptions {
  url: string;
  /** Connections of the pool. */
  connections: number;
  onError: (cause: Error) => void;
}

/** Longest wait for a connection, milliseconds. */
const PATIENCE = 10_000;

export function openPostgres(options: PostgresOptions): { dialect: Dialect } {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connections,
    connectionTimeoutMillis: PATIENCE,
    idleTimeoutMillis: 30_000,
    application_name: 'keyuan',
    // Search statements hold many branches that never run: their planned cost would have them compiled for nothing.
    options: '-c timezone=UTC -c jit=off',
    types: {
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        (format !== 'binary' && PARSERS[oid]) || pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  // A connection that breaks while idle must not end the process; the next query reports it.
  pool.on('error', options.onError);
  const turns = createTurns(options.connections, PATIENCE);
  const connect = async (): Promise<pg.PoolClient> => {
    const giveBack = await turns.take();
    try {
      const client = await pool.connect();
      const release = client.release.bind(client);
      client.release = (cause) => {
        release(cause);
        giveBack();
      };
      return client;
    } catch (cause) {
      giveBack();
      throw cause;
    }
  };
  return { dialect: new PostgresDialect({ pool: { connect, end: () => pool.end() } }) };
}
