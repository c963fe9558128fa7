-- Ids of all tables come from blocks of 1,000 of this sequence (kernel/ids.ts).
create sequence id_block start 1;

-- Facts about the installation: its mode, the day the demonstration was loaded.
create table setting (
  key text primary key,
  value jsonb not null
);

-- One row per change or refused attempt. Append-only: nothing updates or deletes here.
create table audit_event (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  action text not null,
  outcome text not null check (outcome in ('done', 'refused')),
  actor_kind text not null check (actor_kind in ('anonymous', 'account', 'system')),
  actor_id bigint,
  actor_name text not null,
  address text not null,
  request_id text not null,
  subject_kind text,
  subject_id text,
  detail jsonb not null
);
create index audit_event_subject on audit_event (subject_kind, subject_id, id);
create index audit_event_actor on audit_event (actor_id, id);
create index audit_event_at on audit_event (at, id);

-- Effects of committed changes, delivered at least once (kernel/outbox.ts).
create table outbox (
  id bigint generated always as identity primary key,
  kind text not null,
  payload jsonb not null,
  -- An effect queued twice under one key happens once.
  unique_key text unique,
  -- Product time from which it is due.
  due_at timestamptz not null,
  -- Machine time before which it is not tried again: after a failure, or while a process works on it.
  retry_at timestamptz not null default '-infinity',
  attempts int not null default 0,
  last_error text,
  done_at timestamptz,
  -- Given up after too many attempts: shown to administrators, who may try again.
  failed_at timestamptz
);
create index outbox_open on outbox (due_at, id) where done_at is null and failed_at is null;

create table idempotency (
  key text primary key,
  fingerprint text not null,
  at timestamptz not null,
  status int,
  body jsonb
);
create index idempotency_at on idempotency (at);

-- What is known of stored files; the bytes lie in the file store under their SHA-256.
create table stored_file (
  id bigint primary key,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint not null check (size >= 0),
  name text not null,
  media_type text not null,
  uploaded_by bigint,
  uploaded_at timestamptz not null
);
create index stored_file_sha256 on stored_file (sha256);

-- When a kind of due work last ran, in the product's time (kernel/due.ts).
create table due_work (
  name text primary key,
  ran_at timestamptz not null,
  -- Machine time until which one process holds the work.
  leased_until timestamptz
);
