import type { Form } from '../policy/forms.ts';

export interface FormDifference {
  /** `4.1.1` or `cover/phone`. */
  at: string;
  kind: 'added' | 'removed' | 'changed';
  zh: string;
  en: string;
}

/** What a newer template has otherwise than the one a plan is written on. */
export function formDifferences(old: Form, next: Form): FormDifference[] {
  const [a, b] = [partsOf(old), partsOf(next)];
  const said = {
    added: { zh: '新增', en: 'new' },
    removed: { zh: '取消', en: 'gone' },
    changed: { zh: '改动', en: 'changed' },
  };
  const difference = (at: string, kind: FormDifference['kind'], name: { zh: string; en: string }): FormDifference => ({
    at,
    kind,
    zh: `${said[kind].zh}：${name.zh}`,
    en: `${said[kind].en}: ${name.en}`,
  });
  return [
    ...[...b].flatMap(([at, { name, text }]) => {
      const before = a.get(at);
      if (!before) return [difference(at, 'added', name)];
      return before.text === text ? [] : [difference(at, 'changed', name)];
    }),
    ...[...a].filter(([at]) => !b.has(at)).map(([at, { name }]) => difference(at, 'removed', name)),
  ];
}

const partsOf = (form: Form): Map<string, { name: { zh: string; en: string }; text: string }> =>
  new Map([
    ...form.cover.map(({ value }) => [`cover/${value.id}`, { name: value.name, text: JSON.stringify(value) }] as const),
    ...form.sections.map(({ value }) => [value.number, { name: value.name, text: JSON.stringify(value) }] as const),
  ]);
