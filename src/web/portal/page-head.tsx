import { Breadcrumbs } from '../ui/breadcrumbs.tsx';
import { useText } from '../ui/language.tsx';
import layout from './layout.module.css';
import { shellMessages } from './shell-messages.ts';
import { useHref } from './site.ts';
import { Title } from './title.tsx';

interface PageHeadProps {
  title: string;
  /** A sentence or two under the heading, which also describes the page to search engines. */
  lead: string;
  /** Pages between the home page and this one. */
  trail?: readonly { label: string; path: string }[];
}

/** How a page of the portal begins: its name, the way to it, what it is for. */
export function PageHead({ title, lead, trail = [] }: PageHeadProps) {
  const s = useText(shellMessages);
  const href = useHref();
  return (
    <>
      <Title description={lead}>{title}</Title>
      <Breadcrumbs
        trail={[{ label: s('home'), path: '/' }, ...trail].map(({ label, path }) => ({ label, href: href(path) }))}
        here={title}
      />
      <h1>{title}</h1>
      <p className={layout.lead}>{lead}</p>
    </>
  );
}
