/** A small model of RDF: nodes with properties, written as Turtle or JSON-LD. */
export interface Node {
  /** IRI; without one the node is blank and stands where it is used. */
  id?: string;
  /** Prefixed names, `dcat:Dataset`. */
  types: readonly string[];
  /** By prefixed name. */
  properties: Readonly<Record<string, readonly Value[] | undefined>>;
}
export interface Literal {
  text: string;
  lang?: string;
  /** Prefixed name, `xsd:date`. */
  datatype?: string;
}
export interface Reference {
  iri: string;
}
export type Value = Node | Literal | Reference;

export const PREFIXES = {
  adms: 'http://www.w3.org/ns/adms#',
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  geo: 'http://www.opengis.net/ont/geosparql#',
  hydra: 'http://www.w3.org/ns/hydra/core#',
  prov: 'http://www.w3.org/ns/prov#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

export const isNode = (value: Value): value is Node => 'types' in value;
export const isReference = (value: Value): value is Reference => 'iri' in value;

/** An address of the web as an IRI that any reader takes; undefined for what is none. */
export function webIri(text: string): string | undefined {
  const whole = text.trim();
  if (!/^https?:\/\//i.test(whole) || !URL.canParse(whole)) return undefined;
  return new URL(whole).href.replace(/[\s<>"{}|\\^`]/g, encodeURIComponent);
}

/** Every node that bears an IRI, once: what is used within another is only referred to there. */
export function namedNodes(nodes: readonly Node[]): Node[] {
  const found = new Map<string, Node>();
  const visit = (node: Node): void => {
    if (node.id !== undefined) {
      if (found.has(node.id)) return;
      found.set(node.id, node);
    }
    for (const values of Object.values(node.properties))
      for (const value of values ?? []) if (isNode(value)) visit(value);
  };
  for (const node of nodes) visit(node);
  return [...found.values()];
}
