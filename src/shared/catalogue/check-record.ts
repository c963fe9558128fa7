import type { CivilDate } from '../dates.ts';
import { fieldReader, type FieldReader } from './check-value.ts';
import { note, type Notes, shown } from './check-value-notes.ts';
import type { CheckOutcome } from './checked-record.ts';
import { displayValues, whenHolds } from './display.ts';
import { type RecordCheck, otherField, recordChecks } from './record-checks.ts';
import { localKeyOf } from './record-key.ts';
import { noteMissing } from './record-missing.ts';
import { titleEnMaker, titleMaker, type TitleMaker } from './record-title.ts';
import type { FieldSpec, FieldValue, RecordFields, ResourceType } from './resource-type.ts';

/** A type made ready for many records. */
interface Plan {
  readonly readers: readonly { id: string; read: FieldReader }[];
  readonly conditional: readonly FieldSpec[];
  readonly minimum: readonly FieldSpec[];
  readonly checks: readonly RecordCheck[];
  readonly title: TitleMaker;
  readonly titleEn: TitleMaker;
}

/** Unknown fields named in the messages of one record. */
const MOST_UNKNOWN = 5;

const plans = new WeakMap<ResourceType, Plan>();

function planOf(type: ResourceType): Plan {
  let plan = plans.get(type);
  if (!plan) {
    plan = {
      readers: type.fields.map((field) => ({ id: field.id, read: fieldReader(type, field) })),
      conditional: type.fields.filter(({ when }) => when !== undefined),
      minimum: type.fields.filter(({ minimum }) => minimum),
      checks: recordChecks(type),
      title: titleMaker(type),
      titleEn: titleEnMaker(type),
    };
    plans.set(type, plan);
  }
  return plan;
}

/**
 * Brings a record into the normal form of its type and says what is wrong with it. Never throws, whatever is given.
 *
 * @param given field id to value: text as a file has it (lists in one text, see `FieldSpec.separator`), or values with
 *   their types, lists as arrays; empty text, null and undefined mean empty
 * @returns the record where nothing is an error; faults in the order of the fields, then of the record as a whole
 */
export function checkRecord(
  type: ResourceType,
  given: Readonly<Record<string, unknown>>,
  facts: { today: CivilDate },
): CheckOutcome {
  const plan = planOf(type);
  const notes: Notes = { faults: [], field: null };
  const fields: Record<string, FieldValue> = {};
  for (const { id, read } of plan.readers) {
    const raw = given[id];
    if (raw === undefined || raw === '' || raw === null) continue;
    notes.field = id;
    const value = read(raw, notes);
    if (value !== undefined) fields[id] = value;
  }
  noteUnknown(type, given, notes);
  dropUnmet(type, plan, fields, notes);
  for (const check of plan.checks) check({ type, fields, today: facts.today, notes });
  const title = plan.title(fields);
  const localKey = localKeyOf(type, fields);
  noteMissing(type, fields, { title, localKey }, notes);
  const { faults } = notes;
  if (title === undefined || localKey === undefined || faults.some(({ severity }) => severity === 'error')) {
    return { record: undefined, faults };
  }
  const titleEn = plan.titleEn(fields);
  const record = { fields, title, localKey, quality: qualityOf(plan.minimum, fields) };
  return { record: titleEn === undefined ? record : { ...record, titleEn }, faults };
}

function noteUnknown(type: ResourceType, given: Readonly<Record<string, unknown>>, notes: Notes): void {
  notes.field = null;
  let said = 0;
  for (const name of Object.keys(given)) {
    if (type.byId.has(name) || said === MOST_UNKNOWN) continue;
    const value = given[name];
    if (value === undefined || value === null || value === '') continue;
    note(notes, 'warning', 'record.field_unknown', { name: shown(name) });
    said++;
  }
}

/** Leaves out what does not apply; a field that hangs on one left out goes as well. */
function dropUnmet(type: ResourceType, { conditional }: Plan, fields: Record<string, FieldValue>, notes: Notes): void {
  for (let again = conditional.length > 0; again;) {
    again = false;
    for (const field of conditional) {
      if (fields[field.id] === undefined || whenHolds(field, fields)) continue;
      delete fields[field.id];
      again = true;
      notes.field = field.id;
      note(notes, 'warning', 'record.when_unmet', unmetParams(type, field));
    }
  }
}

function unmetParams(type: ResourceType, { when }: FieldSpec): Record<string, string> {
  const other = type.byId.get(when!.field);
  const words = (lang: 'zh-CN' | 'en', between: string): string =>
    (other ? displayValues(type, other, when!.in, lang) : when!.in).join(between);
  return { ...otherField(type, when!.field), values_zh: words('zh-CN', '、'), values_en: words('en', ', ') };
}

/** Share of the type's minimum set that is filled, percent; fields that do not apply do not count. */
function qualityOf(minimum: readonly FieldSpec[], fields: RecordFields): number {
  let [filled, counted] = [0, 0];
  for (const field of minimum) {
    if (fields[field.id] !== undefined) filled++;
    else if (!whenHolds(field, fields)) continue;
    counted++;
  }
  return counted === 0 ? 100 : Math.round((filled / counted) * 100);
}
