import { pick } from '../../shared/i18n.ts';
import { Breadcrumbs } from '../ui/breadcrumbs.tsx';
import { useText } from '../ui/language.tsx';
import layout from './layout.module.css';
import styles from './prose.module.css';
import { shellMessages } from './shell-messages.ts';
import { useHref, useSite } from './site.ts';
import type { ProsePage } from './prose-page.ts';
import { Title } from './title.tsx';

/** A page of text. */
export function ProseView({ page }: { page: ProsePage }) {
  const site = useSite();
  const t = useText(shellMessages);
  const href = useHref();
  const text = (value: Parameters<typeof pick>[0]): string => pick(value, site.lang);
  return (
    <div className={layout.page}>
      <Title description={text(page.lead)}>{text(page.title)}</Title>
      <Breadcrumbs trail={[{ label: t('home'), href: href('/') }]} here={text(page.title)} />
      <article className={styles.prose}>
        <h1>{text(page.title)}</h1>
        <p className={layout.lead}>{text(page.lead)}</p>
        {page.sections(site).map((section) => (
          <section key={section.title.en} id={section.id}>
            <h2>{text(section.title)}</h2>
            {(section.text ?? []).map((paragraph) => (
              <p key={paragraph.en}>{text(paragraph)}</p>
            ))}
            {section.list ? (
              <ul>
                {section.list.map((item) => (
                  <li key={item.en}>{text(item)}</li>
                ))}
              </ul>
            ) : null}
            {section.terms ? (
              <dl>
                {section.terms.map(({ term, text: meaning, href: address }) => (
                  <div key={term.en}>
                    <dt>{address === undefined ? text(term) : <a href={address}>{text(term)}</a>}</dt>
                    <dd>{text(meaning)}</dd>
                  </div>
                ))}
              </dl>
            ) : null}
          </section>
        ))}
      </article>
    </div>
  );
}
