import { Select } from 'antd';
import { pick } from '../../shared/i18n.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import { planMessages } from './plan-messages.ts';
import type { PlanState } from './plan-state.ts';
import styles from './plan.module.css';

interface OutlineProps {
  plan: PlanState;
  current: string;
  onOpen: (number: string) => void;
}

/** ● done, ○ nothing yet, ◐ under way: said in words too. */
const SIGNS = { done: '●', none: '●', open: '◐', empty: '○' } as const;

/** Every heading of the form with how far it is; a list to choose from where there is no room beside the section. */
export function PlanOutline({ plan, current, onOpen }: OutlineProps) {
  const t = useText(planMessages);
  const lang = useLanguage();
  const { shape, checked } = plan;
  const progress = new Map(checked.progress.map((one) => [one.section, one]));
  const lines = [
    { number: 'cover', title: t('cover'), level: 1 },
    ...shape.sections.map(({ number, name, level }) => ({ number, title: `${number} ${pick(name, lang)}`, level })),
  ].map((line) => ({ ...line, at: progress.get(line.number) }));
  const stateOf = (state: keyof typeof SIGNS): string => t(state, { marker: shape.marker });
  return (
    <>
      <nav className={styles.outline} aria-label={t('outline')}>
        <ol>
          {lines.map(({ number, title, level, at }) => (
            <li key={number} data-level={level}>
              {at ? (
                <button
                  type="button"
                  aria-current={number === current ? 'page' : undefined}
                  onClick={() => onOpen(number)}
                >
                  <span className={styles.sign} data-state={at.state} aria-hidden>
                    {SIGNS[at.state]}
                  </span>
                  <span>{title}</span>
                  <span className="visually-hidden">{stateOf(at.state)}</span>
                </button>
              ) : (
                <span className={styles.heading}>{title}</span>
              )}
            </li>
          ))}
        </ol>
      </nav>
      <div className={styles.chooser}>
        <Select
          aria-label={t('outline')}
          value={current}
          options={lines.map(({ number, title, at }) => ({
            value: number,
            label: at ? `${SIGNS[at.state]} ${title}` : title,
            disabled: at === undefined,
          }))}
          onChange={onOpen}
        />
      </div>
    </>
  );
}
