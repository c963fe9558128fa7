import type { FigureView } from '../../../shared/guidance/eligibility-routes.ts';
import { type Bilingual, type Lang, pick } from '../../../shared/i18n.ts';
import { unitsLike } from '../../../shared/policy/amounts.ts';
import type { Criterion } from '../../../shared/policy/criteria.ts';
import { unitText } from '../../../shared/policy/figure-values.ts';
import type { Figure, PlainFigure } from '../../../shared/policy/figures.ts';
import { citationOf } from '../../../shared/policy/ruled.ts';

const optionsOf = (figure: Figure | PlainFigure, lang: Lang): { id: string; label: string }[] =>
  'options' in figure ? figure.options.map(({ id, label }) => ({ id, label: pick(label, lang) })) : [];

const unitOf = (figure: Figure | PlainFigure, lang: Lang): string | null =>
  'unit' in figure ? pick(unitText(figure.unit), lang) : null;

/** A figure as a form asks for it, with the criterion that first does. */
export function figureView(
  ruleSet: { id: string },
  [id, figure]: readonly [string, Figure],
  criterion: Criterion,
  lang: Lang,
): FigureView {
  const text = (given: Bilingual | undefined): string | null => (given ? pick(given, lang) : null);
  const units = 'unit' in figure && typeof figure.unit === 'string' ? unitsLike(figure.unit) : [];
  return {
    id,
    kind: figure.kind,
    label: pick(figure.label, lang),
    help: text(figure.help),
    unit: unitOf(figure, lang),
    units: units.map((unit) => ({ id: unit, label: pick(unitText(unit), lang) })),
    min: 'min' in figure ? figure.min : null,
    max: 'max' in figure ? figure.max : null,
    options: optionsOf(figure, lang),
    open: figure.kind === 'set' && figure.open,
    columns:
      figure.kind === 'table'
        ? figure.columns.map((column) => ({
            id: column.id,
            kind: column.kind,
            label: pick(column.label, lang),
            needed: column.needed,
            unit: unitOf(column, lang),
            options: optionsOf(column, lang),
          }))
        : [],
    cite: citationOf(ruleSet, criterion),
    gist: pick(criterion.value.label, lang),
  };
}
