import { importsProblem } from '../../../shared/imports/problems.ts';
import { attribute, createXmlScanner } from './xml-scanner.ts';

/** A small XML document as a tree; document types are refused, so nothing in it refers to anything outside. */
export interface XmlNode {
  name: string;
  /** Attribute by its name without prefix. */
  get: (name: string) => string | undefined;
  children: XmlNode[];
  /** Text of the element itself. */
  text: string;
}

const MOST_NODES = 100_000;
const DEEPEST = 100;

/** @throws imports.xml_dtd, imports.damaged */
export function readXml(part: string, xml: string): XmlNode {
  const damaged = (detail: string) => importsProblem('imports.damaged', { detail: `${part}: ${detail}` });
  const root = nodeOf('', '');
  const open: XmlNode[] = [root];
  let count = 0;
  const scanner = createXmlScanner({
    open(name, tag) {
      if (++count > MOST_NODES || open.length > DEEPEST) throw damaged('XML');
      const node = nodeOf(name, tag);
      open.at(-1)!.children.push(node);
      open.push(node);
    },
    close(name) {
      if (open.length === 1 || open.pop()!.name !== name) throw damaged(`XML </${name.slice(0, 50)}>`);
    },
    text(text) {
      open.at(-1)!.text += text;
    },
  });
  scanner.write(xml);
  scanner.end();
  if (open.length !== 1) throw damaged('cut off');
  if (root.children.length !== 1) throw damaged('XML');
  return root.children[0]!;
}

const nodeOf = (name: string, tag: string): XmlNode => ({
  name,
  get: (attributeName) => attribute(tag, attributeName),
  children: [],
  text: '',
});

export const childrenOf = (node: XmlNode | undefined, name: string): XmlNode[] =>
  node?.children.filter((child) => child.name === name) ?? [];

/** The first descendant along a path of names. */
export const nodeAt = (node: XmlNode | undefined, ...path: string[]): XmlNode | undefined =>
  path.reduce<XmlNode | undefined>((found, name) => childrenOf(found, name)[0], node);

/** All text of a node and what is in it, in one line. */
export const plainText = (node: XmlNode | undefined): string =>
  node === undefined ? '' : [node.text, ...node.children.map(plainText)].join(' ').replace(/\s+/g, ' ').trim();
