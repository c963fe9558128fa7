// Generated from the migrations by tools/generate.ts. Do not edit.
import type { ColumnType, Generated } from 'kysely';

export interface AccountTable {
  id: string;
  account: string;
  name: string;
  email: string | null;
  phone: string | null;
  organisation_id: string | null;
  password_hash: string | null;
  password_changed_at: string | null;
  totp_secret: string | null;
  totp_confirmed_at: string | null;
  totp_last_step: string | null;
  state: Generated<string>;
  demo: Generated<boolean>;
  last_sign_in_at: string | null;
  revision: Generated<number>;
  created_at: string;
}

export interface AgreementAcceptanceTable {
  id: string;
  subject: string;
  template_id: string;
  version: number;
  digest: string;
  account_id: string;
  name: string;
  unit: string | null;
  at: string;
}

export interface AgreementCallTable {
  subject: string;
  account_id: string;
  asked_on: string;
  reminded: Generated<number>;
  next_on: string;
}

export interface AgreementTemplateTable {
  id: string;
  platform_id: string;
  kind: string;
  state: string;
  content: ColumnType<unknown, string, string>;
  version: Generated<number>;
  changed: Generated<boolean>;
  revision: Generated<number>;
  demo: Generated<boolean>;
  created_at: string;
}

export interface AgreementVersionTable {
  template_id: string;
  version: number;
  content: ColumnType<unknown, string, string>;
  digest: string;
  published_by: string | null;
  published_name: string;
  published_at: string;
}

export interface AuditEventTable {
  id: Generated<string>;
  at: string;
  action: string;
  outcome: string;
  actor_kind: string;
  actor_id: string | null;
  actor_name: string;
  address: string;
  request_id: string;
  subject_kind: string | null;
  subject_id: string | null;
  detail: ColumnType<unknown, string, string>;
}

export interface AvailableListTable {
  id: string;
  platform_id: string;
  listed_on: string;
  item_count: number;
  file_id: string;
  published_by: string | null;
  published_at: string;
}

export interface CalendarDayTable {
  year: number;
  revision: number;
  date: string;
  kind: string;
  name_zh: string;
  name_en: string;
}

export interface CalendarYearTable {
  year: number;
  revision: number;
  notice: string | null;
  issued_on: string | null;
  link: string | null;
  source: string;
  loaded_by: string | null;
  loaded_by_name: string;
  loaded_at: string;
}

export interface CaseAssignmentTable {
  id: string;
  case_id: string;
  role: string;
  account_id: string;
  at: string;
  ended_at: string | null;
}

export interface CaseClockTable {
  id: string;
  case_id: string;
  clock: string;
  from_date: string;
  first_date: string;
  last_date: string;
  provisional: boolean;
  frozen: boolean;
  set_count: number | null;
  state: string;
  paused_on: string | null;
  ended_on: string | null;
  pending: Generated<boolean>;
}

export interface CaseDraftTable {
  case_id: string;
  field: string;
  value: ColumnType<unknown, string | null, string | null>;
  revision: number;
  account_id: string;
  at: string;
}

export interface CaseEventTable {
  id: Generated<string>;
  case_id: string;
  at: string;
  on_date: string;
  kind: string;
  action: string | null;
  from_state: string | null;
  to_state: string | null;
  account_id: string | null;
  actor_name: string;
  party: string | null;
  cite: ColumnType<unknown, string | null, string | null>;
  detail: ColumnType<unknown, string, string>;
  readers: string[] | null;
  told: Generated<string[]>;
}

export interface CaseFileTable {
  id: string;
  case_id: string;
  file_id: string;
  field: string | null;
  uploaded_by: string | null;
  uploaded_at: string;
}

export interface CaseFilterTable {
  id: string;
  account_id: string;
  desks: Generated<string[]>;
  name: string;
  query: ColumnType<unknown, string, string>;
  created_at: string;
}

export interface CasePresenceTable {
  case_id: string;
  account_id: string;
  name: string;
  section: string | null;
  locked: Generated<boolean>;
  seen_at: string;
}

export interface CaseReminderTable {
  clock_id: string;
  last_date: string;
  days_before: number;
  at: string;
}

export interface CaseSignatureTable {
  case_id: string;
  action: string;
  party: string;
  account_id: string;
  at: string;
}

export interface ComplaintTable {
  case_id: string;
  programme_id: string;
  platform_id: string;
  code_digest: string;
  sender: string | null;
  said: string;
  held: string | null;
  repeats: string | null;
  filed_at: string;
  account_id: string | null;
  lang: Generated<string>;
}

export interface ComplaintUploadTable {
  token_digest: string;
  sha256: string;
  size: string;
  name: string;
  sender: string | null;
  at: string;
}

export interface ContractPaymentTable {
  id: string;
  contract_id: string;
  fen: string;
  on_date: string;
  reference: string;
  account_id: string | null;
  actor_name: string;
  at: string;
}

export interface CstrBatchTable {
  id: string;
  platform_id: string;
  type: string;
  agency: string;
  state: string;
  task: string | null;
  body: ColumnType<unknown, string, string>;
  made_by_name: string;
  created_at: string;
  submitted_at: string | null;
  answered_at: string | null;
  revision: Generated<number>;
}

export interface CstrBatchItemTable {
  batch_id: string;
  position: number;
  resource_id: string;
  title: string;
  value: string;
  value_key: string;
  outcome: string | null;
  message: string | null;
}

export interface DelegationTable {
  id: string;
  programme_id: string;
  organisation_id: string;
  role: string;
  procedures: Generated<string[]>;
  from_date: string;
  to_date: string | null;
  document: string;
  granted_by: string | null;
  granted_at: string;
  revoked_at: string | null;
}

export interface DepositTable {
  case_id: string;
  project_id: string;
  platform_id: string;
  what: string | null;
}

export interface DepositItemTable {
  id: string;
  case_id: string;
  title: string;
  kind: string;
  format: string | null;
  quantity: string | null;
  note: string | null;
  file_id: string | null;
  state: Generated<string>;
  remark: string | null;
  resource_id: string | null;
  revision: Generated<number>;
}

export interface DepositPrinciplesTable {
  id: string;
  organisation_id: string;
  title: string;
  production: string | null;
  management: string | null;
  handing_in: string | null;
  sharing: string | null;
  published_at: string;
  published_by: string | null;
}

export interface DepositProjectTable {
  id: string;
  programme_id: string;
  number: string;
  title: string;
  unit_id: string;
  designated: boolean;
  created_at: string;
}

export interface DeskVisitTable {
  account_id: string;
  before_event: string;
  seen_event: string;
  at: string;
}

export interface DocumentNumberTable {
  programme: string;
  kind: string;
  year: number;
  last: number;
  series: Generated<string>;
}

export interface DueWorkTable {
  name: string;
  ran_at: string;
  leased_until: string | null;
}

export interface ExpertTable {
  id: string;
  programme_id: string | null;
  name: string;
  account_id: string | null;
  title: Generated<string>;
  disciplines: string[];
  languages: Generated<string[]>;
  email: string | null;
  phone: string | null;
  employers: ColumnType<unknown, string, string>;
  projects: ColumnType<unknown, string, string>;
  declared: ColumnType<unknown, string, string>;
  state: Generated<string>;
  reason: string | null;
  demo: Generated<boolean>;
  revision: Generated<number>;
  created_at: string;
}

export interface ExpertDrawTable {
  id: string;
  case_id: string;
  at: string;
  account_id: string | null;
  actor_name: string;
  seed: string;
  wanted: number;
  disciplines: string[];
  seated: ColumnType<unknown, string, string>;
  reason: string | null;
  eligible: ColumnType<unknown, string, string>;
  excluded: ColumnType<unknown, string, string>;
  drawn: string[];
}

export interface IdempotencyTable {
  key: string;
  fingerprint: string;
  at: string;
  status: number | null;
  body: ColumnType<unknown, string | null, string | null>;
}

export interface ImportBatchTable {
  id: string;
  platform_id: string;
  type: string;
  file_id: string;
  format: string;
  layout: ColumnType<unknown, string, string>;
  mapping: ColumnType<unknown, string, string>;
  constants: ColumnType<unknown, string, string>;
  dry_run: boolean;
  target_state: string;
  state: string;
  rows_total: string | null;
  last_row: Generated<string>;
  rows_done: Generated<string>;
  created_count: Generated<string>;
  updated_count: Generated<string>;
  unchanged_count: Generated<string>;
  refused_count: Generated<string>;
  warning_count: Generated<string>;
  kept_errors: Generated<number>;
  kept_warnings: Generated<number>;
  notes: ColumnType<unknown, string, string>;
  failure: ColumnType<unknown, string | null, string | null>;
  rate: number | null;
  started_by: string | null;
  started_by_name: string;
  created_at: string;
  started_at: string | null;
  ended_at: string | null;
  leased_until: string | null;
  undo_state: string | null;
  undo_reason: string | null;
  undo_total: Generated<string>;
  undo_after: Generated<string>;
  undo_removed: Generated<string>;
  undo_withdrawn: Generated<string>;
  undo_restored: Generated<string>;
  undo_left: Generated<string>;
  undo_failure: ColumnType<unknown, string | null, string | null>;
  undo_by: string | null;
  undo_by_name: string | null;
  undo_asked_at: string | null;
  undo_ended_at: string | null;
}

export interface ImportFaultTable {
  batch_id: string;
  row: string;
  position: number;
  severity: string;
  field: string | null;
  column_index: number | null;
  column_heading: string | null;
  code: string;
  params: ColumnType<unknown, string, string>;
  cite: ColumnType<unknown, string | null, string | null>;
}

export interface ImportUndoLeftTable {
  batch_id: string;
  resource_id: string;
  title: string;
  code: string;
  params: ColumnType<unknown, string, string>;
}

export interface IssuedDocumentTable {
  id: string;
  code: string;
  kind: string;
  programme: string | null;
  year: number;
  number: number;
  number_text: string;
  title: string;
  issuer: string;
  issued_on: string;
  subject_kind: string | null;
  subject_id: string | null;
  owner_id: string | null;
  public: Generated<boolean>;
  model: ColumnType<unknown, string, string>;
  data: ColumnType<unknown, string | null, string | null>;
  created_at: string;
  created_by: string | null;
  sha256: string | null;
  size: string | null;
  pages: number | null;
  kind_zh: string;
  kind_en: string;
  series: Generated<string>;
  direction: Generated<string>;
  rule_set: string | null;
  rule_set_version: string | null;
  action: string | null;
  facts: ColumnType<unknown, string | null, string | null>;
  readers: string[] | null;
  state: Generated<string>;
  state_reason: string | null;
  state_on: string | null;
  state_by: string | null;
  replaced_by: string | null;
  standing: ColumnType<unknown, string | null, string | null>;
}

export interface MailMessageTable {
  id: string;
  effect_id: string;
  recipient: string;
  subject: string;
  file: string | null;
  sent_at: string;
  via: string;
}

export interface MailProofTable {
  id: string;
  email: string;
  token_hash: string | null;
  subject: string;
  path: string;
  network: string;
  created_at: string;
  expires_at: string;
  used_at: string | null;
}

export interface MessageTable {
  id: string;
  account_id: string;
  unique_key: string;
  kind: string;
  case_id: string | null;
  subject: ColumnType<unknown, string, string>;
  body: ColumnType<unknown, string, string>;
  link: string | null;
  mandatory: boolean;
  at: string;
  read_at: string | null;
  digest_due: Generated<boolean>;
}

export interface MessageSettingTable {
  account_id: string;
  mail: string;
  lang: string;
  revision: Generated<number>;
}

export interface MigrationTable {
  name: string;
  digest: string;
  run_at: Generated<string>;
}

export interface MistakeReportTable {
  id: string;
  resource_id: string;
  platform_id: string;
  text: string;
  contact: string | null;
  state: Generated<string>;
  answer: string | null;
  answered_by: string | null;
  reported_at: string;
  answered_at: string | null;
  revision: Generated<number>;
}

export interface NoticeKeyTable {
  fingerprint: string;
  public_key: string;
  since: string;
}

export interface ObjectionPartyTable {
  case_id: string;
  result: string;
  party_digest: string;
  filed_at: string;
}

export interface OneTimeLinkTable {
  id: string;
  token_hash: string | null;
  purpose: string;
  account_id: string;
  created_by: string | null;
  created_at: string;
  expires_at: string;
  used_at: string | null;
}

export interface OpenDataAskTable {
  id: string;
  person: string | null;
  unit: string | null;
  unit_kind: string;
  region_code: string | null;
  abroad: Generated<boolean>;
  purpose: string;
  purpose_text: string;
  resources: ColumnType<unknown, string, string>;
  recorded: ColumnType<unknown, string, string>;
  email: string | null;
  access_hash: string | null;
  access_until: string | null;
  created_at: string;
}

export interface OrganisationTable {
  id: string;
  name_zh: string;
  name_en: string | null;
  uscc: string | null;
  kind: string;
  region_code: string | null;
  supervising_id: string | null;
  defence: Generated<boolean>;
  demo: Generated<boolean>;
  state: Generated<string>;
  revision: Generated<number>;
  created_at: string;
}

export interface OutboxTable {
  id: Generated<string>;
  kind: string;
  payload: ColumnType<unknown, string, string>;
  unique_key: string | null;
  due_at: string;
  retry_at: Generated<string>;
  attempts: Generated<number>;
  last_error: string | null;
  done_at: string | null;
  failed_at: string | null;
}

export interface PermitTable {
  id: string;
  kind: string;
  number: string;
  issuer: string;
  scope: string;
  valid_from: string;
  valid_until: string | null;
  platform_id: string | null;
  account_id: string | null;
  organisation_id: string | null;
  file_id: string | null;
  revision: Generated<number>;
  created_by: string | null;
  created_at: string;
  ended_on: string | null;
  ended_by: string | null;
  ended_reason: string | null;
  ended_name: string | null;
  ended_at: string | null;
  reminded_days: number | null;
}

export interface PermitUseTable {
  permit_id: string;
  subject: string;
  platform_id: string;
  state: Generated<string>;
  checked_by: string | null;
  checked_name: string | null;
  checked_at: string | null;
  reason: string | null;
  revision: Generated<number>;
  given_at: string;
}

export interface PlanFieldTable {
  case_id: string;
  path: string;
  value: ColumnType<unknown, string, string>;
  revision: number;
  account_id: string;
  at: string;
}

export interface PlanFileTable {
  id: string;
  case_id: string;
  section: string;
  file_id: string;
  uploaded_by: string;
  uploaded_at: string;
  removed_at: string | null;
}

export interface PlanKeptTable {
  id: string;
  case_id: string;
  version: string;
  values: ColumnType<unknown, string, string>;
  at: string;
}

export interface PlanVersionTable {
  id: string;
  case_id: string;
  path: string;
  revision: number;
  value: ColumnType<unknown, string, string>;
  origin: string;
  account_id: string;
  at: string;
}

export interface PlatformTable {
  id: string;
  code: string;
  name_zh: string;
  name_en: string | null;
  kind: string;
  host_id: string | null;
  supervising_id: string | null;
  host_name: string | null;
  supervising_name: string | null;
  region_code: string | null;
  summary_zh: string | null;
  summary_en: string | null;
  homepage: string | null;
  contact: ColumnType<unknown, string, string>;
  checked_by_other: Generated<boolean>;
  cstr_agency: string | null;
  demo: Generated<boolean>;
  source: string | null;
  verified: Generated<boolean>;
  state: Generated<string>;
  revision: Generated<number>;
  created_at: string;
}

export interface PlatformProgrammeTable {
  platform_id: string;
  programme_id: string;
  state: string;
  recommended_by: string | null;
  recommended_on: string | null;
}

export interface ProcCaseTable {
  id: string;
  programme_id: string;
  procedure: string;
  rule_set: string;
  rule_set_version: string;
  trial: boolean;
  subject_kind: string;
  subject_id: string;
  title: string;
  parent_id: string | null;
  holds: Generated<boolean>;
  pauses: Generated<string[]>;
  state: string;
  outcome: string | null;
  revision: Generated<number>;
  data: ColumnType<unknown, string, string>;
  platform_id: string | null;
  host_id: string | null;
  supervising_id: string | null;
  region_code: string | null;
  opened_by: string | null;
  opened_at: string;
  closed_at: string | null;
  desks: Generated<string[]>;
  readers: Generated<string[]>;
  due: Generated<string>;
  claimed_by: string | null;
  demo: Generated<boolean>;
}

export interface ProgrammeTable {
  id: string;
  rule_set: string;
  authority_id: string | null;
  mode: string;
  portal_name_zh: string | null;
  portal_name_en: string | null;
  path: string;
  host: string | null;
  position: Generated<number>;
  revision: Generated<number>;
  issued_on: string | null;
}

export interface PublicNoticeTable {
  id: string;
  programme_id: string;
  procedure: string;
  rule_set: string;
  rule_set_version: string;
  trial: boolean;
  demo: boolean;
  title_zh: string;
  title_en: string;
  published_at: string;
  clock: string;
  first_date: string;
  last_date: string;
  list: string;
  sha256: string;
  signature: string;
  key_fingerprint: string;
  search_text: string;
}

export interface PublicNoticeItemTable {
  notice_id: string;
  position: number;
  case_id: string;
  about_id: string;
  platform_id: string | null;
  corrects: string | null;
}

export interface RegionTable {
  code: string;
  parent_code: string | null;
  level: string;
  name_zh: string;
  name_en: string;
}

export interface RegisterEntryTable {
  id: string;
  programme_id: string;
  platform_id: string;
  case_id: string | null;
  rule_set: string;
  rule_set_version: string;
  trial: boolean;
  demo: boolean;
  status: string;
  name_zh: string;
  name_en: string | null;
  class: string | null;
  class_zh: string | null;
  class_en: string | null;
  host_id: string | null;
  host_name: string | null;
  supervising_name: string | null;
  region_code: string | null;
  head: string | null;
  direct: ColumnType<unknown, string | null, string | null>;
  decision: ColumnType<unknown, string, string>;
  entered_on: string;
  list_no: string | null;
  list_on: string | null;
  plaque_no: string | null;
  plaque_on: string | null;
  term_first: string | null;
  term_last: string | null;
  ended_on: string | null;
  excluded_until: string | null;
  revision: Generated<number>;
}

export interface RegisterEventTable {
  id: Generated<string>;
  entry_id: string;
  at: string;
  on_date: string;
  kind: string;
  status: string;
  decision: ColumnType<unknown, string, string>;
  case_id: string | null;
  changes: ColumnType<unknown, string, string>;
}

export interface RequestTable {
  id: string;
  account_id: string;
  account_name: string;
  organisation_id: string | null;
  organisation_name: string | null;
  unit_kind: string;
  region_code: string | null;
  foreign_controlled: Generated<boolean>;
  purpose: string;
  mixed_purpose: string | null;
  beneficiary: string | null;
  purpose_text: string;
  project: string | null;
  users: ColumnType<unknown, string, string>;
  delivery: ColumnType<unknown, string | null, string | null>;
  abroad: Generated<boolean>;
  created_at: string;
}

export interface RequestAnswerTable {
  account_id: string;
  question_id: string;
  text: string;
  at: string;
}

export interface RequestCountTable {
  platform_id: string;
  year: number;
  last: number;
}

export interface RequestDownloadTable {
  id: string;
  item_id: string;
  link_id: string;
  file_id: string;
  name: string;
  sha256: string;
  first_byte: string;
  last_byte: string;
  account_id: string | null;
  address: string;
  at: string;
}

export interface RequestEventTable {
  id: string;
  part_id: string;
  item_id: string | null;
  at: string;
  kind: string;
  by_platform: boolean;
  account_id: string | null;
  account_name: string;
  text: Generated<string>;
  detail: ColumnType<unknown, string, string>;
}

export interface RequestFileTable {
  event_id: string;
  id: string;
  name: string;
  size: string;
  sha256: string;
}

export interface RequestItemTable {
  id: string;
  part_id: string;
  position: number;
  kind: string;
  state: string;
  resource_id: string | null;
  type_id: string | null;
  service_id: string | null;
  service_version: number | null;
  title: string;
  quantity: string | null;
  unit: string | null;
  granted: Generated<string>;
  sent: Generated<string>;
  received: Generated<string>;
  returned: Generated<string>;
  lost: Generated<string>;
  loan: Generated<boolean>;
  back_on: string | null;
  reminded_on: string | null;
  note: string | null;
  reason: string | null;
  instead_of: string | null;
  specification: string | null;
  specification_agreed_at: string | null;
  steps: Generated<number>;
  service_record_id: string | null;
  off_ledger: Generated<boolean>;
  done: ColumnType<unknown, string | null, string | null>;
  awaits_from: string | null;
  awaits_reminded_on: string | null;
  taken_back_at: string | null;
}

export interface RequestLinkTable {
  id: string;
  item_id: string;
  digest: string;
  expires_at: string;
  revoked_at: string | null;
  created_at: string;
}

export interface RequestPartTable {
  id: string;
  request_id: string;
  platform_id: string;
  number: string;
  state: Generated<string>;
  account_id: string;
  policy_id: string | null;
  claimed_by: string | null;
  claimed_name: string | null;
  due_on: string | null;
  answered_at: string | null;
  waits_for_requester: Generated<boolean>;
  reminded_on: string | null;
  created_at: string;
  created_on: string;
  closed_at: string | null;
  revision: Generated<number>;
}

export interface RequestQuestionTable {
  id: string;
  platform_id: string;
  text_zh: string;
  text_en: string | null;
  required: Generated<boolean>;
  closed: Generated<boolean>;
  revision: Generated<number>;
  closed_reason: string | null;
}

export interface RequestShipmentTable {
  id: string;
  part_id: string;
  number: number;
  sent_on: string;
  carrier: string | null;
  tracking: string | null;
  cold_chain: string | null;
  note: string | null;
  delivery: ColumnType<unknown, string | null, string | null>;
  received_at: string | null;
  reminded_on: string | null;
  assumed: Generated<boolean>;
}

export interface RequestShipmentLineTable {
  shipment_id: string;
  item_id: string;
  lot_id: string | null;
  lot_number: string | null;
  quantity: string;
  unit: string;
  received: string | null;
}

export interface RequestStatementTable {
  id: string;
  subject: string;
  platform_id: string;
  kind: string;
  content: ColumnType<unknown, string, string>;
  file_id: string | null;
  by_platform: boolean;
  account_id: string | null;
  actor_name: string;
  at: string;
  state: Generated<string>;
  checked_by: string | null;
  checked_name: string | null;
  checked_at: string | null;
  reason: string | null;
  revision: Generated<number>;
}

export interface ResourceTable {
  id: string;
  platform_id: string;
  type: string;
  local_key: string;
  state: string;
  version: Generated<number>;
  revision: Generated<number>;
  title: string;
  title_en: string | null;
  fields: ColumnType<unknown, string, string>;
  access: string;
  funding: string;
  quality: number;
  demo: Generated<boolean>;
  author_id: string | null;
  created_at: string;
  updated_at: string;
  confirmed_at: string;
  published_at: string | null;
  ended_at: string | null;
  ended_reason: string | null;
  has_revision: Generated<boolean>;
}

export interface ResourceBeforeTable {
  resource_id: string;
  batch_id: string;
  earlier_batch_id: string | null;
  content: ColumnType<unknown, string, string>;
}

export interface ResourceFileTable {
  resource_id: string;
  id: string;
  name: string;
  media_type: string;
  size: string;
  sha256: string;
  role: string;
  access: string;
  caption: string | null;
  revision: Generated<number>;
  added_by: string | null;
  added_by_name: string;
  added_at: string;
  removed_at: string | null;
}

export interface ResourceIdentifierTable {
  scheme: string;
  value_key: string;
  value: string;
  resource_id: string;
  state: string;
  task: string | null;
  state_at: string;
}

export interface ResourceKeyTable {
  platform_id: string;
  type: string;
  key: string;
  resource_id: string;
  batch_id: string | null;
  batch_row: string | null;
}

export interface ResourceRelationTable {
  resource_id: string;
  position: number;
  relation: string;
  inherits: boolean;
  scheme: string;
  value_key: string;
}

export interface ResourceSearchTable {
  id: string;
  words: string;
  type: string;
  platform_id: string;
  disciplines: string[];
  region: string | null;
  access: string;
  year: number | null;
  popularity: number;
  prominence: number;
  published_at: string;
  title_key: string;
}

export interface ResourceUseTable {
  id: string;
  platform_id: string;
  kind: string;
  use_key: string;
  title: string;
  year: number | null;
  content: ColumnType<unknown, string, string>;
  state: string;
  source: string;
  root_id: string | null;
  reporter_id: string | null;
  flags: ColumnType<unknown, string, string>;
  reason: string | null;
  reviewed_name: string | null;
  reviewed_at: string | null;
  demo: Generated<boolean>;
  at: string;
  revision: Generated<number>;
}

export interface ResourceUseOfTable {
  use_id: string;
  resource_id: string;
  found_by: string;
}

export interface ResourceVersionTable {
  resource_id: string;
  version: number;
  state: string;
  fields: ColumnType<unknown, string | null, string | null>;
  title: string | null;
  author_id: string | null;
  author_name: string;
  created_at: string;
  checked_by: string | null;
  checked_at: string | null;
  published_at: string | null;
  note: string | null;
  batch_id: string | null;
  edited: Generated<boolean>;
}

export interface ReviewAvoidanceTable {
  case_id: string;
  entries: ColumnType<unknown, string, string>;
  revision: number;
  account_id: string;
  at: string;
}

export interface ReviewReminderTable {
  case_id: string;
  account_id: string;
  kind: string;
  at: string;
}

export interface RoleGrantTable {
  id: string;
  account_id: string;
  role: string;
  scope_kind: string;
  scope_id: string;
  from_date: string;
  to_date: string | null;
  granted_by: string | null;
  created_at: string;
  revoked_at: string | null;
}

export interface SearchChangeTable {
  seq: Generated<string>;
  resource_id: string;
}

export interface SearchTermTable {
  key: string;
  kind: string;
  text: string;
  spelled: string | null;
  initials: string | null;
  grams: string[];
  records: Generated<number>;
  counted_at: Generated<string>;
}

export interface ServiceTable {
  id: string;
  platform_id: string;
  state: string;
  content: ColumnType<unknown, string, string>;
  version: Generated<number>;
  changed: Generated<boolean>;
  revision: Generated<number>;
  ended_reason: string | null;
  demo: Generated<boolean>;
  created_at: string;
  updated_at: string;
}

export interface ServiceContractTable {
  id: string;
  subject: string;
  platform_id: string;
  state: string;
  content: ColumnType<unknown, string, string>;
  total_fen: string;
  cost_fen: string;
  host_signed_on: string | null;
  host_signed_by: string | null;
  user_signed_on: string | null;
  user_signed_by: string | null;
  in_force_from: string | null;
  until_on: string | null;
  number: string | null;
  document_code: string | null;
  file_id: string | null;
  registrable: Generated<boolean>;
  registration_number: string | null;
  registered_on: string | null;
  registered_at: string | null;
  revision: Generated<number>;
  created_at: string;
  capped: Generated<boolean>;
}

export interface ServiceLinkTable {
  service_id: string;
  kind: string;
  target: string;
  platform_id: string;
}

export interface ServiceQuestionTable {
  root_id: string;
  account_id: string;
  step: number;
  next_on: string;
}

export interface ServiceRatingTable {
  root_id: string;
  token: string;
  platform_id: string;
  account_id: string;
  resource_score: number;
  service_score: number;
  text: Generated<string>;
  anonymous: boolean;
  month: string;
  at: string;
  answer: string | null;
  answered_name: string | null;
  answered_at: string | null;
  withheld_reason: string | null;
  withheld_name: string | null;
  withheld_at: string | null;
  revision: Generated<number>;
  shown_with: Generated<number>;
  shown_from: string | null;
}

export interface ServiceRecordTable {
  id: string;
  platform_id: string;
  year: number;
  seq: number;
  entry: string;
  root_id: string;
  reverses_id: string | null;
  replaces_id: string | null;
  reason: string | null;
  subject: string | null;
  source: string;
  kind: string;
  channel: string;
  on_date: string;
  receiver_account_id: string | null;
  organisation_id: string | null;
  unit_kind: string;
  user_group: string;
  region_code: string | null;
  abroad: boolean;
  inside_host: boolean;
  purpose: string;
  income_fen: string;
  hours: Generated<string>;
  participants: Generated<number>;
  due_back: string | null;
  flags: ColumnType<unknown, string, string>;
  content: ColumnType<unknown, string, string>;
  demo: Generated<boolean>;
  account_id: string | null;
  actor_name: string;
  at: string;
}

export interface ServiceRecordNumberTable {
  platform_id: string;
  year: number;
  last: number;
}

export interface ServiceRecordResourceTable {
  record_id: string;
  resource_id: string;
  quantity: string | null;
  unit: string | null;
}

export interface ServiceReturnTable {
  record_id: string;
  on_date: string;
  account_id: string | null;
  actor_name: string;
  at: string;
}

export interface ServiceVersionTable {
  service_id: string;
  version: number;
  content: ColumnType<unknown, string, string>;
  flags: ColumnType<unknown, string, string>;
  published_by: string | null;
  published_name: string;
  published_at: string;
}

export interface SessionTable {
  id: string;
  token_hash: string;
  account_id: string;
  created_at: string;
  seen_at: string;
  expires_at: string;
  awaiting_second_factor: Generated<boolean>;
  address: string;
  user_agent: string;
}

export interface SettingTable {
  key: string;
  value: ColumnType<unknown, string, string>;
}

export interface SignInFailureTable {
  account: string;
  failures: number;
  last_at: string;
  locked_until: string | null;
}

export interface StockHoldTable {
  holder_kind: string;
  holder_id: string;
  lot_id: string;
  reserved: Generated<string>;
  away: Generated<string>;
}

export interface StockLotTable {
  id: string;
  platform_id: string;
  resource_id: string;
  number: string;
  form: string;
  unit: string;
  on_hand: Generated<string>;
  reserved: Generated<string>;
  away: Generated<string>;
  movements: Generated<number>;
  minimum: Generated<string>;
  store_id: string | null;
  shelf: string | null;
  box: string | null;
  position: string | null;
  origin_lot_id: string | null;
  made_on: string | null;
  expires_on: string | null;
  quality: Generated<string>;
  quality_on: string | null;
  viability: string | null;
  viability_on: string | null;
  viability_due: string | null;
  viability_limit: string | null;
  note: string | null;
  closed: Generated<boolean>;
  revision: Generated<number>;
  demo: Generated<boolean>;
  created_at: string;
}

export interface StockMovementTable {
  lot_id: string;
  seq: number;
  kind: string;
  quantity: string;
  on_hand_change: string;
  reserved_change: string;
  away_change: string;
  on_hand_after: string;
  reserved_after: string;
  away_after: string;
  on_date: string;
  at: string;
  holder_kind: string | null;
  holder_id: string | null;
  step_key: string | null;
  account_id: string | null;
  actor_name: string;
  reason: string | null;
  detail: ColumnType<unknown, string, string>;
}

export interface StockSettingTable {
  platform_id: string;
  shown: Generated<string>;
  fewest_resources: number | null;
  fewest_because: string | null;
  revision: Generated<number>;
}

export interface StockStepTable {
  key: string;
  digest: string;
  answer: ColumnType<unknown, string, string>;
  at: string;
}

export interface StockStoreTable {
  id: string;
  platform_id: string;
  name: string;
  capacity: string | null;
  capacity_unit: string | null;
  used: string | null;
  warn_percent: Generated<number>;
  temperature_min: string | null;
  temperature_max: string | null;
  humidity_max: string | null;
  note: string | null;
  closed: Generated<boolean>;
  revision: Generated<number>;
}

export interface StockTakeTable {
  id: string;
  platform_id: string;
  store_id: string | null;
  shelf: string | null;
  state: Generated<string>;
  revision: Generated<number>;
  opened_by: string | null;
  opened_at: string;
  ended_at: string | null;
}

export interface StockTakeLineTable {
  take_id: string;
  lot_id: string;
  counted: string | null;
  scanned_at: string;
  scanned_by: string | null;
}

export interface StockTestTable {
  id: string;
  lot_id: string;
  kind: string;
  on_date: string;
  percent: string | null;
  passed: boolean;
  note: string | null;
  account_id: string | null;
  actor_name: string;
  at: string;
}

export interface StoredFileTable {
  id: string;
  sha256: string;
  size: string;
  name: string;
  media_type: string;
  uploaded_by: string | null;
  uploaded_at: string;
}

export interface VisitPhotoTable {
  id: string;
  case_id: string;
  file_id: string;
  preview_id: string;
  caption: Generated<string>;
  width: number;
  height: number;
  account_id: string;
  at: string;
}

export interface WithheldDeclarationTable {
  id: string;
  platform_id: string;
  count: number;
  officer: string;
  declared_by: string | null;
  declared_at: string;
}

export interface Tables {
  account: AccountTable;
  agreement_acceptance: AgreementAcceptanceTable;
  agreement_call: AgreementCallTable;
  agreement_template: AgreementTemplateTable;
  agreement_version: AgreementVersionTable;
  audit_event: AuditEventTable;
  available_list: AvailableListTable;
  calendar_day: CalendarDayTable;
  calendar_year: CalendarYearTable;
  case_assignment: CaseAssignmentTable;
  case_clock: CaseClockTable;
  case_draft: CaseDraftTable;
  case_event: CaseEventTable;
  case_file: CaseFileTable;
  case_filter: CaseFilterTable;
  case_presence: CasePresenceTable;
  case_reminder: CaseReminderTable;
  case_signature: CaseSignatureTable;
  complaint: ComplaintTable;
  complaint_upload: ComplaintUploadTable;
  contract_payment: ContractPaymentTable;
  cstr_batch: CstrBatchTable;
  cstr_batch_item: CstrBatchItemTable;
  delegation: DelegationTable;
  deposit: DepositTable;
  deposit_item: DepositItemTable;
  deposit_principles: DepositPrinciplesTable;
  deposit_project: DepositProjectTable;
  desk_visit: DeskVisitTable;
  document_number: DocumentNumberTable;
  due_work: DueWorkTable;
  expert: ExpertTable;
  expert_draw: ExpertDrawTable;
  idempotency: IdempotencyTable;
  import_batch: ImportBatchTable;
  import_fault: ImportFaultTable;
  import_undo_left: ImportUndoLeftTable;
  issued_document: IssuedDocumentTable;
  mail_message: MailMessageTable;
  mail_proof: MailProofTable;
  message: MessageTable;
  message_setting: MessageSettingTable;
  migration: MigrationTable;
  mistake_report: MistakeReportTable;
  notice_key: NoticeKeyTable;
  objection_party: ObjectionPartyTable;
  one_time_link: OneTimeLinkTable;
  open_data_ask: OpenDataAskTable;
  organisation: OrganisationTable;
  outbox: OutboxTable;
  permit: PermitTable;
  permit_use: PermitUseTable;
  plan_field: PlanFieldTable;
  plan_file: PlanFileTable;
  plan_kept: PlanKeptTable;
  plan_version: PlanVersionTable;
  platform: PlatformTable;
  platform_programme: PlatformProgrammeTable;
  proc_case: ProcCaseTable;
  programme: ProgrammeTable;
  public_notice: PublicNoticeTable;
  public_notice_item: PublicNoticeItemTable;
  region: RegionTable;
  register_entry: RegisterEntryTable;
  register_event: RegisterEventTable;
  request: RequestTable;
  request_answer: RequestAnswerTable;
  request_count: RequestCountTable;
  request_download: RequestDownloadTable;
  request_event: RequestEventTable;
  request_file: RequestFileTable;
  request_item: RequestItemTable;
  request_link: RequestLinkTable;
  request_part: RequestPartTable;
  request_question: RequestQuestionTable;
  request_shipment: RequestShipmentTable;
  request_shipment_line: RequestShipmentLineTable;
  request_statement: RequestStatementTable;
  resource: ResourceTable;
  resource_before: ResourceBeforeTable;
  resource_file: ResourceFileTable;
  resource_identifier: ResourceIdentifierTable;
  resource_key: ResourceKeyTable;
  resource_relation: ResourceRelationTable;
  resource_search: ResourceSearchTable;
  resource_use: ResourceUseTable;
  resource_use_of: ResourceUseOfTable;
  resource_version: ResourceVersionTable;
  review_avoidance: ReviewAvoidanceTable;
  review_reminder: ReviewReminderTable;
  role_grant: RoleGrantTable;
  search_change: SearchChangeTable;
  search_term: SearchTermTable;
  service: ServiceTable;
  service_contract: ServiceContractTable;
  service_link: ServiceLinkTable;
  service_question: ServiceQuestionTable;
  service_rating: ServiceRatingTable;
  service_record: ServiceRecordTable;
  service_record_number: ServiceRecordNumberTable;
  service_record_resource: ServiceRecordResourceTable;
  service_return: ServiceReturnTable;
  service_version: ServiceVersionTable;
  session: SessionTable;
  setting: SettingTable;
  sign_in_failure: SignInFailureTable;
  stock_hold: StockHoldTable;
  stock_lot: StockLotTable;
  stock_movement: StockMovementTable;
  stock_setting: StockSettingTable;
  stock_step: StockStepTable;
  stock_store: StockStoreTable;
  stock_take: StockTakeTable;
  stock_take_line: StockTakeLineTable;
  stock_test: StockTestTable;
  stored_file: StoredFileTable;
  visit_photo: VisitPhotoTable;
  withheld_declaration: WithheldDeclarationTable;
}
