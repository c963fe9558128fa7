import { isNode, isReference, namedNodes, type Node, PREFIXES, type Value } from './graph.ts';

type Json = Record<string, unknown>;

function valueJson(value: Value): Json | string {
  if (isReference(value)) return { '@id': value.iri };
  if (isNode(value)) return value.id === undefined ? nodeJson(value) : { '@id': value.id };
  if (value.lang !== undefined) return { '@value': value.text, '@language': value.lang };
  return value.datatype === undefined ? value.text : { '@value': value.text, '@type': value.datatype };
}

function nodeJson({ id, types, properties }: Node): Json {
  const json: Json = { ...(id !== undefined && { '@id': id }), ...(types.length > 0 && { '@type': types }) };
  for (const [name, values] of Object.entries(properties))
    if (values && values.length > 0) json[name] = values.map(valueJson);
  return json;
}

/** JSON-LD 1.1 with its context in it, so that nobody has to fetch one. */
export const jsonLd = (nodes: readonly Node[]): string =>
  JSON.stringify({ '@context': PREFIXES, '@graph': namedNodes(nodes).map(nodeJson) });
