import type { Bilingual } from '../i18n.ts';

/** Why the undoing of an import leaves a record as it is. */
export const UNDO_LEFT = {
  'undo.changed': {
    zh: '导入之后内容又被修改过',
    en: 'Its content was changed after the import',
  },
  'undo.imported_again': {
    zh: '之后的另一次导入又写入了此记录',
    en: 'A later import wrote it again',
  },
  'undo.withdrawn': { zh: '已经撤回', en: 'It is withdrawn already' },
  'undo.published': {
    zh: '导入前是草稿，之后已公开。请按需暂停或撤回',
    en: 'It was a draft before and is public now. Suspend or withdraw it where needed',
  },
  'undo.refused': {
    zh: '导入前的内容不能恢复：{why}',
    en: 'The content before cannot be put back: {why}',
  },
} as const satisfies Record<string, Bilingual>;

export type UndoLeftCode = keyof typeof UNDO_LEFT;
