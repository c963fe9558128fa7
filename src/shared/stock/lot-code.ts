/** What the label of a lot bears as bar code and QR code: short, in ASCII, the same wherever the lot lies. */
export const lotCode = (id: string): string => `LOT-${id}`;

/** The id in a scanned code, also one that came in small letters or within an address; undefined where there is none. */
export const lotIdIn = (scanned: string): string | undefined => /(?:^|\W)LOT-(\d{1,18})\s*$/i.exec(scanned)?.[1];
