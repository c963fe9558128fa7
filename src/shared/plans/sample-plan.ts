import type { PlanField, PlanShape, PlanTable } from './shape.ts';
import type { PlanRow, PlanValue } from './values.ts';

/** A plan in which nothing is missing, made from the shape of any form: what the form asks for, in words of our own. */
export function samplePlan(
  shape: PlanShape,
  cover: Readonly<Record<string, PlanValue>> = {},
): Record<string, PlanValue> {
  const values: Record<string, PlanValue> = {};
  for (const { id, path, kind, name } of shape.cover) values[path] = cover[id] ?? coverValue(kind, name.zh);
  for (const { fields } of shape.sections)
    for (const field of fields) {
      const value = valueOf(shape, field);
      if (value !== undefined) values[field.path] = value;
    }
  return values;
}

function coverValue(kind: PlanShape['cover'][number]['kind'], name: string): PlanValue {
  if (kind === 'phone') return '020-88887777';
  if (kind === 'email') return 'library@example.org';
  if (kind === 'date') return '2026-08-12';
  if (kind === 'address') return { district: '天河区', street: '科苑路', number: '1号' };
  return `示例${name}`;
}

function valueOf(shape: PlanShape, field: PlanField): PlanValue | undefined {
  if (field.kind === 'text') return `${field.name.zh}：已按编写提纲说明。\n第二段，含生僻字䴙䴘𬶏。`;
  if (field.kind === 'number') return '20';
  return field.kind === 'table' ? rowsFor(shape, field) : undefined;
}

function rowsFor(shape: PlanShape, table: PlanTable): PlanRow[] {
  const count = table.rows?.length ?? Math.max(1, table.min_rows);
  return Array.from({ length: count }, (_, n) => rowFor(shape, table, n));
}

function rowFor({ periods }: PlanShape, table: PlanTable, n: number): PlanRow {
  const whole = table.columns.some(({ share }) => share?.of !== undefined);
  let years = 0;
  return Object.fromEntries(
    table.columns.flatMap((column): (readonly [string, string])[] => {
      switch (column.kind) {
        case 'share':
          return [];
        case 'choice':
          return [[column.id, column.options![n % column.options!.length]!.id]];
        case 'date':
          return [[column.id, periods.reference?.from ?? '2026-01-01']];
        case 'month':
          return [[column.id, periods.plan?.from ?? '2026-01']];
        case 'value':
          // The whole first, then its years: they add up.
          return [[column.id, years++ === 0 ? String((periods.plan?.years.length ?? 1) * 10) : '10']];
        case 'number':
        case 'money':
          return [[column.id, whole && column.id === 'total' ? '50' : '5']];
        case 'text':
          return [[column.id, `${column.name.zh}${n + 1}`]];
      }
    }),
  );
}
