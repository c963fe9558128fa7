-- One official case (办件): an application, a notice, a review, an objection. Its procedure is a table of the rule set.
create table proc_case (
  id bigint primary key,
  programme_id text not null references programme,
  procedure text not null,
  -- The version in force when it was opened judges it to its end.
  rule_set text not null,
  rule_set_version text not null,
  -- Nothing in it has legal effect.
  trial boolean not null,
  subject_kind text not null check (subject_kind in ('platform', 'organisation', 'programme')),
  subject_id text not null,
  title text not null,
  -- A sub-case: its parent, whether it holds it, and which of the parent's clocks rest meanwhile.
  parent_id bigint references proc_case,
  holds boolean not null default false,
  pauses text[] not null default '{}',
  state text not null,
  outcome text,
  revision int not null default 1,
  -- Fields as they count; what is being typed lies in case_draft.
  data jsonb not null default '{}',
  -- What decides on whose desks it lies.
  platform_id bigint references platform,
  host_id bigint references organisation,
  supervising_id bigint references organisation,
  region_code text,
  opened_by bigint references account,
  opened_at timestamptz not null,
  closed_at timestamptz,
  -- Desks (src/shared/procedures/desks.ts) of those who may act now, and of those who may see it.
  desks text[] not null default '{}',
  readers text[] not null default '{}',
  -- Last day of the clock that ends first; 9999-12-31: none.
  due date not null default '9999-12-31',
  -- Who has taken it up among those at the same desk.
  claimed_by bigint references account,
  demo boolean not null default false
);
create index proc_case_desks on proc_case using gin (desks) where closed_at is null;
create index proc_case_readers on proc_case using gin (readers);
create index proc_case_due on proc_case (due, id) where closed_at is null;
create index proc_case_parent on proc_case (parent_id);
create index proc_case_subject on proc_case (subject_kind, subject_id, procedure);
create index proc_case_programme on proc_case (programme_id, procedure, state, id);

-- The timeline of a case. Append-only.
create table case_event (
  -- In the order of writing, over all processes.
  id bigint generated always as identity primary key,
  case_id bigint not null references proc_case,
  at timestamptz not null,
  -- Civil date it counts from: that of the act, or the last day of the clock that ended.
  on_date date not null,
  kind text not null check (kind in
    ('opened', 'action', 'signed', 'overdue', 'clock_moved', 'sub_case', 'assigned', 'claimed', 'released', 'handed_over', 'comment', 'file')),
  action text,
  from_state text,
  to_state text,
  -- Null: the program.
  account_id bigint references account,
  actor_name text not null,
  -- As which of the table's `by`.
  party text,
  cite jsonb,
  -- Answers, overrides, what moved; by kind.
  detail jsonb not null default '{}',
  -- Desks that see it, a part of the case's readers; null: all of them.
  readers text[],
  told text[] not null default '{}'
);
create index case_event_case on case_event (case_id, id);

create table case_clock (
  id bigint primary key,
  case_id bigint not null references proc_case,
  clock text not null,
  from_date date not null,
  first_date date not null,
  last_date date not null,
  -- Rests on a year whose arrangement of days off is not known.
  provisional boolean not null,
  -- Made known: may be extended, never shortened.
  frozen boolean not null,
  -- A shorter count than the rule's, where it allows one.
  set_count int,
  state text not null check (state in ('running', 'paused', 'stopped', 'over')),
  paused_on date,
  ended_on date,
  -- The end was met, but what it does waits: the case is held, or something is required.
  pending boolean not null default false
);
create index case_clock_case on case_clock (case_id, id);
create index case_clock_running on case_clock (last_date, id) where state = 'running' or pending;

create table case_assignment (
  id bigint primary key,
  case_id bigint not null references proc_case,
  role text not null,
  account_id bigint not null references account,
  at timestamptz not null,
  ended_at timestamptz
);
create unique index case_assignment_once on case_assignment (case_id, role, account_id) where ended_at is null;
create index case_assignment_account on case_assignment (account_id) where ended_at is null;

create table case_signature (
  case_id bigint not null references proc_case,
  action text not null,
  party text not null,
  account_id bigint not null references account,
  at timestamptz not null,
  primary key (case_id, action, party)
);

-- What is being typed, field by field: several people may write one form.
create table case_draft (
  case_id bigint not null references proc_case,
  field text not null,
  value jsonb,
  revision int not null,
  account_id bigint not null references account,
  at timestamptz not null,
  primary key (case_id, field)
);

-- Who has a case open, and the section they hold. Machine time; passing by nature.
create table case_presence (
  case_id bigint not null references proc_case,
  account_id bigint not null references account,
  name text not null,
  section text,
  locked boolean not null default false,
  seen_at timestamptz not null,
  primary key (case_id, account_id)
);

create table case_file (
  id bigint primary key,
  case_id bigint not null references proc_case,
  file_id bigint not null references stored_file,
  field text,
  uploaded_by bigint not null references account,
  uploaded_at timestamptz not null
);
create index case_file_case on case_file (case_id, id);

-- A commission (委托) by which an organisation acts in procedures of a programme.
create table delegation (
  id bigint primary key,
  programme_id text not null references programme,
  organisation_id bigint not null references organisation,
  role text not null,
  -- Empty: every procedure that knows such a delegate.
  procedures text[] not null default '{}',
  from_date date not null,
  to_date date check (to_date >= from_date),
  -- Number or title of the paper that says so.
  document text not null,
  granted_by bigint references account,
  granted_at timestamptz not null,
  revoked_at timestamptz
);
create index delegation_organisation on delegation (organisation_id) where revoked_at is null;
