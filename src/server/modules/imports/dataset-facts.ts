import { childrenOf, nodeAt, plainText, readXml, type XmlNode } from './xml-nodes.ts';

/** What an archive's `eml.xml` tells of the data set as a whole; empty texts where it says nothing. */
export interface DatasetFacts {
  title: string;
  /** Persons and organisations that made it. */
  creators: string;
  published: string;
  licence: string;
  abstract: string;
}

const LONGEST = 2000;
const shown = (node: XmlNode | undefined): string => plainText(node).slice(0, LONGEST);

/** Reads EML, and Dublin Core where that stands in its place. @throws imports.xml_dtd, imports.damaged */
export function readDatasetFacts(part: string, xml: string): DatasetFacts {
  const root = readXml(part, xml);
  const dataset = nodeAt(root, 'dataset') ?? root;
  const creators = childrenOf(dataset, 'creator').map(nameOf);
  return {
    title: shown(nodeAt(dataset, 'title')),
    creators: [...new Set(creators)]
      .filter((name) => name !== '')
      .join('; ')
      .slice(0, LONGEST),
    published: shown(nodeAt(dataset, 'pubDate') ?? nodeAt(dataset, 'date')),
    licence: shown(nodeAt(dataset, 'intellectualRights') ?? nodeAt(dataset, 'rights')),
    abstract: shown(nodeAt(dataset, 'abstract') ?? nodeAt(dataset, 'description')),
  };
}

function nameOf(creator: XmlNode): string {
  const person = nodeAt(creator, 'individualName');
  const parts = [plainText(person), plainText(nodeAt(creator, 'organizationName'))].filter((part) => part !== '');
  return parts.length === 0 ? creator.text.trim() : parts.join(', ');
}
