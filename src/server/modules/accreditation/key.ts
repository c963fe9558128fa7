import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Tx } from '../../kernel/act.ts';
import type { Config } from '../../kernel/config.ts';
import type { Ctx } from '../../kernel/context.ts';

/** The key that signs public notices, with what others may know of it. */
export interface NoticeKey {
  privateKey: KeyObject;
  /** PEM. */
  publicKey: string;
  fingerprint: string;
}

const kept = new WeakMap<Config, NoticeKey>();

/**
 * The instance's signing key: the file of KEYUAN_NOTICE_KEY, else `notice-key.pem` in the data folder, made on first need.
 * @throws Error when the file holds no Ed25519 key, or others on the machine may read it
 */
export function noticeKey(config: Config): NoticeKey {
  const known = kept.get(config);
  if (known) return known;
  const path = config.noticeKeyFile ?? join(config.dataFolder, 'notice-key.pem');
  if (config.noticeKeyFile === undefined) makeKey(path);
  const key = readKey(path);
  kept.set(config, key);
  return key;
}

/** Two programs may start at once: the first whole file stays. */
function makeKey(path: string): void {
  const { privateKey } = generateKeyPairSync('ed25519');
  const draft = `${path}.${process.pid}.new`;
  try {
    if (statSync(path, { throwIfNoEntry: false })) return;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
    linkSync(draft, path);
  } catch (cause) {
    if ((cause as { code?: string }).code !== 'EEXIST') throw cause;
  } finally {
    rmSync(draft, { force: true });
  }
}

function readKey(path: string): NoticeKey {
  // On Windows there are no such bits, and the folder's own rights hold.
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0)
    throw new Error(`${path}: 私钥须仅本程序可读（chmod 600） the private key must be readable by this program alone`);
  const privateKey = createPrivateKey(readFileSync(path));
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error(`${path}: 不是 Ed25519 私钥 not an Ed25519 key`);
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
  return { privateKey, publicKey, fingerprint: fingerprintOf(publicKey) };
}

/** SHA-256 of a public key (SubjectPublicKeyInfo, DER), in hex. */
export const fingerprintOf = (pem: string): string =>
  createHash('sha256')
    .update(createPublicKey(pem).export({ type: 'spki', format: 'der' }))
    .digest('hex');

/** Records the public key beside what it signs. */
export const keepPublicKey = async (ctx: Ctx, tx: Tx, { fingerprint, publicKey }: NoticeKey): Promise<void> => {
  await tx.db
    .insertInto('notice_key')
    .values({ fingerprint, public_key: publicKey, since: ctx.now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

/** Every key that signed here, the newest first. */
export const publicKeys = (ctx: Pick<Ctx, 'db'>) =>
  ctx.db
    .selectFrom('notice_key')
    .select(['fingerprint', 'public_key', 'since'])
    .orderBy('since', 'desc')
    .orderBy('fingerprint')
    .limit(100)
    .execute();
