import type { Scheme } from './identifiers.ts';

export interface Unwrapped {
  /** Told by prefix or resolver; undefined for a bare text. */
  scheme: Scheme | undefined;
  value: string;
  isUrl: boolean;
}

/** Full-width letters, digits and marks as their ASCII twins; spaces of all kinds; characters nobody sees are dropped. */
const narrow = (text: string): string =>
  text
    .replace(/[\uff01-\uff5e]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) - 0xfee0))
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

const PAIRS: Readonly<Record<string, string>> = {
  '(': ')',
  '[': ']',
  '{': '}',
  '<': '>',
  '《': '》',
  '【': '】',
  '「': '」',
};
const CLOSERS = Object.values(PAIRS).join('');

/** Takes off what a sentence puts around an identifier; brackets that belong to it stay: “(10.1/(a)b)” is “10.1/(a)b”. */
function strip(text: string): string {
  let value = text;
  for (;;) {
    const next = withoutBracket(value.replace(/^[\s"'“”‘’`]+|[\s.,;:。，；：、"'“”‘’`]+$/g, ''));
    if (next === value) return value;
    value = next;
  }
}

function withoutBracket(value: string): string {
  const closer = PAIRS[value[0] ?? ''];
  if (closer !== undefined) {
    const end = partner(value, value[0]!, closer);
    if (end === -1) return value.slice(1);
    return end === value.length - 1 ? value.slice(1, -1) : value;
  }
  const last = value.at(-1) ?? '';
  const opener = CLOSERS.includes(last) ? Object.keys(PAIRS).find((key) => PAIRS[key] === last) : undefined;
  return opener !== undefined && count(value, opener) < count(value, last) ? value.slice(0, -1) : value;
}

/** Where the bracket that opens a text closes. */
function partner(value: string, opener: string, closer: string): number {
  let depth = 0;
  for (let i = 0; i < value.length; i++) {
    if (value[i] === opener) depth++;
    else if (value[i] === closer && --depth === 0) return i;
  }
  return -1;
}

const count = (text: string, mark: string): number => text.split(mark).length - 1;

/** Hosts that resolve identifiers; a path that begins with the scheme's name is told by its prefix. */
const RESOLVERS: readonly [host: RegExp, scheme: Scheme | undefined][] = [
  [/^(?:www\.)?cstr\.cn$/i, 'cstr'],
  [/^cstr\.escience\.org\.cn$/i, 'cstr'],
  [/^(?:www\.|dx\.)?doi\.org$/i, 'doi'],
  [/^(?:www\.)?hdl\.handle\.net$/i, 'handle'],
  [/^(?:www\.)?(?:identifiers\.org|bioregistry\.io|n2t\.net)$/i, undefined],
];

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const PREFIXES: readonly [RegExp, Scheme][] = [
  [/^cstr(?:\s*:\s*|\s+|(?=null$|undefined$))/i, 'cstr'],
  [/^(?:info:doi\/|doi(?:\s*:\s*|\s+(?=10\.)))/i, 'doi'],
  [/^(?:info:hdl\/|hdl\s*:\s*|handle\s*:\s*)/i, 'handle'],
  [/^ark\s*:\s*\/?/i, 'ark'],
];

/** Finds the identifier in what people paste: inside resolver addresses, behind prefixes, one or several times. */
export function unwrapIdentifier(text: string): Unwrapped {
  let value = strip(narrow(text));
  let scheme: Scheme | undefined;
  for (;;) {
    const inner = fromUrl(value);
    const [prefix, told] = PREFIXES.find(([pattern]) => pattern.test(value)) ?? [];
    if (inner) {
      scheme = inner.scheme ?? scheme;
      value = strip(narrow(inner.value));
    } else if (prefix) {
      scheme = told;
      value = strip(narrow(value.replace(prefix, '')));
    } else break;
  }
  if (/^cstr$/i.test(value)) return { scheme: 'cstr', value: '', isUrl: false };
  return { scheme, value, isUrl: /^https?:\/\//i.test(value) };
}

function fromUrl(text: string): { scheme: Scheme | undefined; value: string } | undefined {
  const parts = /^https?:\/\/([^/?#\s]+)\/([^?#]*)(?:\?([^#]*))?/i.exec(text);
  if (!parts) return undefined;
  const [, host, path, query] = parts;
  const resolver = RESOLVERS.find(([pattern]) => pattern.test(host!));
  // Any portal of the network answers under /cstr/<identifier>.
  const ours = /(?:^|\/)cstr\/(?:cstr:)?([a-z0-9]{5}\.\d{2}\..+)$/i.exec(decode(path!));
  if (!resolver) return ours ? { scheme: 'cstr', value: ours[1]! } : undefined;
  const asked = /(?:^|&)identifier=([^&]*)/i.exec(query ?? '');
  const value = decode(asked ? asked[1]! : path!).replace(/^(cstr|doi)\//i, '$1:');
  if (value === '' || (resolver[1] === 'cstr' && !asked && /^(?:en\/|zh\/|search\/|detail)/i.test(value)))
    return undefined;
  return { scheme: resolver[1], value };
}
