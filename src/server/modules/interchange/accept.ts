/** A media range of an Accept header with its parameters. */
interface Range {
  type: string;
  profile: string | undefined;
  q: number;
}

/** What can be offered: a media type, and a profile where two forms share one. */
export interface Offer {
  mediaType: string;
  profile?: string | undefined;
}

const LONGEST = 2000;

function rangesOf(header: string): Range[] {
  // Quoted profiles may hold commas and semicolons.
  const parts = header.slice(0, LONGEST).match(/(?:[^,"]|"[^"]*")+/g) ?? [];
  return parts.flatMap((part) => {
    const [type = '', ...parameters] = (part.match(/(?:[^;"]|"[^"]*")+/g) ?? []).map((piece) => piece.trim());
    const named = new Map(
      parameters.map((parameter) => {
        const [name = '', value = ''] = parameter.split(/=(.*)/s);
        return [name.trim().toLowerCase(), value.trim().replace(/^"|"$/g, '')];
      }),
    );
    const q = Number(named.get('q') ?? '1');
    return /^[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+$/.test(type)
      ? [
          {
            type: type.toLowerCase(),
            profile: named.get('profile'),
            q: Number.isFinite(q) ? Math.min(Math.max(q, 0), 1) : 0,
          },
        ]
      : [];
  });
}

const sameProfile = (a: string, b: string): boolean => a.replace(/[/#]$/, '') === b.replace(/[/#]$/, '');

/** How closely a range names an offer: 0 not at all, up to 4 by profile. */
function closeness({ type, profile }: Range, offer: Offer): number {
  if (type === offer.mediaType) {
    if (profile === undefined) return 3;
    return offer.profile !== undefined && profile.split(/\s+/).some((one) => sameProfile(one, offer.profile!)) ? 4 : 0;
  }
  if (type === '*/*') return 1;
  return type.endsWith('/*') && offer.mediaType.startsWith(type.slice(0, -1)) ? 2 : 0;
}

/**
 * The offer an Accept header likes best (RFC 9110, 12.5.1); of equals the first.
 * @returns its index, or undefined where none will do
 */
export function bestOffer(header: string | undefined, offers: readonly Offer[]): number | undefined {
  if (header === undefined || header.trim() === '') return 0;
  const ranges = rangesOf(header);
  let best: { index: number; q: number; close: number } | undefined;
  offers.forEach((offer, index) => {
    let close = 0;
    let q = 0;
    for (const range of ranges) {
      const now = closeness(range, offer);
      if (now > close) [close, q] = [now, range.q];
    }
    // A profile asked for by name wins over the same type without one.
    if (q > 0 && (!best || q > best.q || (q === best.q && close === 4 && best.close < 4))) best = { index, q, close };
  });
  return best?.index;
}
