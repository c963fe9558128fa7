-- Tables marked (grows) keep to the SQL that Citus can distribute by resource id (design, "Growth"):
-- no unique without the id, no foreign keys to local tables, no triggers.

-- (grows) What the public sees of a resource, or the working draft while nothing is published yet.
create table resource (
  id bigint primary key,
  platform_id bigint not null,
  type text not null,
  -- Local number, as the type's key fields give it.
  local_key text not null,
  state text not null check (state in ('draft', 'checked', 'published', 'suspended', 'withdrawn')),
  -- Content version, counted from 1; older ones lie in resource_version.
  version int not null default 1,
  -- Counts every change of the row, for "changed meanwhile".
  revision int not null default 1,
  title text not null,
  title_en text,
  fields jsonb not null,
  access text not null check (access in ('open', 'conditional', 'closed')),
  funding text not null check (funding in ('fiscal', 'private', 'mixed')),
  -- Share of the type's minimum set that is filled, percent.
  quality smallint not null,
  demo boolean not null default false,
  author_id bigint,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- When the holder last said that the record is still right.
  confirmed_at timestamptz not null,
  published_at timestamptz,
  ended_at timestamptz,
  ended_reason text,
  -- A revision of a published record waits in resource_version under version + 1.
  has_revision boolean not null default false
);
create index resource_platform on resource (platform_id, state, id);
create index resource_confirmed on resource (platform_id, confirmed_at) where state = 'published';

-- (grows) One row per content version. `fields` is null while the content is the one in `resource`.
create table resource_version (
  resource_id bigint not null,
  version int not null,
  state text not null check (state in ('draft', 'checked', 'published', 'superseded')),
  fields jsonb,
  title text,
  author_id bigint,
  author_name text not null,
  created_at timestamptz not null,
  checked_by bigint,
  checked_at timestamptz,
  published_at timestamptz,
  note text,
  batch_id bigint,
  primary key (resource_id, version)
);
create index resource_version_batch on resource_version (batch_id) where batch_id is not null;

-- Side tables hold what must be unique over all resources.
create table resource_key (
  platform_id bigint not null,
  type text not null,
  key text not null,
  resource_id bigint not null,
  -- Import that last touched it, to find the same key twice in one file.
  batch_id bigint,
  batch_row bigint,
  primary key (platform_id, type, key)
);
create index resource_key_resource on resource_key (resource_id);

create table resource_identifier (
  scheme text not null,
  -- Upper-cased in ASCII: identifiers are unique without regard to case.
  value_key text not null,
  -- As given, without scheme prefix.
  value text not null,
  resource_id bigint not null,
  -- Registration of a CSTR: see shared/catalogue/identifiers.
  state text not null,
  task text,
  state_at timestamptz not null,
  primary key (scheme, value_key)
);
create index resource_identifier_resource on resource_identifier (resource_id);

-- (grows) What public search reads: narrow, written in the transaction of the record, rebuilt at any time.
-- No index on platform, type or popularity: they are marks among the words (docs/search.md).
create table resource_search (
  id bigint primary key,
  words tsvector not null,
  type text not null,
  platform_id bigint not null,
  disciplines text[] not null,
  region text,
  access text not null,
  year smallint,
  popularity real not null,
  -- Popularity and a draw decided by the id: order and thinning of what is asked for by common words.
  prominence real not null,
  published_at timestamptz not null,
  -- Title in the order of pinyin, for sorting by bytes.
  title_key text collate "C" not null
);
alter table resource_search alter column words set storage external;
create index resource_search_words on resource_search using gin (words) with (fastupdate = off);
create index resource_search_newest on resource_search (published_at desc, id desc);
create index resource_search_title on resource_search (title_key, id);

-- A file being imported, and what came of it.
create table import_batch (
  id bigint primary key,
  platform_id bigint not null,
  type text not null,
  file_id bigint not null references stored_file,
  format text not null check (format in ('csv', 'tsv', 'xlsx')),
  -- How the table lies in the file: encoding, separator, sheet, heading. Found once, so that a resumed import reads the same.
  layout jsonb not null,
  -- Every column heading to its field id or null, fixed at the start.
  mapping jsonb not null,
  -- Values for all rows, by field id, where no column gives one.
  constants jsonb not null,
  dry_run boolean not null,
  -- State in which new records go in.
  target_state text not null check (target_state in ('draft', 'published')),
  state text not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  -- Rows below the heading, counted before the start where that is quick; exact at the end.
  rows_total bigint,
  -- Last row of the file that is behind us, committed together with what it did: where a killed import goes on.
  last_row bigint not null default 0,
  -- Rows worked off, empty ones not counted: the sum of the four counts below.
  rows_done bigint not null default 0,
  created_count bigint not null default 0,
  updated_count bigint not null default 0,
  unchanged_count bigint not null default 0,
  refused_count bigint not null default 0,
  warning_count bigint not null default 0,
  -- Faults kept in import_fault; beyond a bound they are only counted.
  kept_errors int not null default 0,
  kept_warnings int not null default 0,
  -- What is to be said of the whole: columns left aside, encoding, drafts to be checked.
  notes jsonb not null default '[]',
  failure jsonb,
  -- Rows a second of late, by machine time.
  rate real,
  started_by bigint,
  started_by_name text not null,
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  -- Machine time until which one process works on it.
  leased_until timestamptz
);
create index import_batch_platform on import_batch (platform_id, id desc);
create index import_batch_open on import_batch (id) where state in ('waiting', 'running');

create table import_fault (
  batch_id bigint not null references import_batch,
  -- Row of the file as a spreadsheet program counts.
  row bigint not null,
  position int not null,
  severity text not null check (severity in ('error', 'warning')),
  field text,
  -- Index of the column in the file; null for the row as a whole.
  column_index int,
  column_heading text,
  code text not null,
  params jsonb not null,
  cite jsonb,
  primary key (batch_id, row, position)
);

-- "Report a mistake", by anyone, about a record.
create table mistake_report (
  id bigint primary key,
  resource_id bigint not null,
  platform_id bigint not null,
  text text not null,
  contact text,
  state text not null default 'open' check (state in ('open', 'accepted', 'rejected')),
  answer text,
  answered_by bigint,
  reported_at timestamptz not null,
  answered_at timestamptz,
  revision int not null default 1
);
create index mistake_report_platform on mistake_report (platform_id, state, id desc);

-- Classified resources are only counted, never described (NAT-5.1): number withheld and who answers for it.
create table withheld_declaration (
  id bigint primary key,
  platform_id bigint not null,
  count int not null check (count >= 0),
  officer text not null,
  declared_by bigint,
  declared_at timestamptz not null
);
create index withheld_declaration_platform on withheld_declaration (platform_id, id desc);
