-- Forms of applications (实施方案) as they are written: one row per field, with a revision each. What is blank has no row, unless it
-- was written before.
create table plan_field (
  case_id bigint not null references proc_case,
  -- section/field of the form: 4.1.1/scope, cover/phone
  path text not null,
  value jsonb not null,
  revision int not null,
  account_id bigint not null,
  at timestamptz not null,
  primary key (case_id, path)
);

-- Every value a field has had.
create table plan_version (
  id bigint primary key,
  case_id bigint not null references proc_case,
  path text not null,
  revision int not null,
  value jsonb not null,
  -- typed, word: taken over from a Word file
  origin text not null check (origin in ('typed', 'word')),
  account_id bigint not null,
  at timestamptz not null,
  unique (case_id, path, revision)
);

-- The form as it was handed in; those who do not write it read the latest of these.
create table plan_kept (
  id bigint primary key,
  case_id bigint not null references proc_case,
  -- Version of the form.
  version text not null,
  values jsonb not null,
  at timestamptz not null
);
create index plan_kept_case on plan_kept (case_id, id desc);

-- Figures and tables attached to a section.
create table plan_file (
  id bigint primary key,
  case_id bigint not null references proc_case,
  section text not null,
  file_id bigint not null references stored_file,
  uploaded_by bigint not null,
  uploaded_at timestamptz not null,
  removed_at timestamptz
);
create index plan_file_case on plan_file (case_id, id);
