-- Service records (服务记录). Append-only: a mistake is set right by a reversal and, where something was delivered after all, by
-- another record in its place. `content` is shared/service-records/record-content; the columns beside it are for counting.
create table service_record (
  id bigint primary key,
  platform_id bigint not null references platform,
  -- Year of the service and its number in it, without gaps per platform.
  year int not null,
  seq int not null,
  entry text not null check (entry in ('record', 'reversal')),
  -- The first record of this service: corrections point at it. Its own id for a first record.
  root_id bigint not null references service_record,
  -- A reversal: what it takes back; once only.
  reverses_id bigint unique references service_record,
  -- A record in the place of another.
  replaces_id bigint unique references service_record,
  reason text,
  -- Occasion a module above named, such as a delivery: recorded once.
  subject text unique,
  source text not null check (source in ('request', 'download', 'form', 'import')),
  kind text not null,
  channel text not null check (channel in ('online', 'offline')),
  on_date date not null,
  receiver_account_id bigint references account,
  organisation_id bigint references organisation,
  unit_kind text not null,
  user_group text not null,
  region_code text references region,
  abroad boolean not null,
  -- Of the platform's own host.
  inside_host boolean not null,
  purpose text not null,
  income_fen bigint not null check (income_fen >= 0),
  hours numeric(12, 2) not null default 0 check (hours >= 0),
  participants int not null default 0 check (participants >= 0),
  due_back date,
  flags jsonb not null default '[]',
  content jsonb not null,
  demo boolean not null default false,
  account_id bigint,
  actor_name text not null,
  at timestamptz not null,
  unique (platform_id, year, seq),
  check ((entry = 'reversal') = (reverses_id is not null)),
  check (entry = 'record' or reason is not null)
);
create index service_record_platform on service_record (platform_id, on_date, id);
create index service_record_root on service_record (root_id);
create index service_record_receiver on service_record (receiver_account_id, id) where receiver_account_id is not null;
create index service_record_loan on service_record (due_back) where due_back is not null;

-- Last number given; its row is the lock under which numbers have no gaps.
create table service_record_number (
  platform_id bigint not null references platform,
  year int not null,
  last int not null,
  primary key (platform_id, year)
);

-- Which resources were given.
create table service_record_resource (
  record_id bigint not null references service_record,
  resource_id bigint not null,
  quantity numeric(20, 6),
  unit text,
  primary key (record_id, resource_id)
);
create index service_record_resource_of on service_record_resource (resource_id, record_id);

-- A loan entered by hand came back.
create table service_return (
  record_id bigint primary key references service_record,
  on_date date not null,
  account_id bigint,
  actor_name text not null,
  at timestamptz not null
);

-- What a receiver says of a service, once (评价).
create table service_rating (
  root_id bigint primary key references service_record,
  -- By this the platform and the public know it: nothing leads from it to the record where raters are anonymous.
  token text not null unique,
  platform_id bigint not null references platform,
  account_id bigint not null references account,
  -- 1 (poor) to 5 (very good).
  resource_score int not null check (resource_score between 1 and 5),
  service_score int not null check (service_score between 1 and 5),
  text text not null default '',
  -- As the rules were when it was written.
  anonymous boolean not null,
  month text not null,
  at timestamptz not null,
  answer text,
  answered_name text,
  answered_at timestamptz,
  withheld_reason text,
  withheld_name text,
  withheld_at timestamptz,
  revision int not null default 1
);
create index service_rating_platform on service_rating (platform_id, month, token);

-- Papers, patents, standards and awards that used resources of a platform (利用成果).
create table resource_use (
  id bigint primary key,
  platform_id bigint not null references platform,
  kind text not null,
  -- Number or DOI without case, else words of the title and the year: by it the same one is known again.
  use_key text not null,
  title text not null,
  year int,
  content jsonb not null,
  state text not null check (state in ('proposed', 'counted', 'refused')),
  source text not null check (source in ('receiver', 'platform', 'import')),
  root_id bigint references service_record,
  reporter_id bigint references account,
  flags jsonb not null default '[]',
  reason text,
  reviewed_name text,
  reviewed_at timestamptz,
  demo boolean not null default false,
  at timestamptz not null,
  revision int not null default 1,
  unique (platform_id, use_key)
);
create index resource_use_platform on resource_use (platform_id, state, id);

-- Which resources it used, and by what that was seen.
create table resource_use_of (
  use_id bigint not null references resource_use,
  resource_id bigint not null,
  found_by text not null,
  primary key (use_id, resource_id)
);
create index resource_use_of_resource on resource_use_of (resource_id, use_id);

-- When the receiver of a service is next asked for a rating or for what came of it; no row: no more.
create table service_question (
  root_id bigint primary key references service_record,
  account_id bigint not null references account,
  step int not null,
  next_on date not null
);
create index service_question_due on service_question (next_on, account_id);
