import { defineProblems } from '../problems.ts';

export const calendarProblem = defineProblems({
  'calendar.table_invalid': {
    status: 422,
    zh: '{year} 年的安排表有 {count} 处不符合要求，没有保存',
    en: 'The table of {year} has {count} fault(s); nothing was saved',
  },
  'calendar.beyond_known': {
    status: 400,
    zh: '期间超出可计算的年份（{first} 至 {last}）',
    en: 'The period runs beyond the years that can be counted ({first} to {last})',
  },
  'calendar.programme_unknown': {
    status: 400,
    zh: '没有标识为“{id}”的计划或规则',
    en: 'There is no programme or rule set {id}',
  },
  'calendar.clock_unknown': {
    status: 400,
    zh: '规则“{programme}”没有名为“{id}”、可由起始日推算的期间',
    en: 'The rule set {programme} has no clock {id} that counts from a date',
  },
});
