import type { CivilDate } from '../dates.ts';
import { fieldReader, type FieldReader } from './check-value.ts';
import { note, type Notes, shown } from './check-value-notes.ts';
import type { CheckOutcome, RecordFault } from './checked-record.ts';
import { displayValues, whenHolds } from './display.ts';
import { type RecordCheck, otherField, recordChecks } from './record-checks.ts';
import { localKeyOf } from './record-key.ts';
import { templateFields, titleEnMaker, titleMaker, type TitleMaker } from './record-title.ts';
import type { FieldSpec, FieldValue, RecordFields, ResourceType } from './resource-type.ts';

/** A type made ready for many records. */
interface Plan {
  readonly readers: readonly { id: string; read: FieldReader }[];
  readonly conditional: readonly FieldSpec[];
  readonly required: readonly FieldSpec[];
  readonly minimum: readonly FieldSpec[];
  readonly checks: readonly RecordCheck[];
  readonly title: TitleMaker;
  readonly titleEn: TitleMaker;
}

const plans = new WeakMap<ResourceType, Plan>();

function planOf(type: ResourceType): Plan {
  let plan = plans.get(type);
  if (!plan) {
    plan = {
      readers: type.fields.map((field) => ({ id: field.id, read: fieldReader(type, field) })),
      conditional: type.fields.filter(({ when }) => when !== undefined),
      required: type.fields.filter(({ required }) => required),
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
  for (const check of plan.checks) check({ type, fields, today: facts.today, notes });
  dropUnmet(type, plan, fields, notes);
  const refused = refusedFields(notes.faults);
  for (const { id, ...field } of plan.required) {
    if (fields[id] !== undefined || refused.has(id) || !whenHolds({ id, ...field }, fields)) continue;
    notes.field = id;
    note(notes, 'error', 'record.required');
  }
  notes.field = null;
  const title = plan.title(fields);
  const localKey = localKeyOf(type, fields);
  // Where a cell was refused, its own message says what to do; these would follow from it.
  if (refused.size === 0) {
    if (title === undefined) note(notes, 'error', 'record.no_title', titleParams(type));
    if (localKey === undefined) note(notes, 'error', 'record.no_key', keyParams(type));
  }
  const { faults } = notes;
  if (title === undefined || localKey === undefined || faults.some(({ severity }) => severity === 'error')) {
    return { record: undefined, faults };
  }
  const titleEn = plan.titleEn(fields);
  const record = { fields, title, localKey, quality: qualityOf(plan.minimum, fields) };
  return { record: titleEn === undefined ? record : { ...record, titleEn }, faults };
}

const refusedFields = (faults: readonly RecordFault[]): ReadonlySet<string> =>
  new Set(faults.flatMap(({ severity, field }) => (severity === 'error' && field !== null ? [field] : [])));

function noteUnknown(type: ResourceType, given: Readonly<Record<string, unknown>>, notes: Notes): void {
  notes.field = null;
  for (const name of Object.keys(given)) {
    if (type.byId.has(name)) continue;
    const value = given[name];
    if (value !== undefined && value !== null && value !== '')
      note(notes, 'warning', 'record.field_unknown', { name: shown(name) });
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

function labels(type: ResourceType, ids: readonly string[], lang: 'zh' | 'en'): string {
  return ids.map((id) => type.byId.get(id)?.label[lang] ?? id).join(lang === 'en' ? ' + ' : '＋');
}

function titleParams(type: ResourceType): Record<string, string> {
  const own = type.byId.has('title') ? [['title']] : [];
  const ways = [...own, ...type.title.map(templateFields)];
  return {
    fields_zh: ways.map((ids) => labels(type, ids, 'zh')).join('，或 '),
    fields_en: ways.map((ids) => labels(type, ids, 'en')).join(', or '),
  };
}

const keyParams = (type: ResourceType): Record<string, string> => ({
  key_zh: type.key.map((ids) => labels(type, ids, 'zh')).join('，或 '),
  key_en: type.key.map((ids) => labels(type, ids, 'en')).join(', or '),
  content_zh: labels(type, type.content_key, 'zh'),
  content_en: labels(type, type.content_key, 'en'),
});
