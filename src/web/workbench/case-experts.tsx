import { POOL_KEEPERS } from '../../shared/experts/keepers.ts';
import type { Case } from './case-light.tsx';
import { ExpertPanel } from './expert-panel.tsx';
import { ReviewAvoidances } from './review-avoidances.tsx';
import { useSigned } from './session.ts';
import { VisitSection } from './visit-photos.tsx';

const APPLICANTS = ['host_admin', 'platform_head', 'legal_representative', 'supervising_clerk'] as const;

/** What concerns the review of a case, for those it is for: the panel, whom to keep away, a visit’s photos. */
export function CaseExperts({ of, onCase }: { of: Case; onCase: (next: Case) => void }) {
  const { holds } = useSigned();
  const isVisit = of.fields.some(({ type }) => type === 'checks');
  const choosesExperts = of.fields.some(({ type, id }) => type === 'accounts' && id === 'experts');
  return (
    <>
      {isVisit ? <VisitSection id={of.id} /> : null}
      {choosesExperts && holds(POOL_KEEPERS) ? <ExpertPanel of={of} onCase={onCase} /> : null}
      {of.subject.kind === 'platform' && holds(APPLICANTS) ? <ReviewAvoidances id={of.id} /> : null}
    </>
  );
}
