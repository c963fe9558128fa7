import { useSite } from './site.ts';

/** Title and description; React moves them into the head. */
export function Title({ children, description }: { children?: string; description?: string | undefined }) {
  const { name } = useSite();
  const title = children === undefined ? name : `${children} - ${name}`;
  return (
    <>
      <title>{title}</title>
      <meta property="og:title" content={children ?? name} />
      {description === undefined ? null : <meta name="description" content={description} />}
    </>
  );
}
