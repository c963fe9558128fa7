/** A small whole PDF of one empty page, so that what is handed in is what its kind asks for. `note` makes it another file. */
export function samplePdf(note: string, size = 0): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
  ];
  const head = Buffer.from(`%PDF-1.7\n%${note.replaceAll(/[\r\n]/g, ' ')}\n`);
  let body = '';
  const offsets = objects.map((object, n) => {
    const offset = head.length + body.length;
    body += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  // Filled up by a comment to the size that is asked for.
  const tail = (start: number): string =>
    `xref\n0 4\n0000000000 65535 f \n${offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}` +
    `trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  const plain = head.length + body.length;
  const room = Math.max(0, size - plain - tail(Math.max(size, plain)).length);
  const filler = room > 1 ? `%${'.'.repeat(room - 2)}\n` : '';
  const bytes = Buffer.concat([head, Buffer.from(body), Buffer.from(filler), Buffer.from(tail(plain + filler.length))]);
  return bytes;
}
