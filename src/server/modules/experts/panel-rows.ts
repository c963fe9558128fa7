import type { Procedure, Transition } from '../../../shared/policy/procedures.ts';

/** A row of the table that assigns experts: the field that names them and the procedure of their reviews. */
export interface PanelRow {
  transition: Transition;
  field: string;
  review: string;
}

export const panelRows = ({ transitions }: Pick<Procedure, 'transitions'>): PanelRow[] =>
  transitions.flatMap((transition) =>
    transition.opens.flatMap(({ procedure, each }) =>
      each?.role === 'expert' ? [{ transition, field: each.field, review: procedure }] : [],
    ),
  );
