/** Why a record cannot go in although it is well-formed; `{…}` from `params`. */
export const WRITE_FAULTS = {
  'write.key_twice': {
    zh: '编号“{key}”在同一文件中重复，第 {first} 行已有',
    en: 'The number “{key}” comes twice in the file, first in row {first}',
  },
  'write.content_twice': {
    zh: '该行没有编号，而用来区分资源的内容与第 {first} 行完全相同',
    en: 'The row has no number, and what tells resources apart is the same as in row {first}',
  },
  'write.key_taken': {
    zh: '编号“{key}”已被本平台的“{title}”使用',
    en: 'The number “{key}” already belongs to “{title}” of this platform',
  },
  'write.identifier_twice': {
    zh: '标识“{value}”在同一文件中重复，第 {first} 行已有',
    en: 'The identifier “{value}” comes twice in the file, first in row {first}',
  },
  'write.identifier_taken': {
    zh: '标识“{value}”已属于“{platform}”的“{title}”',
    en: 'The identifier “{value}” already belongs to “{title}” of “{platform}”',
  },
  'write.withdrawn': {
    zh: '编号“{key}”的资源已撤回，编号不再使用',
    en: 'The resource with the number “{key}” was withdrawn; its number is not used again',
  },
  'write.wider_than_source': {
    zh: '资源产品的共享条件不得宽于来源：来源“{source}”为“{source_access_zh}”，本资源为“{access_zh}”',
    en: 'What is made of other resources may not be more open than they are: “{source}” is “{source_access_en}”, this is “{access_en}”',
  },
  'write.relation_round': {
    zh: '“{value}”又以本资源为来源、上级或亲本，关系成环',
    en: '“{value}” comes from, belongs to or descends from this resource itself',
  },
} as const;
