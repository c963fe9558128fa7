import type { Bilingual } from '../i18n.ts';

export const PASSWORD_MAX = 128;

/** Passwords tried first by everybody who guesses; compared without case. */
const COMMONEST = new Set(
  `password1! password12 password123 password1234 passw0rd1 p@ssw0rd p@ssw0rd1 p@ssw0rd123 p@ssword1 pa$$w0rd
  admin123! admin@123 admin@1234 admin#123 admin1234! administrator1 root@123 root1234! test@123 test1234! user@123
  welcome1! welcome@1 welcome123! changeme1! letmein123! iloveyou1! qwerty123 qwerty123! qwer1234! qwer@1234
  1qaz2wsx 1qaz@wsx 1qaz!qaz 1qaz2wsx3edc zaq12wsx zaq1@wsx !qaz2wsx qazwsx123 asdf1234! asdfghjkl123
  abc12345 abc@1234 abcd1234 abcd@1234 abcd1234! abc123456 aa123456 aa123456! aa@123456 a123456! a1234567 a12345678
  123456abc 123456aa 123456789a 1234qwer! 123qwe!@# 123abc!@# 1q2w3e4r 1q2w3e4r5t 1q2w3e4r! 123456789012 1234567890123
  qwertyuiop12 qwertyuiop123 qwertyuiopas huawei@123 huawei12#$ cisco@123 china@123 zhongguo123 beijing2008
  woaini1314 woaini520! woaini1314520 5201314aa 5201314abc keyuan123 keyuan@123 keyuan123! p@ssw0rd2026`.split(/\s+/),
);

export type PasswordFault = 'short' | 'long' | 'account' | 'common' | 'monotonous';

export const PASSWORD_FAULTS: Readonly<Record<PasswordFault, Bilingual>> = {
  short: {
    zh: '密码至少 12 个字符；或至少 8 个字符并包含大写字母、小写字母、数字、其他符号中的三类',
    en: 'At least 12 characters, or at least 8 with three of: capital letters, small letters, digits, other signs',
  },
  long: {
    zh: `密码不得超过 ${PASSWORD_MAX} 个字符`,
    en: `No more than ${PASSWORD_MAX} characters`,
  },
  account: { zh: '密码不得与账号相同', en: 'The password must not be the account name' },
  common: { zh: '这是最常被猜到的密码之一', en: 'This is one of the passwords guessed first' },
  monotonous: { zh: '密码至少使用 5 个不同的字符', en: 'Use at least 5 different characters' },
};

/** The form in which a password is hashed and compared: the same keys give the same password on every system. */
export const normalisePassword = (text: string): string => text.normalize('NFC');

const CLASSES = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}]/u];

/** What is wrong with a new password; undefined when it will do. Lengths count characters, not bytes. */
export function passwordFault(password: string, account: string): PasswordFault | undefined {
  const text = normalisePassword(password);
  const characters = Array.from(text);
  const classes = CLASSES.filter((kind) => kind.test(text)).length;
  if (characters.length > PASSWORD_MAX) return 'long';
  if (text.toLowerCase() === account.toLowerCase()) return 'account';
  if (characters.length < 12 && (characters.length < 8 || classes < 3)) return 'short';
  if (COMMONEST.has(text.toLowerCase())) return 'common';
  if (new Set(characters).size < 5) return 'monotonous';
  return undefined;
}
