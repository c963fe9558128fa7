import type { Role } from '../identity/roles.ts';
import type { Bilingual } from '../i18n.ts';
import { EDITORS, GUARDIANS } from './people.ts';
import type { ResourceState } from './schemas.ts';

/** What can be done with a record. `*_revision` of a published record follow the same table on the revision's own state. */
export interface LifeStep {
  readonly action: ActionName;
  readonly label: Bilingual;
  readonly from: readonly ResourceState[];
  /** State after it; undefined where the record or its revision goes away or stays as it is. */
  readonly to: ResourceState | undefined;
  readonly by: readonly Role[];
  /** Not by the one who wrote it, where the platform asks for a second pair of eyes. */
  readonly notAuthor?: true;
  readonly needsReason?: true;
}

export type ActionName =
  | 'edit'
  | 'check'
  | 'return'
  | 'publish'
  | 'suspend'
  | 'resume'
  | 'withdraw'
  | 'confirm'
  | 'discard_revision'
  | 'delete';

/** The life of a record: draft, checked, published, suspended, withdrawn. Serves the check, the buttons and the tests. */
export const LIFE: readonly LifeStep[] = [
  {
    action: 'edit',
    label: { zh: '编辑', en: 'Edit' },
    from: ['draft', 'published', 'suspended'],
    to: undefined,
    by: EDITORS,
  },
  {
    action: 'check',
    label: { zh: '审核通过', en: 'Pass the check' },
    from: ['draft'],
    to: 'checked',
    by: EDITORS,
    notAuthor: true,
  },
  {
    action: 'return',
    label: { zh: '退回修改', en: 'Return' },
    from: ['checked'],
    to: 'draft',
    by: EDITORS,
    needsReason: true,
  },
  { action: 'publish', label: { zh: '发布', en: 'Publish' }, from: ['checked'], to: 'published', by: EDITORS },
  {
    action: 'suspend',
    label: { zh: '暂停', en: 'Suspend' },
    from: ['published'],
    to: 'suspended',
    by: GUARDIANS,
    needsReason: true,
  },
  { action: 'resume', label: { zh: '恢复发布', en: 'Resume' }, from: ['suspended'], to: 'published', by: GUARDIANS },
  {
    action: 'withdraw',
    label: { zh: '撤回', en: 'Withdraw' },
    from: ['published', 'suspended'],
    to: 'withdrawn',
    by: GUARDIANS,
    needsReason: true,
  },
  {
    action: 'confirm',
    label: { zh: '确认信息无误', en: 'Confirm as current' },
    from: ['published'],
    to: 'published',
    by: EDITORS,
  },
  {
    action: 'discard_revision',
    label: { zh: '放弃修订', en: 'Discard the revision' },
    from: ['published', 'suspended'],
    to: undefined,
    by: EDITORS,
  },
  {
    action: 'delete',
    label: { zh: '删除草稿', en: 'Delete the draft' },
    from: ['draft', 'checked'],
    to: undefined,
    by: EDITORS,
  },
];

export const STATE_LABELS: Readonly<Record<ResourceState | 'superseded', Bilingual>> = {
  draft: { zh: '草稿', en: 'Draft' },
  checked: { zh: '已审核', en: 'Checked' },
  published: { zh: '已发布', en: 'Published' },
  suspended: { zh: '已暂停', en: 'Suspended' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
  superseded: { zh: '已被新版取代', en: 'Superseded' },
};
