import { useText } from '../ui/language.tsx';
import { useRead } from './client.tsx';
import { Loaded, Nothing, Page } from './page.tsx';
import { Pager } from './pager.tsx';
import { PermitEnd } from './permit-end.tsx';
import { permitMessages } from './permit-messages.ts';
import { TERM_LOOK, PermitTerm } from './permit-table.tsx';
import { usePlace } from './router.ts';
import { StateBadge } from './state-badge.tsx';
import own from './stock.module.css';
import styles from './list.module.css';

/** What one has handed in oneself, with how it stands. */
export function OwnPermitsPage() {
  const t = useText(permitMessages);
  const { query } = usePlace();
  const read = useRead('listOwnPermits', { query: Object.fromEntries(query) });
  return (
    <Page title={t('ownTitle')} about={t('ownAbout')}>
      <Loaded read={read}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Nothing text={t('ownNone')} />
          ) : (
            <>
              {items.map((row) => (
                <div key={row.id} className={own.fee}>
                  <p>
                    <strong>{row.kind_label}</strong>{' '}
                    <StateBadge state={TERM_LOOK[row.standing]!} label={row.standing_label} />
                  </p>
                  <p>{`${row.number} · ${row.issuer}`}</p>
                  <p className={styles.small}>
                    <PermitTerm permit={row} />
                  </p>
                  <PermitEnd permit={row} onChanged={() => void read.refetch()} />
                </div>
              ))}
              <Pager next={next} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
