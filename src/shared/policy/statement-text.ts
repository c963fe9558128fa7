import type { Bilingual } from '../i18n.ts';
import type { RuleSet } from './rule-set.ts';
import { FIELD_WORDS, SAID, UNIT_WORDS, VALUE_WORDS } from './value-words.ts';

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isBilingual = (value: Fields): value is Fields & Bilingual =>
  typeof value['zh'] === 'string' && typeof value['en'] === 'string' && Object.keys(value).length === 2;

const join = (texts: readonly Bilingual[], zh: string, en: string): Bilingual => ({
  zh: texts.map((text) => text.zh).join(zh),
  en: texts.map((text) => text.en).join(en),
});

/** A value of a rule set in words, from its data alone. */
export function valueText(set: RuleSet, value: unknown, key = ''): Bilingual {
  if (value === null || value === undefined) return SAID.none;
  if (typeof value === 'boolean') return value ? SAID.yes : SAID.no;
  if (typeof value === 'number') return numberText(value, key);
  if (typeof value === 'string') return codeText(set, value);
  if (Array.isArray(value))
    return value.length === 0
      ? SAID.none
      : join(
          value.map((part) => valueText(set, part, key)),
          '；',
          '; ',
        );
  return isFields(value) ? fieldsText(set, value) : SAID.none;
}

function numberText(value: number, key: string): Bilingual {
  if (!key.endsWith('fen')) return { zh: String(value), en: String(value) };
  const yuan = value / 100;
  const zh = yuan >= 10_000 ? `${yuan / 10_000}万元` : `${yuan}元`;
  return { zh, en: `${yuan.toLocaleString('en')} yuan` };
}

function codeText(set: RuleSet, value: string): Bilingual {
  const document = set.documents?.documents.find(({ value: { id } }) => id === value)?.value.name;
  const manager = set.authorities?.managers.value.find(({ id }) => id === value)?.name;
  return document ?? manager ?? VALUE_WORDS[value] ?? { zh: value, en: value };
}

function fieldsText(set: RuleSet, value: Fields): Bilingual {
  if (isBilingual(value)) return value;
  if ('cite' in value && 'value' in value) return valueText(set, value['value']);
  if (Array.isArray(value['items'])) {
    const text = join(
      value['items'].map((item) => valueText(set, item)),
      '、',
      ', ',
    );
    return value['open'] === true ? { zh: text.zh + SAID.open.zh, en: text.en + SAID.open.en } : text;
  }
  const { id, name, clock, ...rest } = value;
  const heads = [
    isFields(name) ? valueText(set, name) : typeof id === 'string' ? codeText(set, id) : undefined,
    typeof clock === 'string' ? clockText(set, clock) : undefined,
  ].filter((text) => text !== undefined);
  const parts = Object.entries(rest)
    .filter(([, part]) => part !== false && part !== null && !(Array.isArray(part) && part.length === 0))
    .flatMap(([key, part]) => {
      const label = FIELD_WORDS[key];
      if (!label) return [];
      if (part === true) return [label];
      const text = valueText(set, part, key);
      return [{ zh: `${label.zh}：${text.zh}`, en: `${label.en}: ${text.en}` }];
    });
  const head = join(heads, '：', ': ');
  if (parts.length === 0) return heads.length === 0 && value['in_principle'] === false ? SAID.must : head;
  const detail = join(parts, '，', ', ');
  return heads.length === 0 ? detail : { zh: `${head.zh}（${detail.zh}）`, en: `${head.en} (${detail.en})` };
}

/** How long a clock of `clocks.yaml` runs, or when it comes again. */
export function clockText(set: RuleSet, id: string): Bilingual {
  const { clocks = {}, recurring = {}, windows = {} } = set.clocks ?? {};
  const value: Fields | undefined = (clocks[id] ?? recurring[id] ?? windows[id])?.value;
  if (value === undefined) return { zh: id, en: id };
  if (value['dated'] === true) return SAID.dated;
  if (typeof value['on'] === 'string') return dateText(value['on']);
  const unit = UNIT_WORDS[String(value['unit'])] ?? { zh: '', en: '' };
  const count = Number(value['count'] ?? value['every']);
  if ('every' in value) return { zh: `每${count}${unit.zh}`, en: `every ${count}${unit.en}` };
  if ('before_end_of' in value)
    return { zh: `届满前${count}${unit.zh}`, en: `the last ${count}${unit.en} before the end` };
  const most = value['up_to'] === true;
  return { zh: `${most ? '最长' : ''}${count}${unit.zh}`, en: `${most ? 'up to ' : ''}${count}${unit.en}` };
}

function dateText(on: string): Bilingual {
  const [month, day] = on.split('-');
  if (day === 'last') return { zh: `${Number(month)}月最后一日`, en: `last day of month ${Number(month)}` };
  return { zh: `${Number(month)}月${Number(day)}日`, en: `${month}-${day}` };
}
