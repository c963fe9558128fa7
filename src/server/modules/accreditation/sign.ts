import { createHash, createPublicKey, sign, verify } from 'node:crypto';
import { canonicalJson } from '../../../shared/accreditation/canonical-json.ts';
import { type NoticeList, type SignedNotice, signedNotice } from '../../../shared/accreditation/notice-list.ts';
import { fingerprintOf, type NoticeKey } from './key.ts';

export interface SignedList {
  /** Canonical JSON: what was digested and signed. */
  text: string;
  sha256: string;
  /** Base64. */
  signature: string;
}

export function signList(list: NoticeList, { privateKey }: NoticeKey): SignedList {
  const text = canonicalJson(list);
  const bytes = Buffer.from(text, 'utf8');
  return { text, sha256: sha256(bytes), signature: sign(null, bytes, privateKey).toString('base64') };
}

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

export type Verdict =
  | { kind: 'genuine'; notice: SignedNotice }
  | { kind: 'not_a_notice'; why: string }
  | { kind: 'changed' | 'wrong_signature' | 'unknown_key'; notice: SignedNotice };

/**
 * Checks a signed notice against the keys of an installation. A key that the file brings along proves nothing.
 * @param known public keys (PEM) by fingerprint
 */
export function verifyNotice(text: string, known: ReadonlyMap<string, string>): Verdict {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (cause) {
    return { kind: 'not_a_notice', why: (cause as Error).message };
  }
  const parsed = signedNotice.safeParse(given);
  if (!parsed.success) return { kind: 'not_a_notice', why: parsed.error.issues[0]!.path.join('.') };
  const notice = parsed.data;
  const bytes = Buffer.from(canonicalJson(notice.list), 'utf8');
  if (sha256(bytes) !== notice.sha256) return { kind: 'changed', notice };
  const key = known.get(notice.key.fingerprint);
  if (key === undefined || fingerprintOf(key) !== notice.key.fingerprint) return { kind: 'unknown_key', notice };
  const right = verify(null, bytes, createPublicKey(key), Buffer.from(notice.signature, 'base64'));
  return { kind: right ? 'genuine' : 'wrong_signature', notice };
}
