-- Proof that somebody reads the mail of an address, without an account: one link, used once. The token is made when its mail is
-- written; only its digest is kept.
create table mail_proof (
  id bigint primary key,
  email text not null,
  token_hash text unique,
  -- What it opens, for the module that asked: open_data:<id>.
  subject text not null unique,
  -- Page of the portal the link leads to, with its language.
  path text not null,
  -- Network address that asked, for the limits.
  network text not null,
  -- Machine time, like that of sessions.
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index mail_proof_email on mail_proof (lower(email), created_at);
create index mail_proof_network on mail_proof (network, created_at);

-- Open data asked for by mail proof (公开数据凭邮箱取用): nothing needs approval, so there is no request; what is taken enters the
-- service records.
create table open_data_ask (
  id bigint primary key,
  person text,
  unit text,
  unit_kind text not null,
  region_code text,
  abroad boolean not null default false,
  purpose text not null,
  purpose_text text not null,
  resources jsonb not null,
  -- Ids as texts; those of them that stand in the service records.
  recorded jsonb not null default '[]',
  -- Once it is proved; the digest of the key of its page.
  email text,
  access_hash text unique,
  access_until timestamptz,
  created_at timestamptz not null
);
create index open_data_ask_unproved on open_data_ask (created_at) where access_hash is null;

alter table request_item
  -- Material of which its platform keeps no lots: quantities are the platform's word, the ledger knows nothing of them.
  add column off_ledger boolean not null default false,
  -- Of a service that was done: hours, participants, quantity, unit, outcome.
  add column done jsonb,
  -- Civil date since which the requester is to confirm or to download; null: nothing is awaited.
  add column awaits_from date,
  add column awaits_reminded_on date,
  -- Links to data that had been taken were closed.
  add column taken_back_at timestamptz;
create index request_item_awaits on request_item (awaits_from) where state = 'sent' and awaits_from is not null;

alter table request_shipment
  add column reminded_on date,
  -- Nobody confirmed it: taken as received when the days of the rule set were over.
  add column assumed boolean not null default false;
create index request_shipment_open on request_shipment (sent_on) where received_at is null;

-- Without a lot where the platform keeps none.
alter table request_shipment_line drop constraint request_shipment_line_pkey;
alter table request_shipment_line alter column lot_id drop not null;
alter table request_shipment_line alter column lot_number drop not null;
alter table request_shipment_line add constraint request_shipment_line_key unique nulls not distinct (shipment_id, item_id, lot_id);

alter table request_question add column closed_reason text;
