import { defineProblems } from '../problems.ts';

export const catalogueProblem = defineProblems({
  'catalogue.type_unknown': { status: 422, zh: '没有资源类型“{type}”', en: 'There is no resource type “{type}”' },
  'catalogue.identifier_claimed': {
    status: 409,
    zh: '标识“{value}”已属于另一条资源',
    en: 'The identifier “{value}” belongs to another resource',
  },
  'catalogue.platform_unknown': { status: 404, zh: '没有平台“{code}”', en: 'There is no platform “{code}”' },
  'catalogue.resource_unknown': { status: 404, zh: '没有找到这条资源', en: 'There is no such resource' },
  'catalogue.version_unknown': {
    status: 404,
    zh: '这条资源没有第 {version} 版',
    en: 'The resource has no version {version}',
  },
  'catalogue.withdrawn': {
    status: 410,
    zh: '“{title}”已于 {date} 撤回：{reason}',
    en: '“{title}” was withdrawn on {date}: {reason}',
  },
  'catalogue.refused': {
    status: 422,
    zh: '记录有 {count} 处不符合要求，未保存',
    en: 'The record has {count} fault(s) and was not saved',
  },
  'catalogue.not_now': {
    status: 409,
    zh: '当前状态“{state}”下不能进行“{action}”',
    en: '“{action}” is not possible in the state “{state}”',
  },
  'catalogue.own_record': {
    status: 403,
    zh: '本平台要求由作者以外的人审核',
    en: 'This platform wants the check made by somebody other than the author',
  },
  'catalogue.reason_needed': { status: 422, zh: '“{action}”须说明理由', en: '“{action}” needs a reason' },
  'catalogue.identifier_unknown': {
    status: 404,
    zh: '没有资源使用标识“{value}”',
    en: 'No resource bears the identifier “{value}”',
  },
  'catalogue.identifier_step': {
    status: 409,
    zh: '标识状态不能由“{from}”改为“{to}”',
    en: 'The state of the identifier cannot go from “{from}” to “{to}”',
  },
  'catalogue.none_available': {
    status: 422,
    zh: '本平台没有可供利用的资源：请先在资源的“可供情况”中填写',
    en: 'This platform has nothing to give away: fill “Availability” of its records first',
  },
  'catalogue.list_unknown': { status: 404, zh: '没有这份清单', en: 'There is no such list' },
  'catalogue.file_unknown': { status: 404, zh: '这条资源没有这个文件', en: 'The resource has no such file' },
  'catalogue.file_on_request': {
    status: 403,
    zh: '文件“{name}”须向平台申请后获取',
    en: 'The file “{name}” is to be asked for at the platform',
  },
  'catalogue.file_embargoed': {
    status: 403,
    zh: '文件“{name}”在保护期内，{date} 起开放',
    en: 'The file “{name}” is under embargo and opens on {date}',
  },
  'catalogue.not_a_picture': {
    status: 422,
    zh: '“{name}”不是可显示的图片，须为 PNG、JPEG、GIF 或 WebP',
    en: '“{name}” is no picture that can be shown: PNG, JPEG, GIF or WebP are',
  },
  'catalogue.empty_file': { status: 422, zh: '文件“{name}”是空的', en: 'The file “{name}” is empty' },
  'catalogue.too_many_files': {
    status: 422,
    zh: '一条资源最多附 {most} 个文件；更多文件请打包后上传',
    en: 'A resource takes {most} files at the most; pack more into an archive',
  },
  'catalogue.files_closed': {
    status: 409,
    zh: '资源已撤回，文件不能再改动',
    en: 'The resource was withdrawn: its files stay as they are',
  },
  'catalogue.export_too_large': {
    status: 422,
    zh: '结果超过 {limit} 条，不能一次导出。请用筛选条件缩小范围，或改用其他格式',
    en: 'There are more than {limit} records, too many for one export. Narrow the search, or take another format',
  },
  'catalogue.no_archive': {
    status: 404,
    zh: '平台“{platform}”没有可按达尔文核心导出的已发布资源',
    en: 'Platform “{platform}” has published nothing that goes into a Darwin Core Archive',
  },
  'catalogue.mistake_unknown': { status: 404, zh: '没有这份差错报告', en: 'There is no such report' },
  'catalogue.rebuild_runs': {
    status: 409,
    zh: '检索索引正在由另一个进程重建；确认它已不在运行时，可加 --fresh 重新开始',
    en: 'Another process is rebuilding the search index; if it is certain that it no longer runs, begin anew with --fresh',
  },
  'catalogue.mistake_answered': { status: 409, zh: '这份差错报告已经处理', en: 'This report was answered before' },
});
