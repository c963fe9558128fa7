import { z } from 'zod';
import { defineMessages, LANGUAGES } from '../i18n.ts';

/** Subjects and bodies of the mails, by template. `{link}` is filled in when the mail is written. */
export const mailMessages = defineMessages(
  {
    'invitation.subject': '【科源】请启用您的账号',
    'invitation.body':
      '{name}：\n\n{by}为您开设了科源账号“{account}”。请在 {hours} 小时内打开以下链接设置密码，链接只能使用一次：\n\n{link}\n\n如非您本人需要，请忽略此邮件。\n',
    'password_reset.subject': '【科源】重设密码',
    'password_reset.body':
      '{name}：\n\n有人请求重设账号“{account}”的密码。请在 {hours} 小时内打开以下链接设置新密码，链接只能使用一次：\n\n{link}\n\n如非您本人操作，请忽略此邮件，原密码仍然有效。\n',
    'password_changed.subject': '【科源】密码已更改',
    'password_changed.body':
      '{name}：\n\n账号“{account}”的密码已于 {at} 更改。如非您本人操作，请立即联系安全管理员。\n',
    'email_changed.subject': '【科源】联系邮箱已更改',
    'email_changed.body':
      '{name}：\n\n账号“{account}”的联系邮箱已于 {at} 更改，此地址今后不再收到邮件。如非您本人操作，请立即联系安全管理员。\n',
    'message.subject': '【科源】{subject}',
    'message.body': '{name}：\n\n{text}\n\n此邮件与站内消息内容相同。接收方式在工作台“消息”中设置。\n',
    'digest.subject': '【科源】{on} 消息摘要（{count} 条）',
    'digest.body': '{name}：\n\n以下 {count} 条消息尚未以邮件发送：\n\n{text}\n\n接收方式在工作台“消息”中设置。\n',
    'complaint.subject': '【科源】投诉 {number}：{step}',
    'complaint.body':
      '您好：\n\n您对“{platform}”提出的投诉或意见（受理号 {number}）：{step}（{on}）。\n{text}\n凭受理号和提交时得到的查询码，可在以下地址查看办理情况：\n\n{address}\n\n留下邮箱的才会收到本邮件，被投诉的平台不知道您的邮箱。如非您本人提出，请忽略。\n',
    'open_data.subject': '【科源】开放数据：请确认您的邮箱',
    'open_data.body':
      '您好：\n\n有人用此邮箱取用以下开放数据：\n{titles}\n\n请在 {minutes} 分钟内打开以下链接，确认邮箱后即可下载，链接只能使用一次：\n\n{link}\n\n如非您本人操作，请忽略此邮件。\n',
  },
  {
    'invitation.subject': '[Keyuan] Activate your account',
    'invitation.body':
      'Dear {name},\n\n{by} has opened the Keyuan account “{account}” for you. Please open this link within {hours} hours and set a password; it works once:\n\n{link}\n\nIf this was not meant for you, ignore this mail.\n',
    'password_reset.subject': '[Keyuan] Set a new password',
    'password_reset.body':
      'Dear {name},\n\nsomebody asked to reset the password of the account “{account}”. Open this link within {hours} hours to set a new one; it works once:\n\n{link}\n\nIf it was not you, ignore this mail: your password stays valid.\n',
    'password_changed.subject': '[Keyuan] Your password was changed',
    'password_changed.body':
      'Dear {name},\n\nthe password of the account “{account}” was changed at {at}. If it was not you, tell the security administrator at once.\n',
    'email_changed.subject': '[Keyuan] Your mail address was changed',
    'email_changed.body':
      'Dear {name},\n\nthe mail address of the account “{account}” was changed at {at}; this one gets no more mail. If it was not you, tell the security administrator at once.\n',
    'message.subject': '[Keyuan] {subject}',
    'message.body':
      'Dear {name},\n\n{text}\n\nThe same stands among your messages in the workbench, where you choose how to be told.\n',
    'digest.subject': '[Keyuan] Messages of {on} ({count})',
    'digest.body':
      'Dear {name},\n\n{count} messages that were not mailed yet:\n\n{text}\n\nHow you are told is set under “Messages” in the workbench.\n',
    'complaint.subject': '[Keyuan] Complaint {number}: {step}',
    'complaint.body':
      'Dear reader,\n\nyour complaint or opinion about “{platform}” (number {number}): {step} ({on}).\n{text}\nWith the number and the code you were given you see how it stands at\n\n{address}\n\nThis mail goes only to those who left an address; the platform does not know it. If it was not you, ignore this mail.\n',
    'open_data.subject': '[Keyuan] Open data: please confirm your mail address',
    'open_data.body':
      'Dear reader,\n\nsomebody asked for these open data with this mail address:\n{titles}\n\nOpen this link within {minutes} minutes; once the address is confirmed the data can be downloaded. It works once:\n\n{link}\n\nIf it was not you, ignore this mail.\n',
  },
);

const TEMPLATES = [
  'invitation',
  'password_reset',
  'password_changed',
  'email_changed',
  'message',
  'digest',
  'open_data',
  'complaint',
] as const;

/** Payload of the effect `mail`. */
export const mailEffect = z.object({
  to: z.string(),
  /** Id of the account it goes to. */
  account: z.string().optional(),
  template: z.enum(TEMPLATES),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  lang: z.enum(LANGUAGES),
  /** Whom it goes to stands nowhere where mail is looked at, nor do its words. */
  private: z.boolean().optional(),
  /** Id of the one-time link whose address the mail carries. */
  link: z.string().optional(),
  /** Messages it carries: their words come in when it is written, and only those whose reader still sees the case. */
  messages: z.array(z.string()).optional(),
});
export type MailEffect = z.output<typeof mailEffect>;
