import { Empty, Skeleton } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { useText } from '../ui/language.tsx';
import { Failure } from './failure.tsx';
import { Link } from './link.tsx';
import styles from './page.module.css';
import { shellMessages } from './shell-messages.ts';

export interface PageProps {
  title: string;
  /** What the page is for, in a sentence. */
  about?: ReactNode;
  back?: { to: string; label: string };
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, about, back, actions, children }: PageProps) {
  useTitle(title);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          {back ? (
            <p className={styles.back}>
              <Link to={back.to}>{`← ${back.label}`}</Link>
            </p>
          ) : null}
          <h1 className={styles.title}>{title}</h1>
          {about === undefined ? null : <div className={styles.about}>{about}</div>}
        </div>
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export function useTitle(title: string): void {
  const t = useText(shellMessages);
  const text = `${title} · ${t('workbench')}`;
  useEffect(() => {
    document.title = text;
  }, [text]);
}

interface Read<T> {
  data: T | undefined;
  error: Error | null;
  refetch: () => unknown;
}

/** A reading's three faces: still coming, refused, there. */
export function Loaded<T>({
  read,
  rows = 4,
  children,
}: {
  read: Read<T>;
  rows?: number;
  children: (data: T) => ReactNode;
}) {
  const t = useText(shellMessages);
  if (read.data !== undefined) return <>{children(read.data)}</>;
  if (read.error) return <Failure error={read.error} onRetry={() => void read.refetch()} />;
  return (
    <div aria-busy="true">
      <span className="visually-hidden" role="status">
        {t('loading')}
      </span>
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  );
}

export const Nothing = ({ text, children }: { text: string; children?: ReactNode }) => (
  <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={text} className={styles.nothing!}>
    {children}
  </Empty>
);

export const Section = ({
  title,
  id,
  extra,
  children,
}: {
  title: string;
  id?: string;
  extra?: ReactNode;
  children: ReactNode;
}) => (
  <section className={styles.section} id={id} aria-label={title}>
    <div className={styles.sectionHead}>
      <h2 className={styles.sectionTitle}>{title}</h2>
      {extra}
    </div>
    {children}
  </section>
);
