/** What XML 1.0 has no place for: control characters, halves of surrogate pairs, U+FFFE and U+FFFF. */
const NO_PLACE =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
// oxlint-disable-next-line no-control-regex
const NEEDS_CARE = /[&<>"\r\ud800-\udfff\ufffe\uffff\u0000-\u001f]/;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

/** A text without what neither XML nor anybody's screen has a place for. */
export const printable = (text: string): string => text.replace(NO_PLACE, '');

/** A text as it may stand between tags and in an attribute. */
export const escapeXml = (text: string): string =>
  NEEDS_CARE.test(text) ? printable(text).replace(/[&<>"\r]/g, (mark) => ENTITIES[mark]!) : text;

export type Attributes = Readonly<Record<string, string | undefined>>;

/** XML that is ready, as opposed to a text. */
export type Xml = string;

/** An element around ready XML; one without content is closed at once. */
export function element(name: string, attributes: Attributes, content: Xml | readonly Xml[] = ''): Xml {
  let open = `<${name}`;
  for (const key in attributes) {
    const value = attributes[key];
    if (value !== undefined) open += ` ${key}="${escapeXml(value).replace(/[\n\t]/g, ' ')}"`;
  }
  const inner = typeof content === 'string' ? content : content.join('');
  return inner === '' ? `${open}/>` : `${open}>${inner}</${name}>`;
}

/** An element with a text in it; nothing where the text is empty. */
export function leaf(name: string, text: string | null | undefined, attributes: Attributes = {}): Xml {
  const inner = text === null || text === undefined ? '' : escapeXml(text).trim();
  return inner === '' ? '' : element(name, attributes, inner);
}

/** A wrapper that is left out when nothing is in it. */
export function wrapped(name: string, content: readonly Xml[]): Xml {
  const inner = content.join('');
  return inner === '' ? '' : element(name, {}, inner);
}

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
