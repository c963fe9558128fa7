-- What somebody is told (站内消息): the words as they stood then, in both languages. Mail repeats it.
create table message (
  id bigint primary key,
  account_id bigint not null references account,
  -- One per occasion and account: a repeated delivery tells nobody twice.
  unique_key text not null unique,
  kind text not null check (kind in ('step', 'due', 'overdue', 'other')),
  -- Who no longer sees the case reads its messages no more.
  case_id bigint references proc_case,
  subject jsonb not null,
  body jsonb not null,
  -- Path within the workbench.
  link text,
  -- The rules name the reader as somebody who is told: mail goes out whatever they chose.
  mandatory boolean not null,
  at timestamptz not null,
  read_at timestamptz,
  -- Waits for the daily digest.
  digest_due boolean not null default false
);
create index message_account on message (account_id, id);
create index message_unread on message (account_id, id) where read_at is null;
create index message_case on message (case_id, account_id, id) where case_id is not null;
create index message_digest on message (account_id, id) where digest_due;

-- How somebody wants to be told; no row: at once, in Chinese.
create table message_setting (
  account_id bigint primary key references account,
  mail text not null check (mail in ('at_once', 'daily', 'none')),
  lang text not null check (lang in ('zh-CN', 'en')),
  revision int not null default 1
);

-- Reminders that went out: once for each clock, last day and distance. A clock that moves is reminded of anew.
create table case_reminder (
  clock_id bigint not null references case_clock,
  last_date date not null,
  -- Working days before the last one.
  days_before int not null,
  at timestamptz not null,
  primary key (clock_id, last_date, days_before)
);

-- A list that somebody comes back to: its filters, order and columns under a name.
create table case_filter (
  id bigint primary key,
  account_id bigint not null references account,
  -- Shared with those who sit at one of these desks; none: for whoever made it alone.
  desks text[] not null default '{}',
  name text not null,
  query jsonb not null,
  created_at timestamptz not null
);
create unique index case_filter_name on case_filter (account_id, name);
create index case_filter_desks on case_filter using gin (desks);

-- Up to which event of the timelines somebody had seen their desk at the visit before this one, and at this one.
create table desk_visit (
  account_id bigint primary key references account,
  before_event bigint not null,
  seen_event bigint not null,
  -- Machine time: a visit is over after a while of not looking.
  at timestamptz not null
);

create index proc_case_title on proc_case ((title collate "C"), id);
create index proc_case_opened on proc_case (id desc);
