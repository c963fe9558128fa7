import type { Bilingual } from '../i18n.ts';
import { ROLES } from '../identity/roles.ts';
import { GATES } from '../policy/procedure-hooks.ts';
import { readWho } from '../policy/procedure-who.ts';
import type { Procedure, Procedures } from '../policy/procedures.ts';
import type { DaysNeed } from './days.ts';
import type { Unmet } from './needs.ts';

interface Names {
  procedure: Procedure;
  procedures: Procedures;
  /** Labels of clocks. */
  clocks: Readonly<Record<string, { label: Bilingual }>>;
}

const both = (zh: string, en: string): Bilingual => ({ zh, en });

/** A requirement that is not met, in words. */
export function needText(unmet: Unmet, { procedure, procedures, clocks }: Names): Bilingual {
  const { need, fields } = unmet;
  const fieldNames = (lang: 'zh' | 'en'): string =>
    fields.map((id) => procedure.fields[id]?.label[lang] ?? id).join(lang === 'zh' ? '、' : ', ');
  const nameOf = (id: string, lang: 'zh' | 'en'): string => procedures[id]?.label[lang] ?? id;
  const compared = comparedText(unmet, { names: fieldNames, procedure, clocks });
  if (compared) return compared;
  if ('fields' in need) return both(`未填写完整：${fieldNames('zh')}`, `not complete: ${fieldNames('en')}`);
  if ('value' in need) {
    const { at_least, at_most, one_of } = need.value;
    const bounds = [
      at_least === undefined ? [] : [both(`不低于 ${at_least}`, `at least ${at_least}`)],
      at_most === undefined ? [] : [both(`不高于 ${at_most}`, `at most ${at_most}`)],
      one_of === undefined
        ? []
        : [both(choices(procedure, fields[0]!, one_of, 'zh'), choices(procedure, fields[0]!, one_of, 'en'))],
    ].flat();
    return both(
      `${fieldNames('zh')}须${bounds.map(({ zh }) => zh).join('，')}`,
      `${fieldNames('en')}: ${bounds.map(({ en }) => en).join(', ')}`,
    );
  }
  if ('sub_cases' in need) {
    const { procedure: id, at_least } = need.sub_cases;
    return at_least === 'all'
      ? both(`“${nameOf(id, 'zh')}”须全部办结`, `every “${nameOf(id, 'en')}” has to be completed`)
      : both(`“${nameOf(id, 'zh')}”须至少办结 ${at_least} 件`, `“${nameOf(id, 'en')}”: at least ${at_least} completed`);
  }
  if ('none_open' in need) {
    const names = (lang: 'zh' | 'en') => need.none_open.map((id) => nameOf(id, lang)).join(lang === 'zh' ? '、' : ', ');
    return both(`尚有未办结的${names('zh')}`, `still open: ${names('en')}`);
  }
  if ('clock' in need) {
    const { id, or = [], is } = need.clock;
    const names = (lang: 'zh' | 'en') =>
      [id, ...or].map((clock) => clocks[clock]?.label[lang] ?? clock).join(lang === 'zh' ? '”或“' : '” or “');
    const label = both(names('zh'), names('en'));
    return is === 'running'
      ? both(`只能在“${label.zh}”期间内办理`, `only while “${label.en}” runs`)
      : both(`须待“${label.zh}”期满`, `only after “${label.en}” has ended`);
  }
  if ('other_person_than' in need) {
    const names = (lang: 'zh' | 'en') =>
      need.other_person_than
        .map((id) => procedure.transitions.find(({ action }) => action === id)?.label[lang] ?? id)
        .join(lang === 'zh' ? '、' : ', ');
    return both(
      `须由办理“${names('zh')}”以外的人办理`,
      `has to be done by somebody else than who did “${names('en')}”`,
    );
  }
  if ('opened_as' in need) {
    const names = (lang: 'zh' | 'en') =>
      need.opened_as.map((who) => roleName(who, lang)).join(lang === 'zh' ? '、' : ', ');
    return both(`只适用于由${names('zh')}提出的办件`, `only for cases opened by: ${names('en')}`);
  }
  return both('不符合基本条件，或缺少指标数据', 'the basic conditions are not met, or figures are missing');
}

type Fields = Pick<Names, 'procedure' | 'clocks'> & { names: (lang: 'zh' | 'en') => string };

/** What a case is compared with: days, lists, other cases, and what gates found. */
function comparedText({ need, faults = [], found = [], against }: Unmet, fields: Fields): Bilingual | undefined {
  if ('span' in need)
    return both(
      `${fields.names('zh')}须为整 ${need.span.years} 年`,
      `${fields.names('en')} have to span ${need.span.years} whole years`,
    );
  if ('among' in need)
    return both(
      `${fields.names('zh')}不在通知所列范围之内`,
      `${fields.names('en')} is none of those that the call lists`,
    );
  if ('days' in need) return dayText(need, against!, fields);
  if ('no_other' in need)
    return both(
      `${fields.names('zh')}相同的已有：${found.join('、')}`,
      `there is one already with the same ${fields.names('en')}: ${found.join(', ')}`,
    );
  if ('same' in need) return both(`${fields.names('zh')}不一致`, `${fields.names('en')} differ`);
  if ('gate' in need) {
    const said = (lang: 'zh' | 'en') => faults.map((fault) => fault[lang]).join(lang === 'zh' ? '；' : '; ');
    const asked = GATES[need.gate];
    return faults.length === 0 ? asked : both(`${asked.zh}：${said('zh')}`, `${asked.en}: ${said('en')}`);
  }
  return undefined;
}

const roleName = (text: string, lang: 'zh' | 'en'): string => {
  const who = readWho(text);
  return who && 'role' in who ? ROLES[who.role][lang] : text;
};

const choices = (procedure: Procedure, field: string, values: readonly unknown[], lang: 'zh' | 'en'): string =>
  (lang === 'zh' ? '为' : 'be ') +
  values
    .map((value) => procedure.fields[field]?.choices?.[String(value)]?.[lang] ?? String(value))
    .join(lang === 'zh' ? '或' : ' or ');

const BOUNDS = {
  after: { zh: '须晚于', en: 'has to be after' },
  not_before: { zh: '不得早于', en: 'must not be before' },
  not_after: { zh: '不得晚于', en: 'must not be after' },
} as const;

/** A day that goes against another: which, and whose day that is. */
function dayText(
  { days }: DaysNeed,
  { bound, day, provisional }: NonNullable<Unmet['against']>,
  { names, procedure, clocks }: Fields,
): Bilingual {
  const ref = days[bound]!;
  const whose = (lang: 'zh' | 'en'): string => {
    if (ref === 'today') return { zh: '今天', en: 'today' }[lang];
    if (typeof ref === 'string' || 'rule' in ref) return '';
    if ('field' in ref) return procedure.fields[ref.field]?.label[lang] ?? ref.field;
    const label = clocks[ref.clock]?.label[lang] ?? ref.clock;
    return lang === 'zh' ? `“${label}”的${ref.end === 'last' ? '末日' : '首日'}` : `the ${ref.end} day of “${label}”`;
  };
  const dated = (lang: 'zh' | 'en', day: string): string =>
    whose(lang) === '' ? day : lang === 'zh' ? `${whose(lang)}（${day}）` : `${whose(lang)} (${day})`;
  const { zh, en } = BOUNDS[bound];
  if (provisional)
    return both(
      `${names('zh')}${zh}${dated('zh', day)}；该日所涉年度的工作日历尚未录入，录入后方可确定`,
      `${names('en')} ${en} ${dated('en', day)}, which is not settled: the working days of that year are not entered yet`,
    );
  return both(`${names('zh')}${zh}${dated('zh', day)}`, `${names('en')} ${en} ${dated('en', day)}`);
}
