import { useText } from '../ui/language.tsx';
import { useRead } from './client.tsx';
import { Link } from './link.tsx';
import { Section } from './page.tsx';
import { requestMessages } from './request-messages.ts';
import type { RequestPart } from './request-page.tsx';
import styles from './request.module.css';

interface Step {
  key: string;
  text: string;
  /** A place on this page, `#items`, or another page of the workbench. */
  to: string;
}

/** What the requester does next, each with the place where it is done. */
export function RequestNext({ part }: { part: RequestPart }) {
  const t = useText(requestMessages);
  const terms = useRead('readRequestTerms', { params: { subject: part.id } });
  const missing = terms.data?.needs.filter(({ lack }) => lack !== null).length ?? 0;
  const steps = [
    ...(part.requester.left && part.open ? [{ key: 'unit', text: t('nextUnit'), to: '#standing' }] : []),
    ...(part.waits_for_requester ? [{ key: 'answer', text: t('nextAnswer'), to: '#story' }] : []),
    ...(part.open && missing > 0 ? [{ key: 'terms', text: t('nextTerms', { count: missing }), to: '#terms' }] : []),
    ...part.shipments
      .filter(({ received_at }) => received_at === null)
      .map(({ id, number }) => ({ key: id, text: t('nextReceive', { n: number }), to: '#shipments' })),
    ...part.items.flatMap((item) => stepOf(item, t)),
    ...(part.items.some(({ recorded }) => recorded) ? [{ key: 'rate', text: t('nextRate'), to: '/received' }] : []),
  ];
  return (
    <Section title={t('next')} id="next">
      {steps.length === 0 ? <p>{t(part.open ? 'nextNothing' : 'nextOver')}</p> : null}
      <ul className={styles.next}>
        {steps.map(({ key, text, to }: Step) => (
          <li key={key}>{to.startsWith('#') ? <a href={to}>{text}</a> : <Link to={to}>{text}</Link>}</li>
        ))}
      </ul>
      {part.receipt === null || !part.open ? null : (
        <p className={styles.small}>
          {`${t('receipt', { remind: part.receipt.remind_after, close: part.receipt.close_after })}（${part.receipt.cite.article}）`}
        </p>
      )}
    </Section>
  );
}

type Say = ReturnType<typeof useText<typeof requestMessages.zh>>;

function stepOf(item: RequestPart['items'][number], t: Say): Step[] {
  const { id, title, state, back_on } = item;
  const may = (step: string): boolean => item.steps.some((one) => one.id === step);
  const one = (text: string): Step[] => [{ key: id, text, to: '#items' }];
  if (item.specification !== null && !item.specification_agreed && may('agree')) return one(t('nextAgree', { title }));
  if (may('confirm')) return one(t('nextConfirm', { title }));
  if (item.kind.id === 'data' && state === 'sent') return one(t('nextDownload', { title }));
  if (item.loan && state === 'received' && back_on !== null) return one(t('nextReturn', { title, date: back_on }));
  return [];
}
