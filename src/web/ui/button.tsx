import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode } from 'react';
import styles from './button.module.css';
import { Icon, type IconName } from './icon.tsx';

interface Look {
  /** One primary action a page; `plain` is for what stands beside it. */
  look?: 'primary' | 'plain' | 'quiet';
  icon?: IconName;
  children: ReactNode;
}

const classOf = (look: Look['look'] = 'plain'): string =>
  look === 'plain' ? styles.button! : `${styles.button} ${styles[look]}`;
const content = ({ icon, children }: Look) => (
  <>
    {icon && <Icon name={icon} />}
    <span>{children}</span>
  </>
);

export const Button = ({
  look,
  icon,
  children,
  type = 'button',
  ...rest
}: Look & ButtonHTMLAttributes<HTMLButtonElement>) => (
  <button {...rest} type={type} className={classOf(look)}>
    {content({ ...(icon && { icon }), children })}
  </button>
);

/** Goes somewhere, looks like a button. */
export const ButtonLink = ({ look, icon, children, ...rest }: Look & AnchorHTMLAttributes<HTMLAnchorElement>) => (
  <a {...rest} className={classOf(look)}>
    {content({ ...(icon && { icon }), children })}
  </a>
);
