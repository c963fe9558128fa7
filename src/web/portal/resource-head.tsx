import { JsonLd } from './json-ld.tsx';
import type { Resource } from './resource-data.ts';
import { day } from './numbers.ts';
import { useSite } from './site.ts';
import { Title } from './title.tsx';

/** Title, description, citation tags (Highwire), Dublin Core and JSON-LD of a record's page. */
export function ResourceHead({ resource }: { resource: Resource }) {
  const { lang } = useSite();
  const description = firstLongText(resource) ?? `${resource.type_label} · ${resource.platform.name}`;
  const authors = namesOf(resource.json_ld['creator'] ?? resource.json_ld['author']);
  const doi = resource.identifiers.find(({ scheme }) => scheme === 'doi')?.value;
  const tags: [string, string | undefined][] = [
    ['citation_title', resource.title],
    ...authors.map((name): [string, string] => ['citation_author', name]),
    ['citation_publisher', resource.platform.name],
    ['citation_publication_date', resource.published_at === null ? undefined : day(resource.published_at)],
    ['citation_doi', doi],
    ['citation_language', lang === 'en' ? 'en' : 'zh'],
    ['citation_abstract_html_url', resource.address],
    ['DC.title', resource.title],
    ...authors.map((name): [string, string] => ['DC.creator', name]),
    ['DC.publisher', resource.platform.name],
    ['DC.date', resource.published_at === null ? undefined : day(resource.published_at)],
    ['DC.type', resource.type_label],
    ['DC.description', description.slice(0, 200)],
    ['DC.identifier', resource.address],
    ...resource.identifiers.map(({ display }): [string, string] => ['DC.identifier', display]),
    ['DC.rights', resource.access_label],
  ];
  return (
    <>
      <Title description={description.slice(0, 200)}>{resource.title}</Title>
      <link rel="schema.DC" href="http://purl.org/dc/elements/1.1/" />
      {tags.map(([name, content]) =>
        content === undefined ? null : <meta key={`${name} ${content}`} name={name} content={content} />,
      )}
      {resource.state === 'published' ? null : <meta name="robots" content="noindex" />}
      <JsonLd data={resource.json_ld} />
    </>
  );
}

const firstLongText = ({ groups }: Resource): string | undefined =>
  groups.flatMap(({ fields }) => fields).find(({ kind }) => kind === 'long_text')?.values[0];

/** Names in a schema.org person, organisation, or list of them. */
function namesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesOf);
  if (typeof value === 'string') return [value];
  const name = (value as { name?: unknown } | null | undefined)?.name;
  return typeof name === 'string' ? [name] : [];
}
