-- Experts of a programme's pool (专家库); without a programme: of all of them.
create table expert (
  id bigint primary key,
  programme_id text references programme,
  name text not null,
  -- How they sign in; an expert without an account cannot be assigned yet.
  account_id bigint references account,
  title text not null default '',
  -- Codes of GB/T 13745.
  disciplines text[] not null,
  languages text[] not null default '{}',
  email text,
  phone text,
  -- Now and before: {name, id, from, to}.
  employers jsonb not null default '[]',
  -- Joint projects: {title, organisations, people, to}.
  projects jsonb not null default '[]',
  -- Ties the expert declared: {name, id, reason}.
  declared jsonb not null default '[]',
  state text not null default 'active' check (state in ('active', 'paused', 'retired', 'excluded')),
  -- Of a state other than active.
  reason text check (state = 'active' or reason is not null),
  demo boolean not null default false,
  revision int not null default 1,
  created_at timestamptz not null
);
create unique index expert_account on expert (account_id, coalesce(programme_id, '')) where account_id is not null;
create index expert_list on expert (programme_id, name, id);

-- Whom an applicant asks to keep away from the review (申请回避), with reasons; written before experts are chosen.
create table review_avoidance (
  case_id bigint primary key references proc_case,
  entries jsonb not null,
  revision int not null,
  account_id bigint not null references account,
  at timestamptz not null
);

-- Protocol of a draw: enough to draw again and compare. Append-only.
create table expert_draw (
  id bigint primary key,
  case_id bigint not null references proc_case,
  at timestamptz not null,
  account_id bigint references account,
  actor_name text not null,
  seed text not null,
  wanted int not null,
  disciplines text[] not null,
  -- Accounts that sat on the panel already, and employers of theirs.
  seated jsonb not null,
  -- Why the panel has another size than the rule.
  reason text,
  -- Experts by id: who could be drawn, who could not and why, who was.
  eligible jsonb not null,
  excluded jsonb not null,
  drawn text[] not null
);
create index expert_draw_case on expert_draw (case_id, id);

-- Photos of a site visit, without what cameras write into them.
create table visit_photo (
  id bigint primary key,
  case_id bigint not null references proc_case,
  file_id bigint not null references stored_file,
  preview_id bigint not null references stored_file,
  caption text not null default '',
  width int not null,
  height int not null,
  account_id bigint not null references account,
  at timestamptz not null
);
create index visit_photo_case on visit_photo (case_id, id);

-- Reminders sent to experts, each once.
create table review_reminder (
  case_id bigint not null references proc_case,
  account_id bigint not null references account,
  kind text not null check (kind in ('last_day', 'late')),
  at timestamptz not null,
  primary key (case_id, account_id, kind)
);
