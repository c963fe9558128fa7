-- A project whose resources are to be deposited, as its department or its unit entered it.
create table deposit_project (
  id bigint primary key,
  programme_id text not null references programme,
  number text not null,
  title text not null,
  unit_id bigint not null references organisation,
  -- Entered by a department: its platforms are designated (NAT-23.1).
  designated boolean not null,
  created_at timestamptz not null
);
create unique index deposit_project_number on deposit_project (programme_id, lower(number));
create index deposit_project_unit on deposit_project (unit_id, id);

-- Its deposit with one platform: a case of the procedure `deposit`.
create table deposit (
  case_id bigint primary key references proc_case,
  project_id bigint not null references deposit_project,
  platform_id bigint not null references platform,
  -- What goes there, where a project has several platforms by kind of resource.
  what text,
  unique (project_id, platform_id)
);
create index deposit_platform on deposit (platform_id, case_id);

create table deposit_item (
  id bigint primary key,
  case_id bigint not null references deposit,
  title text not null,
  kind text not null,
  format text,
  quantity text,
  note text,
  file_id bigint references stored_file,
  -- What the platform found: `correct` asks for a correction.
  state text not null default 'pending' check (state in ('pending', 'accepted', 'correct', 'withdrawn')),
  remark text,
  -- The record it became in the platform's catalogue.
  resource_id bigint,
  revision int not null default 1
);
create index deposit_item_case on deposit_item (case_id, id);

-- Working principles of a department on four topics (NAT-23.2, HB-17.1); a newer entry takes the place of an older one.
create table deposit_principles (
  id bigint primary key,
  organisation_id bigint not null references organisation,
  title text not null,
  production text,
  management text,
  handing_in text,
  sharing text,
  published_at timestamptz not null,
  published_by bigint references account
);
create index deposit_principles_of on deposit_principles (organisation_id, id);
