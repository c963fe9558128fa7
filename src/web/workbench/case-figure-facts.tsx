import type { WorkbenchApi } from './api.ts';
import type { Case } from './case-light.tsx';
import styles from './case.module.css';
import { useRead } from './client.tsx';
import { useText } from '../ui/language.tsx';
import { deskMessages } from './desk-messages.ts';
import { shellMessages } from './shell-messages.ts';
import { Loaded } from './page.tsx';

export type Figure = Awaited<ReturnType<WorkbenchApi['listEligibilityClasses']>>['items'][number]['figures'][number];

interface Words {
  yes: string;
  no: string;
}

type Row = Readonly<Record<string, unknown>>;
const isRow = (held: unknown): held is Row => typeof held === 'object' && held !== null && !Array.isArray(held);

/** A row of a table, its columns in their order. */
const rowText = ({ columns }: Figure, row: Row, { yes, no }: Words): string =>
  columns
    .map(({ id, options }) => {
      const held = row[id];
      if (typeof held === 'boolean') return held ? yes : no;
      const text = typeof held === 'string' || typeof held === 'number' ? String(held) : '';
      return options.find((one) => one.id === text)?.label ?? text;
    })
    .filter((text) => text !== '')
    .join('；');

/** A figure as it is read: options by their label, numbers with their unit. */
export function figureText(figure: Figure, held: unknown, words: Words): string {
  const { yes, no } = words;
  const label = (id: string): string => figure.options.find((one) => one.id === id)?.label ?? id;
  if (held === undefined || held === null || held === '') return '';
  if (Array.isArray(held))
    return held.map((one) => (isRow(one) ? rowText(figure, one, words) : label(String(one)))).join('、');
  if (typeof held === 'object') {
    const { value, unit } = held as { value?: string | number; unit?: string };
    const name = figure.units.find(({ id }) => id === unit)?.label ?? unit ?? '';
    return `${value ?? ''} ${name}`.trim();
  }
  const text = String(held as string | number | boolean);
  if (text === 'true') return yes;
  if (text === 'false') return no;
  if (figure.kind === 'choice') return label(text);
  return figure.unit === null ? text : `${text} ${figure.unit}`;
}

/** Figures of a case under the names of its class. */
export function FigureFacts({ of, classId, value }: { of: Case; classId: string | undefined; value: object }) {
  const t = useText(deskMessages);
  const shell = useText(shellMessages);
  const words = { yes: shell('yes'), no: shell('no') };
  const read = useRead(
    'listEligibilityClasses',
    { query: { programme: of.programme, class: classId } },
    { enabled: classId !== undefined, staleTime: 600_000 },
  );
  const entries = Object.entries(value);
  if (entries.length === 0) return t('noFigures');
  return (
    <Loaded read={read}>
      {({ items }) => (
        <dl className={styles.figureFacts}>
          {entries.map(([id, held]) => {
            const figure = items[0]?.figures.find((one) => one.id === id);
            return (
              <div key={id}>
                <dt>{figure?.label ?? id}</dt>
                <dd className={styles.text}>{figure ? figureText(figure, held, words) : JSON.stringify(held)}</dd>
              </div>
            );
          })}
        </dl>
      )}
    </Loaded>
  );
}

/** The class that the case applies under: the value of the choice whose values are classes of the programme. */
export function useClassOf(of: Case): string | undefined {
  const asks = of.fields.some(({ type }) => type === 'figures');
  const read = useRead(
    'listEligibilityClasses',
    { query: { programme: of.programme, figures: 'no' } },
    { enabled: asks, staleTime: 600_000 },
  );
  const classes = new Set((read.data?.items ?? []).map((one) => one.class));
  const field = of.fields.find(({ choices }) => choices?.some(({ id }) => classes.has(id)));
  const value = field?.editable ? (field.typed ?? field.value) : field?.value;
  return typeof value === 'string' && value !== '' ? value : undefined;
}
