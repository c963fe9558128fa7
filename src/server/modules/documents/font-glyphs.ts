/** Code points a TrueType font has a glyph for, from its table `cmap` (formats 4 and 12). */
export function codePointsOf(font: Buffer): Set<number> {
  const cmap = tableAt(font, 'cmap');
  const found = new Set<number>();
  for (let index = 0; index < font.readUInt16BE(cmap + 2); index++) {
    const subtable = cmap + font.readUInt32BE(cmap + 4 + index * 8 + 4);
    const format = font.readUInt16BE(subtable);
    if (format === 12) addGroups(found, font, subtable);
    else if (format === 4) addSegments(found, font, subtable);
  }
  return found;
}

function tableAt(font: Buffer, tag: string): number {
  for (let index = 0; index < font.readUInt16BE(4); index++) {
    const at = 12 + index * 16;
    if (font.toString('latin1', at, at + 4) === tag) return font.readUInt32BE(at + 8);
  }
  throw new Error(`a font without table ${tag}`);
}

function addGroups(found: Set<number>, font: Buffer, subtable: number): void {
  for (let group = 0; group < font.readUInt32BE(subtable + 12); group++) {
    const at = subtable + 16 + group * 12;
    const last = font.readUInt32BE(at + 4);
    for (let point = font.readUInt32BE(at); point <= last; point++) found.add(point);
  }
}

function addSegments(found: Set<number>, font: Buffer, subtable: number): void {
  const length = font.readUInt16BE(subtable + 6);
  const [ends, starts] = [subtable + 14, subtable + 16 + length];
  const [deltas, offsets] = [starts + length, starts + 2 * length];
  for (let at = 0; at < length; at += 2) {
    const last = font.readUInt16BE(ends + at);
    const offset = font.readUInt16BE(offsets + at);
    for (let point = font.readUInt16BE(starts + at); point <= last && point !== 0xffff; point++) {
      const glyph =
        offset === 0
          ? (point + font.readUInt16BE(deltas + at)) & 0xffff
          : font.readUInt16BE(offsets + at + offset + (point - font.readUInt16BE(starts + at)) * 2);
      if (glyph !== 0) found.add(point);
    }
  }
}
