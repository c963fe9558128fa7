import { JsonLd } from './json-ld.tsx';
import type { Resource } from './resource-data.ts';
import { useTitles } from './text-language.ts';
import { Title } from './title.tsx';

/** Title, description, citation tags (Highwire), Dublin Core and JSON-LD of a record's page. */
export function ResourceHead({ resource }: { resource: Resource }) {
  const titles = useTitles()(resource);
  const description = firstLongText(resource) ?? `${resource.type_label} · ${resource.platform.name}`;
  return (
    <>
      <Title description={description.slice(0, 200)}>{titles.main}</Title>
      <link rel="schema.DC" href="http://purl.org/dc/elements/1.1/" />
      {resource.meta_tags.map(({ name, content }) => (
        <meta key={`${name} ${content}`} name={name} content={content} />
      ))}
      {resource.state === 'published' ? null : <meta name="robots" content="noindex" />}
      <JsonLd data={resource.json_ld} />
    </>
  );
}

const firstLongText = ({ groups }: Resource): string | undefined =>
  groups.flatMap(({ fields }) => fields).find(({ kind }) => kind === 'long_text')?.values[0];
