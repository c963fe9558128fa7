-- Keys that signed public notices. The private key lies in the data folder (notice-key.pem) and never here; a key that
-- was replaced stays, so that what it signed can be checked.
create table notice_key (
  -- SHA-256 of the public key (SubjectPublicKeyInfo, DER), in hex.
  fingerprint text primary key check (fingerprint ~ '^[0-9a-f]{64}$'),
  -- PEM.
  public_key text not null,
  since timestamptz not null
);

-- A public notice (公示) as it was published. Nothing here ever changes: what becomes of an item is read from its case.
create table public_notice (
  id bigint primary key,
  programme_id text not null references programme,
  -- Procedure of its sub-cases: selection_notice, termination_notice.
  procedure text not null,
  rule_set text not null,
  rule_set_version text not null,
  trial boolean not null,
  demo boolean not null,
  title_zh text not null,
  title_en text not null,
  published_at timestamptz not null,
  -- Period of the rule set that runs, and its days as they were made known.
  clock text not null,
  first_date date not null,
  last_date date not null,
  -- The list as canonical JSON (RFC 8785): these bytes are what was digested and signed.
  list text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- Ed25519 over the bytes of `list`, base64.
  signature text not null,
  key_fingerprint text not null references notice_key,
  -- Names of all platforms and hosts, for search.
  search_text text not null
);
create index public_notice_newest on public_notice (programme_id, id desc);

create table public_notice_item (
  notice_id bigint not null references public_notice,
  position int not null,
  -- The notice’s sub-case of this platform: an objection is opened under it and holds it alone.
  case_id bigint not null unique references proc_case,
  -- The case it is about: an application, a termination.
  about_id bigint not null references proc_case,
  platform_id bigint references platform,
  -- The notice that this one corrects for the platform.
  corrects bigint references public_notice,
  primary key (notice_id, position)
);
create index public_notice_item_about on public_notice_item (about_id, notice_id);
create index public_notice_item_platform on public_notice_item (platform_id, notice_id);

-- Nobody changes what was published, whatever program asks.
create function published_stays() returns trigger language plpgsql as $$
begin
  raise exception 'a published notice cannot be changed';
end $$;
create trigger public_notice_stays before update on public_notice for each row execute function published_stays();
create trigger public_notice_item_stays before update on public_notice_item for each row execute function published_stays();

-- Who objected to which result, for the one request that each may make. No name and no number: a digest.
create table objection_party (
  case_id bigint primary key references proc_case,
  -- The result objected to: a case and what of it was on notice.
  result text not null,
  party_digest text not null,
  filed_at timestamptz not null
);
create unique index objection_party_once on objection_party (result, party_digest);

-- The register of platforms (名录): one entry for each recognition, from the decision to its end.
create table register_entry (
  id bigint primary key,
  programme_id text not null references programme,
  platform_id bigint not null references platform,
  -- The application; null: recorded from a decision taken before this system.
  case_id bigint unique references proc_case,
  rule_set text not null,
  rule_set_version text not null,
  trial boolean not null,
  demo boolean not null,
  status text not null check (status in ('valid', 'lapsed', 'ended')),
  name_zh text not null,
  name_en text,
  class text,
  class_zh text,
  class_en text,
  host_id bigint references organisation,
  host_name text,
  supervising_name text,
  region_code text references region,
  head text,
  -- Admitted without review: on what ground.
  direct jsonb,
  -- Type, number, day and signatories of the decision by which it was entered.
  decision jsonb not null,
  entered_on date not null,
  -- Number and day of the published list, where the list is a paper of its own.
  list_no text,
  list_on date,
  plaque_no text,
  plaque_on date,
  term_first date,
  term_last date,
  ended_on date,
  -- Until when platform and host may not apply again.
  excluded_until date,
  revision int not null default 1
);
create index register_entry_newest on register_entry (programme_id, id desc);
create index register_entry_platform on register_entry (platform_id);
create index register_entry_host on register_entry (host_id);
create index register_entry_term on register_entry (term_last) where status = 'valid';

-- What happened to an entry. Append-only.
create table register_event (
  id bigint generated always as identity primary key,
  entry_id bigint not null references register_entry,
  at timestamptz not null,
  on_date date not null,
  kind text not null check (kind in ('entered', 'changed', 'lapsed', 'ended', 'admitted_again')),
  status text not null,
  decision jsonb not null,
  case_id bigint references proc_case,
  -- `{ field: { from, to } }`.
  changes jsonb not null default '{}'
);
create index register_event_entry on register_event (entry_id, id);
