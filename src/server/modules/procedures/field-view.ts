import type { z } from 'zod';
import { type Lang, pick } from '../../../shared/i18n.ts';
import type { Procedure } from '../../../shared/policy/procedures.ts';
import type { fieldView as schema } from '../../../shared/procedures/schemas.ts';

/** A field as a form draws it. */
export function fieldView(procedure: Procedure, id: string, lang: Lang, required = false): z.input<typeof schema> {
  const field = procedure.fields[id]!;
  return {
    id,
    label: pick(field.label, lang),
    help: field.help ? pick(field.help, lang) : null,
    type: field.type,
    unit: field.unit ? pick(field.unit, lang) : null,
    max_length: field.max_length ?? null,
    min: field.min ?? null,
    max: field.max ?? null,
    choices: field.choices
      ? Object.entries(field.choices).map(([choice, label]) => ({ id: choice, label: pick(label, lang) }))
      : null,
    required,
  };
}
