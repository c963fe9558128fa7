import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import rdf from '@zazuko/env-node';
import SHACLValidator from 'rdf-validate-shacl';

/** A document as RDF; the media type tells how it is written. */
async function quadsOf(text: string, mediaType: 'text/turtle' | 'application/ld+json') {
  const stream = rdf.formats.parsers.import(mediaType, Readable.from([text]) as never);
  if (!stream) throw new Error(`no parser for ${mediaType}`);
  return rdf.dataset().import(stream);
}

/** What SHACL shapes have against a document: path and message of each violation, and how many quads it has. */
export async function violations(
  text: string,
  mediaType: 'text/turtle' | 'application/ld+json',
  shapeFiles: readonly string[],
): Promise<{ size: number; found: string[] }> {
  const shapes = rdf.dataset();
  for (const file of shapeFiles)
    for (const quad of await quadsOf(readFileSync(file, 'utf8'), 'text/turtle'))
      // Nothing is fetched.
      if (!quad.predicate.value.endsWith('owl#imports')) shapes.add(quad);
  const data = await quadsOf(text, mediaType);
  const report = await new SHACLValidator(shapes, { factory: rdf }).validate(data);
  const found = report.results
    .filter(({ severity }) => severity?.value.endsWith('#Violation'))
    .map(
      ({ focusNode, path, message, value }) =>
        `${focusNode?.value} ${String((path as { value?: string } | null)?.value)} ${message.map((m) => m.value).join(' ')} ${(value as { value?: string } | null)?.value ?? ''}`,
    );
  return { size: data.size, found };
}
