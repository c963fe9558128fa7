import { printable } from '../xml.ts';
import { isNode, isReference, namedNodes, type Node, PREFIXES, type Value } from './graph.ts';

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const quoted = (text: string): string => `"${printable(text).replace(/[\\"\n\r\t]/g, (mark) => ESCAPES[mark]!)}"`;

function valueText(value: Value): string {
  if (isReference(value)) return `<${value.iri}>`;
  if (isNode(value)) return value.id === undefined ? `[ ${bodyText(value, ' ; ')} ]` : `<${value.id}>`;
  if (value.lang !== undefined) return `${quoted(value.text)}@${value.lang}`;
  return value.datatype === undefined ? quoted(value.text) : `${quoted(value.text)}^^${value.datatype}`;
}

function bodyText({ types, properties }: Node, separator: string): string {
  const lines = types.length > 0 ? [`a ${types.join(', ')}`] : [];
  for (const [name, values] of Object.entries(properties))
    if (values && values.length > 0) lines.push(`${name} ${values.map(valueText).join(', ')}`);
  return lines.join(separator);
}

/** RDF 1.1 Turtle. */
export const turtle = (nodes: readonly Node[]): string =>
  [
    ...Object.entries(PREFIXES).map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .`),
    '',
    ...namedNodes(nodes).map((node) => `<${node.id!}> ${bodyText(node, ' ;\n  ')} .\n`),
  ].join('\n');
