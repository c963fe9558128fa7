import { EDITORS, GUARDIANS } from '../../shared/catalogue/people.ts';
import { DEPOSITORS, KEEPERS } from '../../shared/deposits/people.ts';
import { POOL_KEEPERS } from '../../shared/experts/keepers.ts';
import { COMMISSIONERS } from '../../shared/procedures/commissioners.ts';
import { READERS } from '../../shared/service-records/people.ts';
import { useText } from '../ui/language.tsx';
import { caseMessages } from './case-messages.ts';
import { useRead } from './client.tsx';
import { Link } from './link.tsx';
import { usePlace } from './router.ts';
import { type Signed, useSigned } from './session.ts';
import { shellMessages } from './shell-messages.ts';
import styles from './shell.module.css';

type Word = Exclude<keyof typeof shellMessages.zh, 'basis' | 'reference'>;
interface Entry {
  to: string;
  label: Word;
  /** Further pages that belong to it. */
  also?: readonly string[];
  shown: (signed: Signed) => boolean;
}

const guards = ({ holds }: Signed): boolean => holds(GUARDIANS);
const edits = ({ holds }: Signed): boolean => holds(EDITORS);

const GROUPS: readonly { label: Word | undefined; entries: readonly Entry[] }[] = [
  {
    label: undefined,
    entries: [
      { to: '/', label: 'home', shown: () => true },
      { to: '/cases', label: 'cases', shown: () => true },
      { to: '/deposits', label: 'deposits', shown: ({ holds }) => holds([...DEPOSITORS, ...KEEPERS]) },
      { to: '/reviews', label: 'reviews', shown: ({ holds }) => holds(['expert']) },
      { to: '/experts/own', label: 'ownExpert', shown: ({ holds }) => holds(['expert']) },
      { to: '/experts', label: 'experts', shown: ({ holds }) => holds(POOL_KEEPERS) },
      { to: '/requests', label: 'requests', also: ['/terms'], shown: () => true },
      { to: '/received', label: 'received', shown: () => true },
      { to: '/messages', label: 'messages', shown: () => true },
    ],
  },
  {
    label: 'holdings',
    entries: [
      { to: '/resources', label: 'resources', shown: guards },
      { to: '/imports', label: 'imports', shown: edits },
      { to: '/cstr', label: 'cstr', shown: edits },
      { to: '/services', label: 'services', shown: edits },
      { to: '/agreements', label: 'agreements', shown: edits },
      { to: '/permits', label: 'permits', shown: edits },
      { to: '/contracts', label: 'contracts', shown: edits },
      {
        to: '/service-records',
        label: 'serviceRecords',
        also: ['/service-ratings', '/service-uses', '/service-figures'],
        shown: ({ holds }) => holds(READERS),
      },
      { to: '/stock', label: 'stock', shown: edits },
      { to: '/mistakes', label: 'mistakes', shown: edits },
      { to: '/quality', label: 'quality', shown: guards },
      { to: '/withheld', label: 'withheld', shown: guards },
    ],
  },
  {
    label: 'administration',
    entries: [
      { to: '/admin/accounts', label: 'accounts', shown: ({ may }) => may('list_accounts') },
      { to: '/admin/organisations', label: 'organisations', shown: ({ may }) => may('edit_organisations') },
      {
        to: '/admin/platforms',
        label: 'platforms',
        shown: ({ may }) => may('edit_platforms') || may('place_platforms'),
      },
      { to: '/admin/programmes', label: 'programmes', shown: ({ may }) => may('edit_programmes') },
      { to: '/admin/delegations', label: 'delegations', shown: ({ holds }) => holds(COMMISSIONERS) },
      { to: '/admin/calendar', label: 'calendar', shown: ({ may }) => may('edit_calendar') },
      { to: '/admin/mail', label: 'mail', shown: ({ may }) => may('read_mail') },
      { to: '/admin/audit', label: 'audit', shown: ({ may }) => may('read_audit') },
    ],
  },
];

/** Whether somebody gets the page at a path: the entry it belongs to is shown to them. */
export function maySee(signed: Signed, path: string): boolean {
  const entry = GROUPS.flatMap(({ entries }) => entries).find((one) => belongs(path, one));
  return entry === undefined || entry.shown(signed);
}

const isWithin = (path: string, to: string): boolean =>
  to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`);

const belongs = (path: string, { to, also = [] }: Entry): boolean => [to, ...also].some((one) => isWithin(path, one));

export function Navigation({ onFollow }: { onFollow?: () => void }) {
  const t = useText(shellMessages);
  const words = useText(caseMessages);
  const signed = useSigned();
  const { path } = usePlace();
  const todo = useRead('countTodo', undefined, { staleTime: 60_000, refetchInterval: 300_000 });
  return (
    <nav aria-label={t('navigation')}>
      {GROUPS.map(({ label, entries }) => {
        const shown = entries.filter((entry) => entry.shown(signed));
        if (shown.length === 0) return null;
        return (
          <div key={label ?? 'top'}>
            {label === undefined ? null : <p className={styles.group}>{t(label)}</p>}
            <ul className={styles.list}>
              {shown.map((entry) => (
                <li key={entry.to}>
                  <Link
                    to={entry.to}
                    className={styles.entry}
                    aria-current={belongs(path, entry) ? 'page' : undefined}
                    onClick={onFollow}
                  >
                    {t(entry.label)}
                    {entry.to === '/cases' && todo.data && todo.data.total > 0 ? (
                      <span className={styles.count} title={words('homeCount', todo.data)} aria-hidden>
                        {todo.data.total}
                      </span>
                    ) : null}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}
