import { describe, expect, test } from 'vitest';
import { readResourceTypes } from '../../server/modules/catalogue/type-registry.ts';
import { checkRecord } from './check-record.ts';
import { displayValues } from './display.ts';
import { recordFaultText } from './record-faults.ts';
import type { FieldSpec, ResourceType } from './resource-type.ts';
import { typeFromView, type TypeView, typeView } from './type-view.ts';

const TYPES = [...readResourceTypes([]).values()];
const FACTS = { today: '2026-11-24' };

/** A value that the field itself proposes or that its list holds. */
function exampleOf(type: ResourceType, field: FieldSpec): unknown {
  if (field.example !== undefined) return field.example;
  return field.kind === 'code' ? type.lists.get(field.codes!)!.entries[0]!.zh : undefined;
}

describe.each(TYPES.map((type) => [type.id, type] as const))('%s', (_, type) => {
  test('the examples and code lists of its fields are themselves accepted', () => {
    // Checks over several fields have nothing to say of one alone.
    const alone = { ...type, checks: [] };
    let tried = 0;
    for (const field of type.fields) {
      const example = exampleOf(type, field);
      if (example === undefined) continue;
      tried++;
      const { faults } = checkRecord(alone, { [field.id]: example }, FACTS);
      const own = faults.filter((fault) => fault.field === field.id && fault.code !== 'record.when_unmet');
      expect(own.map(({ code, params }) => `${field.id}: ${recordFaultText(code, params, 'en')}`)).toEqual([]);
    }
    expect(tried).toBeGreaterThan(5);
  });

  test('a record of examples is kept, shown in both languages and checked alike in the browser', () => {
    const given = Object.fromEntries(type.fields.map((field) => [field.id, exampleOf(type, field)]));
    const { record, faults } = checkRecord(type, { ...given, exception_kind: '' }, FACTS);
    expect(faults.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(record!.title).not.toBe('');
    expect(record!.localKey.kind).toBe('number');
    for (const lang of ['zh-CN', 'en'] as const)
      for (const [id, value] of Object.entries(record!.fields))
        expect(displayValues(type, type.byId.get(id)!, value, lang).join()).not.toBe('');
    const view = JSON.parse(JSON.stringify(typeView(type))) as TypeView;
    expect(view).toEqual(typeView(type));
    expect(checkRecord(typeFromView(view), record!.fields, FACTS)).toEqual(checkRecord(type, record!.fields, FACTS));
  });

  test('an empty record is refused with words, not with an exception', () => {
    const { record, faults } = checkRecord(type, {}, FACTS);
    expect(record).toBeUndefined();
    expect(faults.map(({ code }) => code)).toEqual(expect.arrayContaining(['record.no_title', 'record.no_key']));
  });
});
