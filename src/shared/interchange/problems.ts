import { defineProblems } from '../problems.ts';

export const interchangeProblem = defineProblems({
  'interchange.format_unknown': {
    status: 400,
    zh: '没有格式“{format}”；可用：{known}',
    en: 'There is no format “{format}”; there are: {known}',
  },
  'interchange.not_acceptable': {
    status: 406,
    zh: '不能以所要求的媒体类型提供；可用：{known}',
    en: 'It cannot be had in the media types asked for; there are: {known}',
  },
  'interchange.no_such_set': { status: 404, zh: '没有集合“{set}”', en: 'There is no set “{set}”' },
});
