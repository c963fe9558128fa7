import { Button, Input } from 'antd';
import { charactersOf } from '../../shared/plans/check-section.ts';
import { NONE, type PlanSection } from '../../shared/plans/shape.ts';
import { type PlanRow, saysNone } from '../../shared/plans/values.ts';
import { pick } from '../../shared/i18n.ts';
import { useLanguage, useText } from '../ui/language.tsx';
import type { Presence } from './case-presence.ts';
import { PlanAttachments } from './plan-attachments.tsx';
import { FieldBox, PlanFieldEditor, ReasonField } from './plan-field.tsx';
import { planMessages } from './plan-messages.ts';
import type { PlanState } from './plan-state.ts';
import styles from './plan.module.css';

interface SectionProps {
  plan: PlanState;
  presence: Presence;
}

/** Holds the lock of a section while somebody is inside it. */
function Held({ name, presence, children }: { name: string; presence: Presence; children: React.ReactNode }) {
  const section = `plan/${name}`;
  return (
    <div
      onFocus={() => presence.enter(section)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) presence.leave(section);
      }}
    >
      {children}
    </div>
  );
}

const holderOf = (presence: Presence, name: string) =>
  presence.others.find(({ section, locked }) => locked && section === `plan/${name}`);

export function PlanSectionEditor({ plan, presence, section }: SectionProps & { section: PlanSection }) {
  const t = useText(planMessages);
  const lang = useLanguage();
  const { view, shape, values, draft } = plan;
  const { number } = section;
  const none = saysNone(shape, values, number);
  const holder = holderOf(presence, number);
  const disabled = !view.editable || holder !== undefined;
  const count = charactersOf(section, values);
  const { reference, plan: period } = shape.periods;
  const sayNone = (): void => {
    if (section.none === 'mark') draft.set(`${number}/${NONE}`, none ? '' : 'true');
    else draft.set(section.fields[0]!.path, none ? '' : shape.marker);
    void draft.flush();
  };
  return (
    <Held name={number} presence={presence}>
      <h2 className={styles.title} id="plan-section" tabIndex={-1}>
        {`${number} ${pick(section.name, lang)}`}
      </h2>
      {section.instruction ? <p className={styles.help}>{pick(section.instruction, lang)}</p> : null}
      {section.prints === 'reference_period' && reference ? (
        <p className={styles.muted}>
          {t('period', { label: pick(reference.label, lang), from: reference.from, to: reference.to })}
        </p>
      ) : null}
      {section.prints === 'plan_period' && period ? (
        <p className={styles.muted}>{t('planPeriod', { from: period.from, to: period.to })}</p>
      ) : null}
      {holder ? (
        <p className={styles.warning} role="status">
          {t('lockedBy', { name: holder.name })}
        </p>
      ) : null}
      {section.max_characters === undefined ? null : (
        <p className={count > section.max_characters ? styles.error : styles.count} aria-live="polite">
          {t('charactersOf', { count, most: section.max_characters })}
        </p>
      )}
      {disabled ? null : (
        <p>
          <Button size="small" onClick={sayNone}>
            {t(none ? 'takeNoneBack' : 'sayNone', { marker: shape.marker })}
          </Button>
        </p>
      )}
      {none && section.none === 'mark' ? (
        <>
          <p className={styles.muted} role="status">
            {t('saysNone', { marker: shape.marker })}
          </p>
          {section.none_with_reason ? <ReasonField plan={plan} section={section} disabled={disabled} /> : null}
        </>
      ) : (
        section.fields
          .filter(
            (field) => field.kind !== 'text' || !field.classes || field.classes.includes(view.applied.class ?? ''),
          )
          .map((field) => (
            <PlanFieldEditor key={field.path} plan={plan} section={section} field={field} disabled={disabled} />
          ))
      )}
      <PlanAttachments plan={plan} section={number} disabled={disabled} />
    </Held>
  );
}

/** The lines of the cover. */
export function PlanCover({ plan, presence }: SectionProps) {
  const t = useText(planMessages);
  const lang = useLanguage();
  const holder = holderOf(presence, 'cover');
  const disabled = !plan.view.editable || holder !== undefined;
  return (
    <Held name="cover" presence={presence}>
      <h2 className={styles.title} id="plan-section" tabIndex={-1}>
        {t('cover')}
      </h2>
      {holder ? (
        <p className={styles.warning} role="status">
          {t('lockedBy', { name: holder.name })}
        </p>
      ) : null}
      {plan.shape.cover.map(({ path, name, help, kind }) => {
        const suggested = plan.view.suggested[path];
        const blank = plan.values[path] === undefined || plan.values[path] === '';
        return (
          <FieldBox
            key={path}
            plan={plan}
            path={path}
            label={pick(name, lang)}
            help={help && pick(help, lang)}
            disabled={disabled}
          >
            {({ id, described, value, set }) =>
              kind === 'address' ? (
                <Address id={id} described={described} value={value} disabled={disabled} onChange={set} />
              ) : (
                <div className={styles.below}>
                  <Input
                    id={id}
                    aria-describedby={described}
                    className={styles.coverLine!}
                    type={kind === 'date' ? 'date' : 'text'}
                    disabled={disabled}
                    value={typeof value === 'string' ? value : ''}
                    onChange={(event) => set(event.target.value)}
                  />
                  {blank && !disabled && typeof suggested === 'string' ? (
                    <Button size="small" type="link" onClick={() => set(suggested)}>
                      {t('suggested', { text: suggested })}
                    </Button>
                  ) : null}
                </div>
              )
            }
          </FieldBox>
        );
      })}
    </Held>
  );
}

const PARTS = ['district', 'street', 'number'] as const;

function Address({
  id,
  described,
  value,
  disabled,
  onChange,
}: {
  id: string;
  described: string;
  value: unknown;
  disabled: boolean;
  onChange: (value: PlanRow) => void;
}) {
  const t = useText(planMessages);
  const held: PlanRow = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as PlanRow) : {};
  return (
    <div className={styles.below} role="group" aria-label={t('address')} aria-describedby={described}>
      {PARTS.map((part, n) => (
        <Input
          key={part}
          {...(n === 0 && { id })}
          aria-label={t(part)}
          placeholder={t(part)}
          className={styles.part!}
          disabled={disabled}
          value={held[part] ?? ''}
          onChange={(event) => onChange({ ...held, [part]: event.target.value })}
        />
      ))}
    </div>
  );
}
