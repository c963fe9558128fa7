import { resolve } from 'node:path';
import { z } from 'zod';

const ENV = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  KEYUAN_DATA: z.string().min(1).default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')
    .optional(),
  KEYUAN_MODE: z.enum(['trial', 'live']).optional(),
  KEYUAN_POLICIES: z.string().optional(),
  KEYUAN_TYPES: z.string().optional(),
  KEYUAN_SYNONYMS: z.string().optional(),
  KEYUAN_MAP: z.string().optional(),
  KEYUAN_BASE_URL: z.url().optional(),
  KEYUAN_SMTP_URL: z.url().optional(),
  KEYUAN_SMTP_FROM: z.string().optional(),
  KEYUAN_CLOCK: z.string().min(1).optional(),
  KEYUAN_CORE_NAMESPACE: z
    .string()
    .regex(/^[a-z][a-z0-9+.-]*:\S+$/i, 'must be a URI')
    .optional(),
  KEYUAN_NOTICE_KEY: z.string().min(1).optional(),
  KEYUAN_DEMO_PASSWORD: z.string().min(1).optional(),
  KEYUAN_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).optional(),
});

export type Mode = 'trial' | 'live';

export interface Config {
  port: number;
  host: string;
  /** Absolute path of the data folder. */
  dataFolder: string;
  databaseUrl: string | undefined;
  /** Wished mode; what is recorded in the database wins (kernel/mode.ts). */
  mode: Mode | undefined;
  /** Further folders of rule sets, of resource types and of synonyms. */
  policyFolders: string[];
  typeFolders: string[];
  synonymFolders: string[];
  /** GeoJSON of provinces that the operator has had approved. */
  mapFile: string | undefined;
  /** Address users see, without a trailing slash; undefined: the one listened on. */
  baseUrl: string | undefined;
  smtpUrl: string | undefined;
  smtpFrom: string | undefined;
  clockFile: string | undefined;
  /** Namespace of the core metadata's XML, over that of reference/core-metadata.yaml. */
  coreNamespace: string | undefined;
  /** Private key that signs public notices, PEM; without it one of the data folder, made on first need. */
  noticeKeyFile: string | undefined;
  demoPassword: string | undefined;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** The address users see; without one in the settings, the one listened on as far as the settings tell it. */
export const baseUrlOf = ({ baseUrl, host, port }: Pick<Config, 'baseUrl' | 'host' | 'port'>): string =>
  baseUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

const folders = (text: string | undefined): string[] =>
  (text ?? '')
    .split(':')
    .filter((part) => part !== '')
    .map((part) => resolve(part));

/**
 * Reads the settings from the environment; empty values count as unset.
 * @throws Error that names every bad setting
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = ENV.safeParse(given);
  if (!parsed.success) {
    throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
  }
  const e = parsed.data;
  return {
    port: e.PORT,
    host: e.HOST,
    dataFolder: resolve(e.KEYUAN_DATA),
    databaseUrl: e.DATABASE_URL,
    mode: e.KEYUAN_MODE,
    policyFolders: folders(e.KEYUAN_POLICIES),
    typeFolders: folders(e.KEYUAN_TYPES),
    synonymFolders: folders(e.KEYUAN_SYNONYMS),
    mapFile: e.KEYUAN_MAP === undefined ? undefined : resolve(e.KEYUAN_MAP),
    baseUrl: e.KEYUAN_BASE_URL?.replace(/\/+$/, ''),
    smtpUrl: e.KEYUAN_SMTP_URL,
    smtpFrom: e.KEYUAN_SMTP_FROM,
    clockFile: e.KEYUAN_CLOCK === undefined ? undefined : resolve(e.KEYUAN_CLOCK),
    coreNamespace: e.KEYUAN_CORE_NAMESPACE,
    noticeKeyFile: e.KEYUAN_NOTICE_KEY === undefined ? undefined : resolve(e.KEYUAN_NOTICE_KEY),
    demoPassword: e.KEYUAN_DEMO_PASSWORD,
    logLevel: e.KEYUAN_LOG ?? (e.DATABASE_URL === undefined ? 'warn' : 'info'),
  };
}
