-- Somebody outside who adds a file to a case has no account.
alter table case_file alter column uploaded_by drop not null;

-- What a case of the procedure `complaint` has beside it: the code by which whoever wrote follows it. Who they are is not kept here.
create table complaint (
  case_id bigint primary key references proc_case,
  programme_id text not null references programme,
  platform_id bigint not null references platform,
  -- SHA-256 of the code; the code itself is shown once.
  code_digest text not null unique,
  -- Keyed digest of the address it came from, against floods; forgotten after a day.
  sender text,
  -- Digest of what was said, without spaces and marks.
  said text not null,
  -- Why it is looked at first.
  held text check (held in ('many', 'repeated')),
  -- The earlier one that says the same.
  repeats bigint references complaint,
  filed_at timestamptz not null
);
create index complaint_sender on complaint (sender, filed_at) where sender is not null;
create index complaint_said on complaint (platform_id, said, filed_at);

-- Files on their way: sent before the complaint that names them. What nobody names is forgotten after a day.
create table complaint_upload (
  token_digest text primary key,
  sha256 text not null,
  size bigint not null,
  name text not null,
  sender text,
  at timestamptz not null
);
create index complaint_upload_at on complaint_upload (at);
