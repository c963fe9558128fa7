import { useText } from '../ui/language.tsx';
import type { Case } from './case-light.tsx';
import { CaseRows } from './case-rows.tsx';
import { useRead } from './client.tsx';
import { deskMessages } from './desk-messages.ts';
import { Link } from './link.tsx';
import { Loaded, Section } from './page.tsx';
import { workMessages } from './work-messages.ts';

const SHOWN = 8;

/** Other cases of the same platform that the reader sees, the latest first. Sub-cases stand with their parent. */
export function CaseRelated({ of }: { of: Case }) {
  const t = useText(deskMessages);
  const work = useText(workMessages);
  const { kind, id } = of.subject;
  const read = useRead(
    'listCases',
    { query: { subject: id, sort: 'newest', limit: SHOWN + 1 } },
    { enabled: kind === 'platform' },
  );
  if (kind !== 'platform') return null;
  return (
    <Section title={t('related')} extra={<Link to={`/cases?scope=all&subject=${id}`}>{work('seeAll')}</Link>}>
      <Loaded read={read} rows={2}>
        {({ items }) => {
          const others = items.filter((row) => row.id !== of.id && row.parent !== of.id).slice(0, SHOWN);
          return others.length === 0 ? <p>{t('relatedNone')}</p> : <CaseRows items={others} />;
        }}
      </Loaded>
    </Section>
  );
}
