type Range = readonly [start: number, end: number];

/** A text with the found ranges marked. Ranges come sorted, in UTF-16 units, end excluded. */
export function Highlight({ text, ranges }: { text: string; ranges: readonly Range[] }) {
  const parts: { at: number; text: string; found: boolean }[] = [];
  let at = 0;
  for (const [start, end] of ranges) {
    if (start < at || end > text.length || end <= start) continue;
    if (start > at) parts.push({ at, text: text.slice(at, start), found: false });
    parts.push({ at: start, text: text.slice(start, end), found: true });
    at = end;
  }
  if (at < text.length) parts.push({ at, text: text.slice(at), found: false });
  return parts.map((part) =>
    part.found ? <mark key={part.at}>{part.text}</mark> : <span key={part.at}>{part.text}</span>,
  );
}
