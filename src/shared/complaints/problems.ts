import { defineProblems } from '../problems.ts';

export const complaintsProblem = defineProblems({
  'complaints.not_taken_here': {
    status: 404,
    zh: '{programme} 没有规定网上投诉，请联系主管部门',
    en: '{programme} takes no complaints here; please turn to the supervising department',
  },
  'complaints.platform_unknown': {
    status: 422,
    zh: '“{platform}”不是本网的资源库（平台），请重新选择',
    en: '“{platform}” is no platform of this network; please choose again',
  },
  'complaints.not_found': {
    status: 404,
    zh: '没有这个受理号，或查询码不符',
    en: 'There is no such number, or the code is not its own',
  },
  'complaints.too_many': {
    status: 429,
    zh: '今天从您所在网络发来的已达 {most} 件，这一件没有收下。内容请自行保存，明天再提交，或者直接寄送主管部门',
    en: '{most} have come from your network today; this one was not taken in. Please keep your text and send it tomorrow, or write to the department',
  },
  'complaints.too_many_files': {
    status: 429,
    zh: '今天从您所在网络发来的文件已达 {most} 个，请明天再传，或先提交文字',
    en: '{most} files have come from your network today; send them tomorrow, or send your text first',
  },
  'complaints.file_gone': {
    status: 422,
    zh: '“{field}”的文件已失效，请重新选择',
    en: 'The file of “{field}” is no longer there; please choose it again',
  },
  'complaints.no_such_field': {
    status: 422,
    zh: '没有“{field}”这一项，或它不接受文件',
    en: 'There is no field “{field}”, or it takes no file',
  },
});
