/** `13800138000`, or `020-88887777` with area code and extension; undefined where it is no number. */
export function phoneOf(text: string): string | undefined {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[\s()]|(?<=\d)-(?=\d{4}$)/g, '')
    .replace(/^\+?86-?/, '');
  if (/^1[3-9]\d{9}$/.test(plain.replaceAll('-', ''))) return plain.replaceAll('-', '');
  const landline = /^(0\d{2,3})-?([2-9]\d{6,7})(?:(?:-|转|ext\.?)(\d{1,6}))?$/i.exec(
    plain.replaceAll(/(?<=^0\d{2,3}-?\d{4})-/g, ''),
  );
  if (!landline) return undefined;
  const [, area, number, extension] = landline;
  return `${area}-${number}${extension === undefined ? '' : `-${extension}`}`;
}
