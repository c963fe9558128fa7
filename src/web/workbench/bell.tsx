import { BellOutlined } from '@ant-design/icons';
import { Badge } from 'antd';
import { useText } from '../ui/language.tsx';
import { useRead } from './client.tsx';
import { deskMessages } from './desk-messages.ts';
import { Link } from './link.tsx';
import styles from './shell.module.css';

/** How many messages are unread; leads to them. Asked anew every minute. */
export function Bell() {
  const t = useText(deskMessages);
  const { data } = useRead('countMessages', undefined, { refetchInterval: 60_000 });
  const unread = data?.unread ?? 0;
  return (
    <Link to="/messages" className={styles.bell} aria-label={t('bell', { count: unread })}>
      <Badge count={unread} size="small" overflowCount={99}>
        <BellOutlined aria-hidden />
      </Badge>
    </Link>
  );
}
