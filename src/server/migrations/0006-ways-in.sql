-- Two more kinds of files come in.
alter table import_batch drop constraint import_batch_format_check;
alter table import_batch add constraint import_batch_format_check check (format in ('csv', 'tsv', 'xlsx', 'jsonl', 'dwca'));

-- An import may be undone: how far that is, beside what the import did.
alter table import_batch
  add column undo_state text check (undo_state in ('waiting', 'running', 'done', 'failed')),
  add column undo_reason text,
  -- Records it touched, counted at the start.
  add column undo_total bigint not null default 0,
  -- Last record that is behind us, committed together with what was undone of it.
  add column undo_after bigint not null default 0,
  add column undo_removed bigint not null default 0,
  add column undo_withdrawn bigint not null default 0,
  add column undo_restored bigint not null default 0,
  add column undo_left bigint not null default 0,
  add column undo_failure jsonb,
  add column undo_by bigint,
  add column undo_by_name text,
  add column undo_asked_at timestamptz,
  add column undo_ended_at timestamptz;
create index import_batch_undo on import_batch (id) where undo_state in ('waiting', 'running');

-- Records an undo left as they are, and why.
create table import_undo_left (
  batch_id bigint not null references import_batch,
  resource_id bigint not null,
  title text not null,
  code text not null,
  params jsonb not null,
  primary key (batch_id, resource_id)
);

-- The content named by batch_id was changed by hand since.
alter table resource_version add column edited boolean not null default false;

-- (grows) What an import replaced of a draft or of a revision that waited, of which no version is kept.
create table resource_before (
  resource_id bigint not null,
  batch_id bigint not null,
  -- Import that had written what was replaced.
  earlier_batch_id bigint,
  -- State, fields, title, note, author of the version that was replaced.
  content jsonb not null,
  primary key (resource_id, batch_id)
);
create index resource_before_batch on resource_before (batch_id);
create index resource_before_earlier on resource_before (earlier_batch_id) where earlier_batch_id is not null;
