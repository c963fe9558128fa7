import { defineProblems } from '../problems.ts';

export const notificationsProblem = defineProblems({
  'notifications.mail_unknown': { status: 404, zh: '没有这封邮件', en: 'There is no such mail' },
});
