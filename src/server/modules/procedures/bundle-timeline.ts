import { civilDateAt } from '../../../shared/dates.ts';
import type { DocumentInput } from '../../../shared/documents/model.ts';
import type { Ctx } from '../../kernel/context.ts';
import { clockViews } from './clock-view.ts';
import { placeOf } from './place.ts';
import { rulesOf } from './rules.ts';
import { type CaseRow, clocksOf } from './store.ts';
import { timelineOf } from './timeline.ts';

const time = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' });

/** What happened in a case and when, its values and its clocks, for the archive. */
export async function timelineDocument(ctx: Ctx, row: CaseRow): Promise<DocumentInput> {
  const zh = { ...ctx, lang: 'zh-CN' as const };
  const rules = rulesOf(ctx, row);
  const reader = { place: await placeOf(ctx.db, row), desks: 'all' as const, office: true };
  const events = await timelineOf(zh, row, rules, reader);
  const clocks = clockViews(zh, row, rules, await clocksOf(ctx.db, row.id));
  return {
    style: 'form',
    title: `${rules.procedure.label.zh}办理过程`,
    issuer: rules.ruleSet.instrument.issuers[0]?.zh ?? rules.ruleSet.instrument.title.zh,
    date: civilDateAt(ctx.now),
    ...(row.trial && { mark: '试运行 - 不具效力' }),
    blocks: [
      {
        kind: 'facts',
        rows: [
          ['案件编号', row.id],
          ['名称', row.title],
          ['依据', rules.ruleSet.instrument.title.zh],
          ['开启', time.format(new Date(row.opened_at))],
          ['办结', row.closed_at === null ? '未办结' : time.format(new Date(row.closed_at))],
          ['状态', rules.procedure.states[row.state]!.label.zh],
        ],
      },
      ...(clocks.length === 0
        ? []
        : [
            { kind: 'heading' as const, level: 1 as const, text: '期限' },
            {
              kind: 'table' as const,
              columns: [{ title: '期限', width: 2 }, { title: '首日' }, { title: '末日' }, { title: '依据', width: 2 }],
              rows: clocks.map(({ label, first, last, cite }) => [label, first, last, cite.article]),
            },
          ]),
      { kind: 'heading', level: 1, text: '经过' },
      {
        kind: 'table',
        columns: [
          { title: '时间', width: 1.5 },
          { title: '事项', width: 1.6 },
          { title: '办理', width: 1.5 },
          { title: '内容', width: 4 },
          { title: '依据', width: 1.6 },
        ],
        rows: events.map((event) => [
          time.format(new Date(event.at)),
          event.to_label === null ? event.label : `${event.label}→${event.to_label}`,
          [event.actor, event.as_label].filter((part) => part !== null && part !== '').join('\n') || '系统',
          event.answers
            .map(({ label, text }) => `${label}：${text}`)
            .join('\n')
            .slice(0, 20_000),
          event.cite?.article ?? '',
        ]),
      },
    ],
  };
}
